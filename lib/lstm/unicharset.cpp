// SPDX-License-Identifier: Apache-2.0
#include "lib/lstm/unicharset.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "lib/base/text.hpp"
#include "lib/lstm/bytes.hpp"

namespace saoy::lstm {

namespace {

constexpr int most_unichars = 1 << 16;
constexpr int most_code_length = 9;
constexpr std::size_t most_table = std::size_t(1) << 24;  // states × codes

[[noreturn]] void damaged_set() { throw_damaged("lstm-unicharset"); }

std::string_view next_line(std::string_view& rest) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return line;
}

std::string_view next_field(std::string_view& rest) {
    const std::size_t start = std::min(rest.find_first_not_of(" \t\r"), rest.size());
    rest.remove_prefix(start);
    const std::size_t end = std::min(rest.find_first_of(" \t\r"), rest.size());
    const std::string_view field = rest.substr(0, end);
    rest.remove_prefix(end);
    return field;
}

unsigned number_in(std::string_view field, int base) {
    unsigned value = 0;
    const auto [end, fault] = std::from_chars(field.data(), field.data() + field.size(), value, base);
    if (fault != std::errc() || end != field.data() + field.size()) damaged_set();
    return value;
}

Unichar read_line(std::string_view line) {
    Unichar unichar;
    const std::string_view sign = next_field(line);
    if (sign.empty() || sign.size() > 64 || !text::is_utf8(sign)) damaged_set();
    unichar.text = sign == "NULL" ? " " : text::nfc(sign);
    const unsigned properties = number_in(next_field(line), 16);
    unichar.letter = properties & 1;
    unichar.digit = properties & 8;
    unichar.punctuation = properties & 16;
    std::string_view script = next_field(line);
    if (script.find(',') != std::string_view::npos) script = next_field(line);
    for (const char* undelimited : {"Han", "Thai", "Hangul", "Hiragana", "Katakana"})
        if (script == undelimited) unichar.space_delimited = false;
    return unichar;
}

}  // namespace

std::vector<Unichar> read_unicharset(std::string_view component) {
    std::string_view first = next_line(component);
    const unsigned count = number_in(next_field(first), 10);
    if (count < 1 || count > most_unichars) damaged_set();
    std::vector<Unichar> unichars;
    for (unsigned i = 0; i < count; ++i) unichars.push_back(read_line(next_line(component)));
    if (unichars[unichar_space].text != " ") damaged_set();
    return unichars;
}

Recoder::Recoder(std::string_view component, int unichars, int codes, int null_code) : codes_(std::size_t(codes)) {
    Reader reader(component, "lstm-recoder");
    const auto add_state = [&] {
        const std::size_t state = finals_.size() / codes_;
        if ((state + 1) * codes_ > most_table) reader.damaged();
        finals_.resize((state + 1) * codes_, no_unichar);
        nexts_.resize((state + 1) * codes_, -1);
        return std::int32_t(state);
    };
    add_state();
    const std::size_t count = reader.count(5);
    for (std::size_t unichar = 0; unichar < count; ++unichar) {
        reader.take(1);
        const std::int32_t length = reader.i32();
        if (length < 1 || length > most_code_length) reader.damaged();
        std::int32_t state = 0;
        for (int i = 0; i < length; ++i) {
            const std::int32_t code = reader.i32();
            if (code < 0 || std::size_t(code) >= codes_) reader.damaged();
            const std::size_t cell = std::size_t(state) * codes_ + std::size_t(code);
            if (i + 1 < length) {
                if (nexts_[cell] < 0) {
                    const std::int32_t added = add_state();
                    nexts_[cell] = added;
                }
                state = nexts_[cell];
            } else if (length > 1 || code != null_code) {
                // The recoder may have one entry more than the character set: that of the null.
                if (unichar >= std::size_t(unichars)) reader.damaged();
                finals_[cell] = std::int32_t(unichar);
                most_length_ = std::max(most_length_, length);
            }
        }
    }
    if (final_unichar(0, 0) != unichar_space) reader.damaged();
}

}  // namespace saoy::lstm
