// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/page_text.hpp"

#include <map>

#include "lib/base/error.hpp"
#include "lib/pdf/outline.hpp"

namespace saoy::pdf {

namespace {

constexpr std::size_t most_text = 64 << 10;     // bytes of a page's text
constexpr std::size_t most_content = 16 << 20;  // bytes of a page's operators, decoded
constexpr std::size_t most_mappings = 70'000;   // of a font: all of Unicode's first plane
constexpr int most_levels = 100;                // of the page tree
constexpr double a_space = -200;                // thousandths of an em between two strings of one TJ
constexpr std::string_view letters_of_operators = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'\"*";

using Kind = Value::Kind;

std::string data_of(const Document& document, const Value& stream) {
    return decoded(stream, document.get(stream, "Filter"), document.get(stream, "DecodeParms"), most_content);
}

// Reads objects and the words between them, as content streams and CMaps are written.
class Operators {
public:
    explicit Operators(std::string_view bytes) : bytes_(bytes) {}

    // The next operator with the operands before it; false at the end. Throws Error(input) for broken syntax.
    bool next(std::string& word, std::vector<Value>& operands) {
        operands.clear();
        for (;;) {
            Parser parser(bytes_, at_);
            parser.skip_space();
            at_ = parser.position();
            if (at_ >= bytes_.size()) return false;
            if (letters_of_operators.find(bytes_[at_]) == std::string_view::npos) {
                Value value = parser.value();
                at_ = std::max(parser.position(), at_ + 1);
                if (operands.size() < 1000) operands.push_back(std::move(value));
                continue;
            }
            std::size_t end = at_;
            while (end < bytes_.size() && !is_space(bytes_[end]) && !is_delimiter(bytes_[end])) ++end;
            word = bytes_.substr(at_, end - at_);
            at_ = end;
            if (word == "true" || word == "false" || word == "null") continue;
            if (word == "ID") at_ = std::min(bytes_.find("EI", at_), bytes_.size());  // an image's samples
            return true;
        }
    }

private:
    std::string_view bytes_;
    std::size_t at_ = 0;
};

// Codes of one font to text: /ToUnicode, a CMap (Adobe technical note 5411).
class Unicodes {
public:
    Unicodes(const Document& document, const Value& font) {
        wide_ = document.get(font, "Subtype").is_name("Type0");
        const Value& map = document.get(font, "ToUnicode");
        if (map.is(Kind::stream)) read(data_of(document, map));
    }

    std::string text(const std::string& codes) const {
        std::string text;
        const std::size_t step = wide_ ? 2 : 1;
        for (std::size_t i = 0; i + step <= codes.size(); i += step) {
            const auto found = texts_.find(number(codes, i, step));
            if (found != texts_.end())
                text += found->second;
            else if (!wide_)
                text += utf8_text(codes.substr(i, 1));
        }
        return text;
    }

    std::map<unsigned, std::string> take() { return std::move(texts_); }

private:
    static unsigned number(const std::string& bytes, std::size_t at, std::size_t count) {
        unsigned value = 0;
        for (std::size_t i = at; i < std::min(at + count, bytes.size()); ++i)
            value = value << 8 | static_cast<unsigned char>(bytes[i]);
        return value;
    }
    static std::string utf8(const std::string& utf16) { return utf8_text("\xFE\xFF" + utf16); }

    void read(const std::string& map) {
        Operators operators(map);
        std::string word;
        std::vector<Value> operands;
        while (operators.next(word, operands)) {
            if (word == "endbfchar")
                for (std::size_t i = 0; i + 1 < operands.size(); i += 2)
                    add(code(operands[i]), operands[i + 1].text, 0);
            if (word == "endbfrange")
                for (std::size_t i = 0; i + 2 < operands.size(); i += 3)
                    range(operands[i], operands[i + 1], operands[i + 2]);
        }
    }
    static unsigned code(const Value& value) { return number(value.text, 0, 2); }

    void range(const Value& from, const Value& to, const Value& texts) {
        for (unsigned i = 0; i + code(from) <= code(to); ++i) {
            if (texts.is(Kind::string))
                add(code(from) + i, texts.text, i);
            else if (i < texts.items.size())
                add(code(from) + i, texts.items[i].text, 0);
        }
    }
    // The last byte of a range's text counts up; it never carries.
    void add(unsigned code, std::string utf16, unsigned after) {
        if (texts_.size() >= most_mappings || utf16.empty() || utf16.size() > 64) return;
        utf16.back() = char(static_cast<unsigned char>(utf16.back()) + after);
        texts_[code] = utf8(utf16);
    }

    bool wide_ = false;
    std::map<unsigned, std::string> texts_;
};

class Text {
public:
    Text(const Document& document, const Value& page) : document_(document) {
        const Value* node = &page;
        for (int level = 0; level < most_levels && fonts_ == nullptr && node->is(Kind::dictionary); ++level) {
            if (const Value& resources = document.get(*node, "Resources"); resources.is(Kind::dictionary))
                fonts_ = &document.get(resources, "Font");
            node = &document.get(*node, "Parent");
        }
        const Value& contents = document.get(page, "Contents");
        std::string all;
        if (contents.is(Kind::stream)) all = data_of(document, contents);
        for (const Value& part : contents.items) {
            const Value& stream = document.resolve(part);
            if (stream.is(Kind::stream) && all.size() < most_content) all += data_of(document, stream) + "\n";
        }
        read(all);
    }

    std::string take() { return std::move(text_); }

private:
    void read(const std::string& content) try {
        Operators operators(content);
        std::string word;
        std::vector<Value> operands;
        while (text_.size() < most_text && operators.next(word, operands)) {
            if (word == "Tf" && operands.size() >= 2)
                font_ = &unicodes(operands[operands.size() - 2].text);
            else if (word == "Td" || word == "TD" || word == "Tm" || word == "T*" || word == "BT")
                line();
            else if (word == "'" || word == "\"")
                line(), show(operands);
            else if (word == "Tj" || word == "TJ")
                show(operands);
        }
    } catch (const Error&) {
        // what was read so far stands
    }

    void line() {
        if (!text_.empty() && text_.back() != '\n') text_ += '\n';
    }
    void show(const std::vector<Value>& operands) {
        if (operands.empty() || font_ == nullptr) return;
        const Value& last = operands.back();
        if (last.is(Kind::string)) text_ += font_->text(last.text);
        for (const Value& item : last.items) {
            if (item.is(Kind::string))
                text_ += font_->text(item.text);
            else if (item.is_number() && item.real < a_space)
                text_ += ' ';
        }
    }
    const Unicodes& unicodes(const std::string& name) {
        const auto found = read_.find(name);
        if (found != read_.end()) return found->second;
        static const Value none;
        return read_.emplace(name, Unicodes(document_, fonts_ == nullptr ? none : document_.get(*fonts_, name)))
            .first->second;
    }

    const Document& document_;
    const Value* fonts_ = nullptr;
    std::map<std::string, Unicodes> read_;
    const Unicodes* font_ = nullptr;
    std::string text_;
};

}  // namespace

std::string page_text(const Document& document, Reference page) {
    try {
        return Text(document, document.object(page)).take();
    } catch (const Error&) {
        return {};  // its content cannot be decoded
    }
}

std::map<unsigned, std::string> unicodes(const Document& document, const Value& font) {
    return Unicodes(document, font).take();
}

}  // namespace saoy::pdf
