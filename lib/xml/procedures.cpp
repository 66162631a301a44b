// SPDX-License-Identifier: Apache-2.0
#include "lib/xml/procedures.hpp"

#include <set>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::xml {

namespace {

bool is_true(const Element& element, const char* attribute) {
    const std::string value = element.find(attribute).value_or("false");
    return value == "true" || value == "1";
}

Need need_of(const Element& element, const DocumentTypes& types) {
    Need need;
    need.name = text::nfc(element.get("name"));
    if (const std::string codes = element.get("types"); codes != "*") need.types = text::split(codes, ' ');
    for (const std::string& code : need.types)
        if (find_type(types, code) == nullptr)
            throw Error(Fault::input, "no-such-type",
                        text::fill(text::tr("line {0}: element {1}: there is no type {2}"),
                                   {std::to_string(element.line()), element.name(), code}),
                        text::tr("document-types.xml of the profile says what types there are"));
    need.original = element.find("form").value_or("any") == "original";
    need.optional = is_true(element, "optional");
    need.show = is_true(element, "show");
    return need;
}

}  // namespace

std::vector<Procedure> read_procedures(const Path& file, const Schema& schema, const DocumentTypes& types) {
    try {
        const Document document = Document::read(file);
        document.validate(schema);
        std::vector<Procedure> procedures;
        std::set<std::string> codes;
        for (const Element& element : document.root().children("procedure")) {
            Procedure procedure{element.get("code"), text::nfc(element.get("name")), {}};
            for (const Element& paper : element.children("paper")) procedure.needs.push_back(need_of(paper, types));
            if (!codes.insert(procedure.code).second)
                throw Error(Fault::input, "procedure-twice",
                            text::fill(text::tr("line {0}: procedure {1} stands twice"),
                                       {std::to_string(element.line()), procedure.code}));
            procedures.push_back(std::move(procedure));
        }
        return procedures;
    } catch (const Error& error) {
        throw Error(Fault::configuration, error.code(), error.what(), error.hint()).in(file.string());
    }
}

}  // namespace saoy::xml
