// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/html.hpp"

#include "lib/base/text.hpp"

namespace saoy::stages {

std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        switch (c) {
            case '&': safe += "&amp;"; break;
            case '<': safe += "&lt;"; break;
            case '>': safe += "&gt;"; break;
            case '"': safe += "&quot;"; break;
            default: safe += c;
        }
    }
    return safe;
}

std::string html_page(const std::string& title, std::string_view style, std::string_view body) {
    const std::string heading = escaped(title);
    std::string page = "<!DOCTYPE html>\n<html lang=\"" + escaped(text::tr("en")) +
                       "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
                       "style-src 'unsafe-inline'\"><title>" +
                       heading + "</title><style>";
    page.append(style).append("</style></head><body><main>\n<h1>" + heading + "</h1>\n").append(body);
    return page + "</main></body></html>\n";
}

}  // namespace saoy::stages
