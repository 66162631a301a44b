// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/token_address.hpp"

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::crypto {

using text::fill;
using text::tr;

namespace {

constexpr std::string_view scheme = "pkcs11:";

[[noreturn]] void wrong(std::string_view uri, const std::string& why) {
    throw Error(Fault::usage, "token-address", fill(tr("{0}: {1}"), {std::string(uri), why}),
                tr("write it as pkcs11:token=LABEL;object=LABEL?module-path=/usr/lib/….so"));
}

int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string decoded(std::string_view text, std::string_view uri) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        if (i + 2 >= text.size() || digit(text[i + 1]) < 0 || digit(text[i + 2]) < 0)
            wrong(uri, tr("has a broken percent sign in it"));
        out += char(digit(text[i + 1]) << 4 | digit(text[i + 2]));
        i += 2;
    }
    return out;
}

void take(TokenAddress& address, const std::string& name, const std::string& value, std::string_view uri) {
    if (name == "token") address.token = value;
    if (name == "serial") address.serial = value;
    if (name == "object") address.object = value;
    if (name == "id") address.id = value;
    if (name == "module-path") address.module = value;
    if (name == "pin-value") wrong({uri.substr(0, scheme.size())}, tr("a PIN does not belong on the command line"));
    // What else the standard knows (manufacturer, model, …) narrows nothing that a label and a number do not.
}

}  // namespace

bool is_token_address(std::string_view word) { return word.substr(0, scheme.size()) == scheme; }

TokenAddress token_address(std::string_view uri, const Path& usual_module) {
    if (!is_token_address(uri)) wrong(uri, tr("is not the address of a token"));
    TokenAddress address;
    address.module = usual_module;
    std::string_view rest = uri.substr(scheme.size());
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find_first_of(";?&"), rest.size());
        const std::string_view part = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (part.empty()) continue;
        const std::size_t equals = part.find('=');
        if (equals == std::string_view::npos) wrong(uri, tr("is not the address of a token"));
        take(address, std::string(part.substr(0, equals)), decoded(part.substr(equals + 1), uri), uri);
    }
    if (address.module.empty()) wrong(uri, tr("names no library of the token"));
    return address;
}

}  // namespace saoy::crypto
