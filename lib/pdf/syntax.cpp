// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/syntax.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::pdf {

namespace {

int hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_regular(char c) noexcept { return !is_space(c) && !is_delimiter(c); }

}  // namespace

bool is_space(char c) noexcept { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0'; }

bool is_delimiter(char c) noexcept { return std::string_view("()<>[]{}/%").find(c) != std::string_view::npos; }

Value::Value() = default;
Value::~Value() = default;
Value::Value(const Value&) = default;
Value::Value(Value&&) noexcept = default;
Value& Value::operator=(const Value&) = default;
Value& Value::operator=(Value&&) noexcept = default;

const Value& Value::operator[](std::string_view key) const noexcept {
    static const Value null;
    for (const auto& [name, value] : entries)
        if (name == key) return value;
    return null;
}

void Parser::fail(const char* what) const {
    throw Error(Fault::input, "pdf-syntax",
                text::fill(text::tr("{0} at byte {1} is not PDF syntax"), {what, std::to_string(at_)}));
}

void Parser::skip_space() noexcept {
    while (at_ < bytes_.size()) {
        if (bytes_[at_] == '%')
            while (at_ < bytes_.size() && bytes_[at_] != '\n' && bytes_[at_] != '\r') ++at_;
        else if (is_space(bytes_[at_]))
            ++at_;
        else
            return;
    }
}

bool Parser::take(std::string_view word) noexcept {
    skip_space();
    if (bytes_.substr(at_, word.size()) != word) return false;
    const std::size_t after = at_ + word.size();
    if (after < bytes_.size() && is_regular(bytes_[after]) && is_regular(word.back())) return false;
    at_ = after;
    return true;
}

std::optional<std::int64_t> Parser::take_integer() noexcept {
    skip_space();
    std::int64_t number = 0;
    const char* begin = bytes_.data() + at_;
    const char* end = bytes_.data() + bytes_.size();
    const bool plus = begin != end && *begin == '+';
    const auto [stop, problem] = std::from_chars(begin + (plus ? 1 : 0), end, number);
    if (problem != std::errc{} || (stop != end && is_regular(*stop))) return std::nullopt;
    at_ += std::size_t(stop - begin);
    return number;
}

Value Parser::value() { return value(0); }

Value Parser::value(int depth) {
    if (depth > most_depth) fail("nesting too deep");
    skip_space();
    Value result;
    result.begin = at_;
    const std::string_view rest = bytes_.substr(at_);
    if (rest.empty()) fail("the end of the data");
    if (rest.starts_with("<<") || rest.front() == '[') {
        container(result, depth);
    } else if (rest.front() == '(') {
        result.kind = Value::Kind::string;
        result.text = literal_string();
    } else if (rest.front() == '<') {
        result.kind = Value::Kind::string;
        result.hexadecimal = true;
        result.text = hexadecimal_string();
    } else if (rest.front() == '/') {
        result.kind = Value::Kind::name;
        result.text = name();
    } else if (take("true")) {
        result.kind = Value::Kind::boolean;
        result.integer = 1;
    } else if (take("false")) {
        result.kind = Value::Kind::boolean;
    } else if (!take("null")) {
        const std::size_t begin = at_;
        result = number_or_reference();
        result.begin = begin;
    }
    result.end = at_;
    return result;
}

Value Parser::number_or_reference() {
    Value result;
    const auto number = take_integer();
    if (!number) {
        const std::size_t begin = at_;
        while (at_ < bytes_.size() && is_regular(bytes_[at_])) ++at_;
        const std::string word(bytes_.substr(begin, std::min<std::size_t>(at_ - begin, 64)));
        at_ = begin;
        if (word.empty() || word.find_first_not_of("+-.0123456789") != std::string::npos) fail("a word");
        double real = 0;
        const char* first = word.data() + (word.front() == '+' ? 1 : 0);
        const auto [stop, problem] = std::from_chars(first, word.data() + word.size(), real, std::chars_format::fixed);
        if (problem != std::errc{} || stop != word.data() + word.size()) fail("a number");
        at_ = begin + word.size();
        result.kind = Value::Kind::real;
        result.real = real;
        return result;
    }
    result.kind = Value::Kind::integer;
    result.integer = *number;
    result.real = double(*number);
    const std::size_t after = at_;
    if (*number < 0 || *number > 8'388'607) return result;
    const auto generation = take_integer();
    if (generation && *generation >= 0 && *generation <= 65535 && take("R")) {
        result.kind = Value::Kind::reference;
        result.reference = {int(*number), int(*generation)};
    } else {
        at_ = after;
    }
    return result;
}

std::string Parser::literal_string() {
    std::string text;
    int open = 0;
    while (at_ < bytes_.size()) {
        char c = bytes_[at_++];
        if (c == '(' && open++ == 0) continue;
        if (c == ')' && --open == 0) return text;
        if (c == '\r') {  // ISO 32000-2, 7.3.4.2: any end of line is read as LF
            if (at_ < bytes_.size() && bytes_[at_] == '\n') ++at_;
            c = '\n';
        }
        if (c != '\\') {
            text += c;
            continue;
        }
        if (at_ >= bytes_.size()) break;
        c = bytes_[at_++];
        static constexpr std::string_view letters = "nrtbf", meanings = "\n\r\t\b\f";
        if (const auto which = letters.find(c); which != std::string_view::npos) {
            text += meanings[which];
        } else if (c >= '0' && c <= '7') {
            int code = c - '0';
            for (int i = 0; i < 2 && at_ < bytes_.size() && bytes_[at_] >= '0' && bytes_[at_] <= '7'; ++i)
                code = code * 8 + (bytes_[at_++] - '0');
            text += char(code & 255);
        } else if (c == '\r') {
            if (at_ < bytes_.size() && bytes_[at_] == '\n') ++at_;
        } else if (c != '\n') {
            text += c;
        }
    }
    fail("a string without end");
}

std::string Parser::hexadecimal_string() {
    std::string text;
    int high = -1;
    for (++at_; at_ < bytes_.size(); ++at_) {
        const char c = bytes_[at_];
        if (c == '>') {
            ++at_;
            if (high >= 0) text += char(high << 4);
            return text;
        }
        if (is_space(c)) continue;
        const int digit = hex_digit(c);
        if (digit < 0) fail("a hexadecimal string");
        if (high < 0) {
            high = digit;
        } else {
            text += char((high << 4) | digit);
            high = -1;
        }
    }
    fail("a hexadecimal string without end");
}

std::string Parser::name() {
    std::string text;
    for (++at_; at_ < bytes_.size() && is_regular(bytes_[at_]); ++at_) {
        const char c = bytes_[at_];
        if (c == '#' && at_ + 2 < bytes_.size() && hex_digit(bytes_[at_ + 1]) >= 0 && hex_digit(bytes_[at_ + 2]) >= 0) {
            text += char((hex_digit(bytes_[at_ + 1]) << 4) | hex_digit(bytes_[at_ + 2]));
            at_ += 2;
        } else {
            text += c;
        }
    }
    return text;
}

void Parser::container(Value& into, int depth) {
    const bool dictionary = bytes_[at_] == '<';
    into.kind = dictionary ? Value::Kind::dictionary : Value::Kind::array;
    const std::string_view end = dictionary ? ">>" : "]";
    at_ += end.size();
    for (;;) {
        skip_space();
        if (bytes_.substr(at_, end.size()) == end) break;
        if (!dictionary) {
            into.items.push_back(value(depth + 1));
            continue;
        }
        if (at_ >= bytes_.size() || bytes_[at_] != '/') fail("a dictionary without a key");
        std::string key = name();
        Value entry = value(depth + 1);
        into.entries.emplace_back(std::move(key), std::move(entry));
    }
    at_ += end.size();
    if (!dictionary) return;
    std::vector<std::string_view> keys;
    for (const auto& [key, entry] : into.entries) keys.push_back(key);
    std::sort(keys.begin(), keys.end());
    into.repeated = std::adjacent_find(keys.begin(), keys.end()) != keys.end();
}

}  // namespace saoy::pdf
