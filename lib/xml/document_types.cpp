// SPDX-License-Identifier: Apache-2.0
#include "lib/xml/document_types.hpp"

#include <set>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::xml {

namespace {

Phrase::Place place_of(const std::string& word) {
    if (word == "whole") return Phrase::Place::whole;
    if (word == "line-start") return Phrase::Place::line_start;
    return Phrase::Place::anywhere;
}

Phrase phrase_of(const Element& element, const char* usual_place, double usual_weight) {
    Phrase phrase;
    phrase.text = text::nfc(text::trim(element.text()));
    phrase.place = place_of(element.find("place").value_or(usual_place));
    phrase.weight = element.find("weight") ? element.get_double("weight") : usual_weight;
    return phrase;
}

std::vector<Phrase> phrases_of(const Element& element, const char* name, const char* place, double weight) {
    std::vector<Phrase> phrases;
    for (const Element& child : element.children(name)) phrases.push_back(phrase_of(child, place, weight));
    return phrases;
}

DocumentType type_of(const Element& element, const Element& weights) {
    DocumentType type;
    type.code = element.get("code");
    type.name = text::nfc(element.get("name"));
    type.titles = phrases_of(element, "title", "whole", weights.get_double("title"));
    type.cues = phrases_of(element, "cue", "anywhere", weights.get_double("cue"));
    type.negatives = phrases_of(element, "negative", "anywhere", weights.get_double("negative"));
    for (const Element& field : element.children("field"))
        type.fields.push_back({field.get("name"), text::nfc(field.get("label"))});
    return type;
}

DocumentTypes types_of(const Element& root) {
    DocumentTypes types;
    const Element rules = root.child("rules").value();
    const Element weights = root.child("weights").value();
    types.accept = rules.get_double("accept");
    types.margin = rules.get_double("margin");
    types.title_match = rules.get_double("title-match");
    types.cue_match = rules.get_double("cue-match");
    types.cue_cap = rules.get_double("cue-cap");
    types.title_zone = rules.get_double("title-zone");
    types.title_size = rules.get_double("title-size");
    types.field_surety = rules.get_double("field-surety");
    types.unknown_name = rules.get("unknown-name");
    types.copy_marks = phrases_of(root, "copy-mark", "whole", 0);
    std::set<std::string> codes;
    for (const Element& element : root.children("type")) {
        types.types.push_back(type_of(element, weights));
        if (!codes.insert(types.types.back().code).second)
            throw Error(Fault::input, "type-twice",
                        text::fill(text::tr("line {0}: type {1} stands twice"),
                                   {std::to_string(element.line()), types.types.back().code}));
    }
    return types;
}

}  // namespace

DocumentTypes read_document_types(const Path& file, const Schema& schema) {
    try {
        const Document document = Document::read(file);
        document.validate(schema);
        return types_of(document.root());
    } catch (const Error& error) {
        throw Error(Fault::configuration, error.code(), error.what(), error.hint()).in(file.string());
    }
}

}  // namespace saoy::xml
