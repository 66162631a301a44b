// SPDX-License-Identifier: Apache-2.0
#include "lib/model/languages.hpp"

#include <algorithm>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy {

void check_language_name(const std::string& language) {
    const bool fits = !language.empty() && language.find("..") == std::string::npos && language.front() != '/' &&
                      language.find_first_not_of(
                          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                          "0123456789_/-.") == std::string::npos;
    if (!fits)
        throw Error(Fault::usage, "language-name",
                    text::fill(text::tr("\"{0}\" is not the name of a language"), {language}),
                    text::tr("give names as tesseract has them, such as vie or vie+eng"));
}

void throw_no_language(const std::string& language) {
    std::string package = "tesseract-ocr-" + language;
    std::replace(package.begin(), package.end(), '_', '-');
    throw Error(Fault::unavailable, "no-language",
                text::fill(text::tr("tesseract has no model for the language {0}"), {language}),
                text::fill(text::tr("install it: sudo apt-get install {0}"), {package}));
}

}  // namespace saoy
