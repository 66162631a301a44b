// SPDX-License-Identifier: Apache-2.0
// PDF values as text.
#include <array>
#include <charconv>
#include <cstdio>

#include "lib/base/text.hpp"
#include "lib/pdf/update.hpp"
#include "lib/pdf/utf16.hpp"

namespace saoy::pdf {

namespace {

std::string hex_string(std::string_view bytes) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string hex = "<";
    for (const char c : bytes) {
        hex += digits[static_cast<unsigned char>(c) >> 4];
        hex += digits[c & 15];
    }
    return hex + ">";
}

std::string literal_string(std::string_view bytes) {
    std::string out = "(";
    for (const char c : bytes) {
        if (c == '(' || c == ')' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 32 || static_cast<unsigned char>(c) > 126) {
            char escape[6];
            std::snprintf(escape, sizeof escape, "\\%03o", unsigned(static_cast<unsigned char>(c)));
            out += escape;
        } else {
            out += c;
        }
    }
    return out + ")";
}

std::string escaped_name(std::string_view name) {
    std::string out = "/";
    for (const char c : name) {
        if (static_cast<unsigned char>(c) < 33 || static_cast<unsigned char>(c) > 126 || c == '#' || is_delimiter(c)) {
            char escape[4];
            std::snprintf(escape, sizeof escape, "#%02X", unsigned(static_cast<unsigned char>(c)));
            out += escape;
        } else {
            out += c;
        }
    }
    return out;
}

// Shortest text that reads back the same; a real stays one: some checkers tell 612 and 612.0 apart.
std::string real_number(double value) {
    std::array<char, 400> text{};
    const auto [end, problem] = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    std::string out(text.data(), problem == std::errc{} ? end : text.data());
    if (out.find('.') == std::string::npos) out += ".0";
    return out;
}

bool begins_itself(const std::string& text) {
    return text.empty() || text.front() == '/' || text.front() == '<' || text.front() == '[' || text.front() == '(';
}

}  // namespace

std::string written(const Value& value) {
    switch (value.kind) {
        case Value::Kind::null: return "null";
        case Value::Kind::boolean: return value.integer != 0 ? "true" : "false";
        case Value::Kind::integer: return std::to_string(value.integer);
        case Value::Kind::real: return real_number(value.real);
        case Value::Kind::string: return value.hexadecimal ? hex_string(value.text) : literal_string(value.text);
        case Value::Kind::name: return escaped_name(value.text);
        case Value::Kind::reference:
            return std::to_string(value.reference.number) + " " + std::to_string(value.reference.generation) + " R";
        case Value::Kind::array: {
            std::string out = "[";
            for (const Value& item : value.items) out += (out.size() > 1 ? " " : "") + written(item);
            return out + "]";
        }
        case Value::Kind::dictionary:
        case Value::Kind::stream: break;
    }
    std::string out = "<<";
    for (const auto& [key, entry] : value.entries) {
        const std::string text = written(entry);
        out += escaped_name(key) + (begins_itself(text) ? "" : " ") + text;
    }
    return out + ">>";
}

std::string reference(int number) { return std::to_string(number) + " 0 R"; }

Value name_value(std::string name) {
    Value value;
    value.kind = Value::Kind::name;
    value.text = std::move(name);
    return value;
}

Value integer_value(std::int64_t number) {
    Value value;
    value.kind = Value::Kind::integer;
    value.integer = number;
    value.real = double(number);
    return value;
}

Value reference_value(int number) {
    Value value;
    value.kind = Value::Kind::reference;
    value.reference = {number, 0};
    return value;
}

Value empty_array() {
    Value value;
    value.kind = Value::Kind::array;
    return value;
}

Value empty_dictionary() {
    Value value;
    value.kind = Value::Kind::dictionary;
    return value;
}

std::string stream_object(const std::string& entries, std::string_view data) {
    return "<<" + entries + "/Length " + std::to_string(data.size()) + ">>\nstream\n" + std::string(data) +
           "\nendstream";
}

std::string text_string_of(std::string_view utf8) {
    std::string units = "\xFE\xFF";
    for (const char32_t point : text::code_points(utf8)) units += utf16be(point);
    return hex_string(units);
}

}  // namespace saoy::pdf
