// SPDX-License-Identifier: Apache-2.0
#include "lib/model/languages.hpp"

#include <algorithm>
#include <cctype>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/model/syllables.hpp"

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

bool may_be_of_another(const LineText& line, const std::string& language) {
    constexpr double weak = 0.85;      // certainty
    constexpr std::size_t fewest = 3;  // words that tell a language
    if (line.certainty < weak) return true;
    if (language != "vie") return false;
    std::size_t words = 0, vietnamese = 0;
    for (const LineWord& word : line.words) {
        if (std::none_of(word.text.begin(), word.text.end(), [](unsigned char c) { return std::isalpha(c) != 0; }))
            continue;
        ++words;
        vietnamese += spelling_of(word.text) == Spelling::possible;
    }
    return words >= fewest && 2 * vietnamese < words;
}

}  // namespace saoy
