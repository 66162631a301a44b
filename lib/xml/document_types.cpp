// SPDX-License-Identifier: Apache-2.0
#include "lib/xml/document_types.hpp"

#include <algorithm>
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
    phrase.folded = text::fold(phrase.text);
    phrase.place = place_of(element.find("place").value_or(usual_place));
    phrase.weight = element.find("weight") ? element.get_double("weight") : usual_weight;
    return phrase;
}

std::vector<Phrase> phrases_of(const Element& element, const char* name, const char* place, double weight) {
    std::vector<Phrase> phrases;
    for (const Element& child : element.children(name)) phrases.push_back(phrase_of(child, place, weight));
    return phrases;
}

FieldKind kind_of(const std::string& word) {
    static const std::pair<const char*, FieldKind> kinds[] = {
        {"name", FieldKind::name},   {"date", FieldKind::date},         {"date-words", FieldKind::date_words},
        {"code", FieldKind::code},   {"personal", FieldKind::personal}, {"sex", FieldKind::sex},
        {"money", FieldKind::money}, {"place", FieldKind::place}};
    for (const auto& [name, kind] : kinds)
        if (word == name) return kind;
    return FieldKind::text;
}

FieldRule field_of(const Element& element) {
    FieldRule rule{element.get("name"), kind_of(element.find("kind").value_or("text")), {}};
    for (const Element& label : element.children("label")) {
        const std::string printed = text::nfc(text::trim(label.text()));
        rule.labels.push_back(label_key(printed));
        // The first label, or the same with its translation.
        if (rule.caption.empty() || printed.starts_with(rule.caption + "/")) rule.caption = printed;
    }
    return rule;
}

[[noreturn]] void no_such_field(const Element& element, const std::string& name) {
    throw Error(Fault::input, "no-such-field",
                text::fill(text::tr("line {0}: element {1}: there is no field {2}"),
                           {std::to_string(element.line()), element.name(), name}),
                text::tr("field elements before the types say what fields there are"));
}

// The fields that a type names, with the labels that it alone prints.
std::vector<FieldRule> fields_of(const Element& element, const std::vector<FieldRule>& known) {
    std::vector<FieldRule> fields;
    for (const std::string& name : text::split(element.find("fields").value_or(""), ' ')) {
        if (text::trim(name).empty()) continue;
        const auto rule = std::find_if(known.begin(), known.end(),
                                       [&](const FieldRule& each) { return each.name == text::trim(name); });
        if (rule == known.end()) no_such_field(element, name);
        fields.push_back(*rule);
    }
    for (const Element& label : element.children("label")) {
        const std::string name = label.get("field");
        const auto rule =
            std::find_if(fields.begin(), fields.end(), [&](const FieldRule& each) { return each.name == name; });
        if (rule == fields.end()) no_such_field(label, name);
        rule->labels.insert(rule->labels.begin(), label_key(label.text()));
        rule->caption = text::nfc(text::trim(label.text()));
    }
    return fields;
}

DocumentType type_of(const Element& element, const Element& weights, const std::vector<FieldRule>& known) {
    DocumentType type;
    type.code = element.get("code");
    type.name = text::nfc(element.get("name"));
    type.titles = phrases_of(element, "title", "whole", weights.get_double("title"));
    type.cues = phrases_of(element, "cue", "anywhere", weights.get_double("cue"));
    type.negatives = phrases_of(element, "negative", "anywhere", weights.get_double("negative"));
    type.fields = fields_of(element, known);
    if (const auto layout = element.child("layout")) {
        type.layout.card_sized = layout->find("sheet").value_or("") == "card";
        type.layout.landscape = layout->find("turn").value_or("") == "landscape";
        type.layout.title_centred = layout->find("title").value_or("") == "centre";
    }
    type.card = element.find("card").value_or("") == "true";
    type.identity = element.find("identity").value_or("") == "true";
    if (element.find("months")) type.months = element.get_int("months");
    return type;
}

DocumentTypes types_of(const Element& root) {
    DocumentTypes types;
    const Element rules = root.child("rules").value();
    const Element weights = root.child("weights").value();
    types.accept = rules.get_double("accept");
    types.accept_agreed = rules.get_double("accept-agreed");
    types.model_agrees = rules.get_double("model-agrees");
    types.model_sure = rules.get_double("model-sure");
    types.margin = rules.get_double("margin");
    types.title_match = rules.get_double("title-match");
    types.cue_match = rules.get_double("cue-match");
    types.cue_cap = rules.get_double("cue-cap");
    types.title_zone = rules.get_double("title-zone");
    types.title_size = rules.get_double("title-size");
    types.field_surety = rules.get_double("field-surety");
    types.unknown_name = rules.get("unknown-name");
    types.copy_marks = phrases_of(root, "copy-mark", "whole", 0);
    types.agencies = phrases_of(root, "agency", "line-start", 0);
    types.roles = phrases_of(root, "role", "line-start", 0);
    types.layout_weight = weights.get_double("layout");
    types.terms = phrases_of(root, "term", "anywhere", 0);
    types.scopes = phrases_of(root, "scope", "anywhere", 0);
    types.subjects = phrases_of(root, "subject", "line-start", 0);
    for (const Element& element : root.children("birth-place")) types.birth_places.insert(element.get("code"));
    for (const Element& element : root.children("field")) types.fields.push_back(field_of(element));
    for (const Element& element : root.children("caption"))
        types.captions[element.get("field")] = text::nfc(text::trim(element.text()));
    std::set<std::string> codes;
    for (const Element& element : root.children("type")) {
        types.types.push_back(type_of(element, weights, types.fields));
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
