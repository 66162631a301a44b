// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/text_update.hpp"

#include <algorithm>
#include <set>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/pdf/content.hpp"
#include "lib/pdf/deflate.hpp"
#include "lib/pdf/outline.hpp"
#include "lib/pdf/page_content.hpp"
#include "lib/pdf/text_layer.hpp"
#include "lib/pdf/update.hpp"

namespace saoy::pdf {

namespace {

struct Rectangle {
    double left = 0, bottom = 0, right = 0, top = 0;
};

[[noreturn]] void unreadable() {
    throw Error(Fault::input, "pdf-unreadable", text::tr("the file is not a PDF that can be updated"),
                text::tr("print it to a new PDF, or scan the paper"));
}

// The page or the nearest node above it that has the key; null where none has.
Reference holder_of(const Update& update, Reference page, std::string_view key) {
    for (int depth = 0; depth < 64; ++depth) {
        const Value& node = update.current(page);
        if (!node.is(Value::Kind::dictionary)) unreadable();
        if (!node[key].is(Value::Kind::null)) return page;
        const Value& parent = node["Parent"];
        if (!parent.is(Value::Kind::reference)) return {};
        page = parent.reference;
    }
    unreadable();
}

const Value& inherited(const Update& update, Reference page, std::string_view key) {
    static const Value none;
    const Reference holder = holder_of(update, page, key);
    return holder.number == 0 ? none : update.current(update.current(holder)[key]);
}

std::optional<Rectangle> rectangle(const Update& update, const Value& box) {
    if (!box.is(Value::Kind::array) || box.items.size() != 4) return std::nullopt;
    std::array<double, 4> side{};
    for (std::size_t i = 0; i < 4; ++i) {
        const Value& number = update.current(box.items[i]);
        if (!number.is_number()) return std::nullopt;
        side[i] = number.real;
    }
    return Rectangle{std::min(side[0], side[2]), std::min(side[1], side[3]), std::max(side[0], side[2]),
                     std::max(side[1], side[3])};
}

Rectangle visible_box(const Update& update, Reference page) {
    const auto media = rectangle(update, inherited(update, page, "MediaBox"));
    if (!media) unreadable();
    Rectangle box = *media;
    if (const auto crop = rectangle(update, inherited(update, page, "CropBox"))) {
        const Rectangle both{std::max(box.left, crop->left), std::max(box.bottom, crop->bottom),
                             std::min(box.right, crop->right), std::min(box.top, crop->top)};
        if (both.right > both.left && both.top > both.bottom) box = both;
    }
    if (!(box.right > box.left && box.top > box.bottom)) unreadable();
    return box;
}

// The page as it is shown, its sides 1 long and its origin top left, onto the page's own space.
Matrix shown_to_page(const Update& update, Reference page) {
    const Rectangle box = visible_box(update, page);
    const double width = box.right - box.left, height = box.top - box.bottom;
    const Value& said = inherited(update, page, "Rotate");
    const int turn = said.is(Value::Kind::integer) ? int(((said.integer % 360) + 360) % 360) : 0;
    switch (turn) {
        case 90: return {0, height, width, 0, box.left, box.bottom};
        case 180: return {-width, 0, 0, height, box.right, box.bottom};
        case 270: return {0, -height, -width, 0, box.right, box.top};
        default: return {width, 0, 0, -height, box.left, box.top};
    }
}

std::string content_stream(const std::string& operators) {
    return stream_object("/Filter/FlateDecode", deflated(operators));
}

// A font name that the page's resources do not use yet.
void add_font(Update& update, Reference page, int font) {
    const Reference holder = holder_of(update, page, "Resources");
    Value& fonts = update.change(holder.number == 0 ? page : holder, {"Resources", "Font"}, empty_dictionary());
    if (!fonts.is(Value::Kind::dictionary)) unreadable();
    const bool known = std::any_of(fonts.entries.begin(), fonts.entries.end(),
                                   [](const auto& entry) { return entry.first == TextLayer::update_resource; });
    if (!known) fonts.entries.emplace_back(TextLayer::update_resource, reference_value(font));
}

void add_contents(Update& update, Reference page, int before, int after) {
    const Value old = update.current(page)["Contents"];
    Value all = empty_array();
    all.items.push_back(reference_value(before));
    const Value& streams = update.current(old);
    if (streams.is(Value::Kind::array))
        all.items.insert(all.items.end(), streams.items.begin(), streams.items.end());
    else if (!old.is(Value::Kind::null))
        all.items.push_back(old);
    all.items.push_back(reference_value(after));
    Value& dictionary = update.change(page);
    const auto entry = std::find_if(dictionary.entries.begin(), dictionary.entries.end(),
                                    [](const auto& known) { return known.first == "Contents"; });
    if (entry == dictionary.entries.end())
        dictionary.entries.emplace_back("Contents", std::move(all));
    else
        entry->second = std::move(all);
}

}  // namespace

std::string text_update(std::string_view file, const std::vector<AddedText>& texts, const std::string& font_file,
                        const std::string& revision) {
    Update update(file);
    const Outline outline(update.document());
    TextLayer layer;
    const int font = update.reserve(), save = update.add(content_stream("q\n"));
    std::set<int> done;
    for (const AddedText& added : texts) {
        if (added.page < 1 || std::size_t(added.page) > outline.pages.size())
            throw Error(Fault::input, "no-such-page", text::tr("the PDF has no such page"));
        const Reference page = outline.pages[std::size_t(added.page) - 1];
        if (!done.insert(page.number).second) unreadable();  // one object is two pages of the tree
        const auto& p = added.place;
        const Matrix onto = Matrix{p[0], p[1], p[2], p[3], p[4], p[5]}.then(shown_to_page(update, page));
        // The layer's own y grows upwards, from the text's lower edge.
        const double height = added.text.height;
        const Matrix turned = Matrix{1, 0, 0, -1, 0, height}.then(onto);
        const double scale = 72 / std::max(1.0, added.text.dpi);  // the layer writes points
        const Matrix place = Matrix{1 / scale, 0, 0, 1 / scale, 0, 0}.then(turned);
        const std::string operators =
            layer.operators(added.text, added.text.width * scale, height * scale, TextLayer::update_resource);
        if (operators.empty()) continue;
        const int text = update.add(content_stream("Q\nq\n" + fine_numbers(place.a, place.b, place.c, place.d) + " " +
                                                   numbers(place.e, place.f) + " cm\n" + operators + "Q\n"));
        add_contents(update, page, save, text);
        add_font(update, page, font);
    }
    if (layer.used())
        layer.write_font(font_file, font, update);
    else
        update.put(font, "null");
    return update.finish(revision);
}

}  // namespace saoy::pdf
