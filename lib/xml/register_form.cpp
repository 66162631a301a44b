// SPDX-License-Identifier: Apache-2.0
#include "lib/xml/register_form.hpp"

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/xml/document.hpp"

namespace saoy::xml {

namespace {

std::vector<std::string> lines_of(const Element& root, const char* name) {
    std::vector<std::string> lines;
    for (const Element& line : root.child(name)->children("line")) lines.push_back(text::nfc(line.text()));
    return lines;
}

}  // namespace

RegisterForm read_register_form(const Path& file, const Path& schemas) {
    using Kind = Table::Kind;
    static constexpr Kind kinds[] = {Kind::text, Kind::date,   Kind::text,   Kind::text,
                                     Kind::text, Kind::number, Kind::number, Kind::text};
    try {
        const Document document = Document::read(file, std::size_t(1) << 20);
        document.validate(Schema(schemas / "register-form.xsd"));
        const Element root = document.root();
        RegisterForm form{text::nfc(root.child("legal-basis")->text()),
                          lines_of(root, "head-of-month"),
                          lines_of(root, "head-of-year"),
                          lines_of(root, "foot"),
                          {}};
        for (const Element& column : root.children("column"))
            form.columns.push_back(
                {text::nfc(column.text()), column.get_double("width-mm"), kinds[form.columns.size() % 8]});
        return form;
    } catch (const Error& error) {
        throw Error(Fault::configuration, error.code(), error.what(),
                    error.hint().empty() ? text::tr("give a valid profile folder with --profile") : error.hint());
    }
}

}  // namespace saoy::xml
