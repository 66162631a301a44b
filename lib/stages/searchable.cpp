// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/searchable.hpp"

#include <map>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/image/page_image.hpp"
#include "lib/pdf/searchable.hpp"
#include "lib/xml/alto.hpp"

namespace saoy::stages {

namespace {

// Tells what happens in the private folder as happening to the file that the user named.
class AboutInput : public Events {
public:
    AboutInput(Events& events, const Path& input) : events_(&events), input_(input.string()) {}
    void emit(const Event& event) override {
        Event told = event;
        told.item = input_;
        events_->emit(told);
    }

private:
    Events* events_;
    std::string input_;
};

// BCP 47 as a PDF's /Lang, from Tesseract's "vie+eng".
std::string main_language(const std::string& languages) {
    const std::string first = text::split(languages, '+').front();
    return first == "vie" ? "vi" : first == "eng" ? "en" : first.substr(0, 3);
}

}  // namespace

std::vector<pdf::CopyPage> pdf_pages(const Folder& folder, const std::vector<const Page*>& sources,
                                     Executor& executor) {
    std::map<std::string, std::string> masters;
    for (const Page* source : sources)
        if (!masters.contains(source->master.path)) masters[source->master.path] = folder.read(source->master);
    std::vector<pdf::CopyPage> pages(sources.size());
    executor.for_each(sources.size(), [&](std::size_t i) {
        const Page& source = *sources[i];
        try {
            pdf::CopyPage& page = pages[i];
            page.image = source.flat ? image::encode_for_pdf(folder.read(*source.flat), 0)
                                     : image::encode_for_pdf(masters.at(source.master.path), source.frame);
            page.dpi_x = source.dpi_x;
            page.dpi_y = source.dpi_y;
            page.geometry = source.geometry;
            if (source.text) page.text = xml::read_alto(folder.read(*source.text), source.geometry);
        } catch (Error& error) {
            throw error.in(text::fill(text::tr("page {0}"), {std::to_string(source.number)}));
        }
    });
    return pages;
}

Searchable::Searchable(Options options) : options_(std::move(options)), scan_(options_.scan), ocr_(options_.ocr) {}

Searchable::Result Searchable::operator()(const Path& input, const Shelf& shelf, Executor& executor,
                                          Events& events) const {
    const TemporaryFolder work;
    AboutInput about(events, input);
    Folder folder = shelf.open(scan_(input, work.path(), shelf, executor, about));
    if (is_electronic(folder.dossier))
        throw Error(Fault::input, "already-electronic",
                    text::tr("the PDF carries an electronic signature: it is an electronic document already, no scan"),
                    text::tr("keep it as it is and use it as the original; saoy-verify checks its signature"));
    apply(ocr_, folder, executor, about, false);

    const Dossier& dossier = folder.dossier;
    std::vector<const Page*> sources;
    for (const Page& page : dossier.pages) sources.push_back(&page);
    const std::vector<pdf::CopyPage> pages = pdf_pages(folder, sources, executor);

    pdf::Metadata metadata;
    metadata.title = input.stem().string();
    metadata.language = main_language(options_.ocr.languages);
    metadata.creator = "saoy-ocr";
    metadata.producer = "saoy " SAOY_VERSION;
    metadata.at = shelf.clock().now();
    metadata.key = dossier.source.sha256 + " " + rfc3339(metadata.at) + "\n" + ocr_.parameters();

    Result result;
    result.pdf = pdf::write_searchable(pages, metadata, options_.fonts);
    for (const pdf::CopyPage& page : pages) {
        if (&page != &pages.front()) result.text += '\f';
        if (page.text) result.text += plain_text(*page.text);
    }
    result.text = text::nfc(result.text);
    result.pages = dossier.pages;
    return result;
}

}  // namespace saoy::stages
