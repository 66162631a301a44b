// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/searchable.hpp"

#include <utility>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/pdf/content.hpp"
#include "lib/pdf/document_parts.hpp"
#include "lib/pdf/placing.hpp"
#include "lib/pdf/text_layer.hpp"
#include "lib/pdf/update.hpp"
#include "lib/pdf/xmp.hpp"

namespace saoy::pdf {

struct SearchableWriter::State {
    State(std::function<void(std::string_view)> out, Metadata its_metadata, Fonts its_fonts)
        : file(std::move(out)),
          metadata(std::move(its_metadata)),
          fonts(std::move(its_fonts)),
          catalog(file.reserve()),
          tree(file.reserve()),
          font(file.reserve()) {}

    ObjectFile file;
    Metadata metadata;
    Fonts fonts;
    TextLayer text;
    int catalog, tree, font;
    std::string kids;
    int pages = 0;
};

SearchableWriter::SearchableWriter(std::function<void(std::string_view)> out, Metadata metadata, const Fonts& fonts)
    : state_(new State(std::move(out), std::move(metadata), fonts)) {}

SearchableWriter::~SearchableWriter() = default;

namespace {

std::string text_of(const CopyPage& page, const Size& size, TextLayer& layer) {
    const PageText& text = *page.text;
    if (!page.read_as) return layer.operators(text, size.width, size.height);
    const PageMap read(*page.read_as, page.image.width, page.image.height, text.width, text.height);
    const PageMap lies(page.geometry, page.image.width, page.image.height, size.width, size.height);
    return layer.operators(text, [&](Point p) {
        const Point at = lies.to_derived(read.to_master(p));
        return Point{at.x, size.height - at.y};
    });
}

}  // namespace

void SearchableWriter::add(const CopyPage& page) {
    State& state = *state_;
    const Size size = page_size(page);
    const int image = state.file.add(image_object(page.image));
    std::string text = page.text ? text_of(page, size, state.text) : "";
    if (const std::string lean = text_turn(page); !text.empty() && !lean.empty()) text = "q\n" + lean + text + "Q\n";
    const int content = state.file.add(packed_stream("", placed(page, "Image") + text));
    const int number = state.file.add(
        "<</Type/Page/Parent " + reference(state.tree) + "/MediaBox[0 0 " + numbers(size.width, size.height) +
        "]/Contents " + reference(content) + "/Resources<</XObject<</Image " + reference(image) + ">>" +
        (text.empty() ? "" : std::string("/Font<</") + TextLayer::resource + " " + reference(state.font) + ">>") +
        ">>>>");
    state.kids += (state.pages++ == 0 ? "" : " ") + reference(number);
}

void SearchableWriter::finish() {
    State& state = *state_;
    if (state.pages == 0) throw Error(Fault::input, "no-pages", text::tr("there is no page to write"));
    if (state.text.used())
        state.text.write_font(state.fonts.text_layer, state.font, state.file);
    else
        state.file.put(state.font, "null");
    state.file.put(state.tree, "<</Type/Pages/Count " + std::to_string(state.pages) + "/Kids[" + state.kids + "]>>");
    state.file.put(state.catalog, "<</Type/Catalog/Pages " + reference(state.tree) +
                                      archival_entries(state.file, state.metadata, state.fonts.icc, 2) + ">>");
    state.file.finish(state.catalog, state.file.add(info_dictionary(state.metadata)), file_id(state.metadata.key));
}

std::string write_searchable(const std::vector<CopyPage>& pages, const Metadata& metadata, const Fonts& fonts) {
    std::string bytes;
    SearchableWriter writer([&](std::string_view more) { bytes += more; }, metadata, fonts);
    for (const CopyPage& page : pages) writer.add(page);
    writer.finish();
    return bytes;
}

}  // namespace saoy::pdf
