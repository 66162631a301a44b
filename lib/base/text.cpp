// SPDX-License-Identifier: Apache-2.0
#include "lib/base/text.hpp"

#include <libintl.h>
#include <utf8proc.h>

#include <algorithm>
#include <cctype>
#include <clocale>
#include <cstdlib>

#include "lib/base/error.hpp"
#include "lib/base/handle.hpp"

namespace saoy::text {

namespace {

using Mapped = Handle<utf8proc_uint8_t, std::free>;

std::string map(std::string_view text, int options) {
    utf8proc_uint8_t* raw = nullptr;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const utf8proc_ssize_t size =
        utf8proc_map(bytes, utf8proc_ssize_t(text.size()), &raw, static_cast<utf8proc_option_t>(options));
    const Mapped owner(raw);
    if (size < 0) throw Error(Fault::input, "not-utf8", "text is not UTF-8");
    return {reinterpret_cast<const char*>(raw), std::size_t(size)};
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }

// Part of a run of 32 or more hex digits: a digest or a key, not a number of a person.
bool inside_digest(std::string_view text, std::size_t at) {
    const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '*'; };
    std::size_t begin = at, end = at;
    while (begin > 0 && is_hex(text[begin - 1])) --begin;
    while (end < text.size() && is_hex(text[end])) ++end;
    return end - begin >= 32;
}

}  // namespace

bool is_utf8(std::string_view text) noexcept {
    const auto* p = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    auto left = utf8proc_ssize_t(text.size());
    while (left > 0) {
        utf8proc_int32_t code = 0;
        const utf8proc_ssize_t used = utf8proc_iterate(p, left, &code);
        if (used <= 0) return false;
        p += used;
        left -= used;
    }
    return true;
}

std::string nfc(std::string_view text) { return map(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE); }

std::string lower(std::string_view text) { return map(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD); }

std::string title_case(std::string_view text) {
    const std::string small = lower(text);
    std::string cased;
    bool first = true;
    const auto* p = reinterpret_cast<const utf8proc_uint8_t*>(small.data());
    auto left = utf8proc_ssize_t(small.size());
    while (left > 0) {
        utf8proc_int32_t code = 0;
        const utf8proc_ssize_t used = utf8proc_iterate(p, left, &code);
        if (used <= 0) break;  // cannot be: lower() gave UTF-8
        utf8proc_uint8_t bytes[4];
        const utf8proc_ssize_t size = utf8proc_encode_char(first ? utf8proc_toupper(code) : code, bytes);
        cased.append(reinterpret_cast<const char*>(bytes), std::size_t(size));
        first = code == ' ';
        p += used;
        left -= used;
    }
    return cased;
}

std::string fold(std::string_view text) {
    const std::string bare =
        map(text, UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD);
    std::string folded;
    folded.reserve(bare.size());
    bool blank = false;
    for (std::size_t i = 0; i < bare.size(); ++i) {
        if (is_space(bare[i])) {
            blank = true;
            continue;
        }
        if (blank && !folded.empty()) folded += ' ';
        blank = false;
        if (bare.compare(i, 2, "\xC4\x91") == 0) {  // đ has no decomposition
            folded += 'D';
            ++i;
        } else {
            folded += char(std::toupper(static_cast<unsigned char>(bare[i])));
        }
    }
    return folded;
}

std::string mask_numbers(std::string_view text) {
    std::string masked(text);
    for (std::size_t i = 0; i < masked.size();) {
        std::size_t end = i;
        while (end < masked.size() && masked[end] >= '0' && masked[end] <= '9') ++end;
        const std::size_t digits = end - i;
        if (digits >= 9 && digits <= 14 && !inside_digest(masked, i))
            for (std::size_t k = i + 3; k + 3 < end; ++k) masked[k] = '*';
        i = digits == 0 ? i + 1 : end;
    }
    return masked;
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string joined;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i != 0) joined += separator;
        joined += parts[i];
    }
    return joined;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    std::size_t start = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i == text.size() || text[i] == separator) {
            parts.emplace_back(text.substr(start, i - start));
            start = i + 1;
        }
    }
    return parts;
}

std::string_view trim(std::string_view text) noexcept {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

std::u32string code_points(std::string_view text) {
    std::u32string points;
    const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    for (auto left = utf8proc_ssize_t(text.size()); left > 0;) {
        utf8proc_int32_t point = 0;
        const utf8proc_ssize_t read = utf8proc_iterate(at, left, &point);
        points += read > 0 ? char32_t(point) : U'\uFFFD';
        at += std::max<utf8proc_ssize_t>(read, 1);
        left -= std::max<utf8proc_ssize_t>(read, 1);
    }
    return points;
}

std::size_t length(std::string_view text) noexcept {
    std::size_t count = 0;
    for (const char c : text)
        if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++count;
    return count;
}

std::string slug(std::string_view text, std::size_t most) {
    const std::string folded = is_utf8(text) ? fold(text) : std::string();
    std::string name;
    for (const char c : folded) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0)
            name += char(std::tolower(static_cast<unsigned char>(c)));
        else if (!name.empty() && name.back() != '-')
            name += '-';
        if (name.size() >= most) break;
    }
    while (!name.empty() && name.back() == '-') name.pop_back();
    return name.empty() ? "paper" : name;
}

std::string fill(std::string_view message, std::initializer_list<std::string> values) {
    std::string filled;
    for (std::size_t i = 0; i < message.size(); ++i) {
        const bool blank = message[i] == '{' && i + 2 < message.size() && message[i + 2] == '}' &&
                           message[i + 1] >= '0' && message[i + 1] <= '9';
        const auto index = blank ? std::size_t(message[i + 1] - '0') : values.size();
        if (index < values.size()) {
            filled += values.begin()[index];
            i += 2;
        } else {
            filled += message[i];
        }
    }
    return filled;
}

std::string tr(const char* message) { return ::dgettext("saoy", message); }

void choose_language(const std::string& language, const std::string& catalogues) {
    // gettext looks at LANGUAGE only when the locale is not "C"; C.UTF-8 is on every Debian.
    std::setlocale(LC_MESSAGES, "C.UTF-8");
    std::setlocale(LC_CTYPE, "C.UTF-8");  // or libc's own sentences lose their accents
    ::setenv("LANGUAGE", language.c_str(), 1);
    ::bindtextdomain("saoy", catalogues.c_str());
    ::bind_textdomain_codeset("saoy", "UTF-8");
}

}  // namespace saoy::text
