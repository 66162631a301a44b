// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/text_formats.hpp"

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/model/doubtful.hpp"
#include "lib/xml/alto.hpp"
#include "lib/xml/alto_places.hpp"
#include "lib/xml/hocr.hpp"

namespace saoy::stages {

namespace {

PageText text_of(const Folder& folder, const Page& page) {
    try {
        return xml::read_alto(folder.read(*page.text), page.geometry);
    } catch (Error& error) {
        throw error.in(text::fill(text::tr("page {0}"), {std::to_string(page.number)}));
    }
}

}  // namespace

std::string TextFormats::parameters() const {
    return std::string(options_.hocr ? "hocr " : "") + (options_.plain ? "plain" : "");
}

std::string TextFormats::inputs(const Dossier& dossier) const {
    std::string listing;
    for (const Page& page : dossier.pages)
        if (page.text) listing += page.text->path + " " + page.text->sha256 + "\n";
    return listing;
}

void TextFormats::run(Folder& folder, Executor&, Events&) const {
    for (const Page& page : folder.dossier.pages) {
        if (!page.text) continue;
        const PageText text = text_of(folder, page);
        const std::string stem = page.text->path.substr(0, page.text->path.rfind('.'));
        const xml::AltoSource source{page.master.path, "saoy-ocr " SAOY_VERSION, page.geometry, page.width,
                                     page.height};
        if (options_.hocr) folder.write(stem + ".hocr", xml::write_hocr(text, source));
        if (options_.plain) folder.write(stem + ".txt", plain_text(text));
    }
}

Json doubtful_words_of(const Folder& folder, const Page& page) {
    Json list = Json::array();
    if (!page.text) return list;
    const PageText text = text_of(folder, page);
    const xml::AltoPlaces places(page.geometry, page.width, page.height, text.width, text.height);
    for (const DoubtfulWord& doubtful : doubtful_words(text)) {
        Json reasons = Json::array();
        if (doubtful.unsure) reasons.push_back("confidence");
        if (doubtful.impossible) reasons.push_back("syllable");
        const Box box = places.on_master(doubtful.word.box);
        list.push_back({{"text", doubtful.word.text},
                        {"confidence", doubtful.word.confidence},
                        {"box", {box.left, box.top, box.width, box.height}},
                        {"reasons", reasons}});
    }
    return list;
}

}  // namespace saoy::stages
