// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/outline.hpp"

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::pdf {

namespace {

constexpr std::size_t most_nodes = 200'000;
constexpr int most_levels = 100;

[[noreturn]] void fail(const std::string& sentence) { throw Error(Fault::input, "pdf-structure", sentence); }

void append_utf8(std::string& text, char32_t c) {
    if (c < 0x80) {
        text += char(c);
    } else if (c < 0x800) {
        text += char(0xC0 | c >> 6);
        text += char(0x80 | (c & 63));
    } else if (c < 0x10000) {
        text += char(0xE0 | c >> 12);
        text += char(0x80 | (c >> 6 & 63));
        text += char(0x80 | (c & 63));
    } else {
        text += char(0xF0 | c >> 18);
        text += char(0x80 | (c >> 12 & 63));
        text += char(0x80 | (c >> 6 & 63));
        text += char(0x80 | (c & 63));
    }
}

std::string named(std::string_view what) { return what == "pages" ? text::tr("pages") : text::tr("fields"); }

struct Walk {
    const Document& document;
    Outline& outline;
    std::set<int> seen{};

    void enter(const Value& node, const char* what) {
        if (!node.is(Value::Kind::reference) || !document.in_use(node.reference.number))
            fail(text::fill(text::tr("the tree of {0} has a branch that is not there"), {named(what)}));
        if (!seen.insert(node.reference.number).second)
            fail(text::fill(text::tr("the tree of {0} loops"), {named(what)}));
        if (seen.size() > most_nodes) fail(text::fill(text::tr("the tree of {0} is too large"), {named(what)}));
        outline.numbers.insert(node.reference.number);
    }

    void pages(const Value& node, int level) {
        enter(node, "pages");
        if (level > most_levels) fail(text::fill(text::tr("the tree of {0} is too deep"), {named("pages")}));
        const Value& dictionary = document.resolve(node);
        if (!dictionary.is(Value::Kind::dictionary))
            fail(text::fill(text::tr("the tree of {0} has a branch that is not there"), {named("pages")}));
        outline.page_tree.push_back(node.reference);
        const Value& kids = document.get(dictionary, "Kids");
        if (kids.is(Value::Kind::array)) {
            for (const Value& kid : kids.items) pages(kid, level + 1);
            return;
        }
        outline.pages.push_back(node.reference);
        outline.page_of[node.reference.number] = int(outline.pages.size());
    }

    void fields(const Value& node, const Field* above, int level) {
        enter(node, "fields");
        if (level > most_levels) fail(text::fill(text::tr("the tree of {0} is too deep"), {named("fields")}));
        const Value& dictionary = document.resolve(node);
        if (!dictionary.is(Value::Kind::dictionary))
            fail(text::fill(text::tr("the tree of {0} has a branch that is not there"), {named("fields")}));
        Field field;
        field.reference = node.reference;
        const Value& name = document.get(dictionary, "T");
        const Value& type = document.get(dictionary, "FT");
        field.is_widget_only = above != nullptr && name.is(Value::Kind::null);
        field.name = utf8_text(name.text);
        field.type = type.text;
        if (above != nullptr) {
            field.parent = above->reference.number;
            field.name = field.is_widget_only ? above->name : above->name + "." + field.name;
            if (type.is(Value::Kind::null)) field.type = above->type;
        }
        outline.fields.push_back(field);
        for (const Value& kid : document.get(dictionary, "Kids").items) fields(kid, &field, level + 1);
    }

    // Signature fields that a page shows and the form does not name: poppler writes such, and readers take them for
    // signatures.
    void stray_signatures(Reference page) {
        for (const Value& item : document.get(document.object(page), "Annots").items) {
            if (!item.is(Value::Kind::reference) || outline.numbers.contains(item.reference.number)) continue;
            const Value& widget = document.resolve(item);
            if (!widget.is(Value::Kind::dictionary) || !document.get(widget, "FT").is_name("Sig") ||
                !document.get(widget, "Subtype").is_name("Widget") || !widget["Parent"].is(Value::Kind::null))
                continue;
            fields(item, nullptr, 0);
            outline.fields.back().is_stray = true;
        }
    }
};

}  // namespace

Outline::Outline(const Document& document) {
    const Value& catalog = document.catalog();
    numbers.insert(document.trailer()["Root"].reference.number);
    Walk{document, *this}.pages(catalog["Pages"], 0);
    Walk form{document, *this};
    for (const Value& field : document.get(document.get(catalog, "AcroForm"), "Fields").items)
        form.fields(field, nullptr, 0);
    for (const Reference& page : pages) form.stray_signatures(page);
}

const Field* Outline::field(int number) const noexcept {
    for (const Field& field : fields)
        if (field.reference.number == number) return &field;
    return nullptr;
}

std::string utf8_text(const std::string& bytes) {
    std::string text;
    if (bytes.starts_with("\xEF\xBB\xBF")) return text::is_utf8(bytes) ? bytes.substr(3) : text;
    if (bytes.starts_with("\xFE\xFF")) {
        const auto unit = [&](std::size_t i) {
            return char32_t(static_cast<unsigned char>(bytes[i]) << 8 | static_cast<unsigned char>(bytes[i + 1]));
        };
        for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) {
            char32_t c = unit(i);
            if (c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size() && unit(i + 2) >= 0xDC00 && unit(i + 2) < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (unit(i + 2) - 0xDC00);
                i += 2;
            }
            append_utf8(text, c >= 0xD800 && c < 0xE000 ? U'\uFFFD' : c);
        }
        return text;
    }
    for (const char c : bytes) append_utf8(text, static_cast<unsigned char>(c));
    return text;
}

}  // namespace saoy::pdf
