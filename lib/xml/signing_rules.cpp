// SPDX-License-Identifier: Apache-2.0
#include "lib/xml/signing_rules.hpp"

#include "lib/base/error.hpp"
#include "lib/xml/document.hpp"

namespace saoy::xml {

SigningRules read_signing_rules(const Path& file, const Path& schemas) {
    try {
        const Document document = Document::read(file);
        document.validate(Schema(schemas / "signing.xsd"));
        SigningRules rules;
        const Element stamps = *document.root().child("timestamps");
        for (const Element& row : stamps.children("authority"))
            rules.authorities.push_back({row.get("url"), row.find("policy").value_or("")});
        rules.renewal_days = stamps.get_int("renewal-days");
        const Element answers = *document.root().child("answers");
        rules.answer_time = std::chrono::seconds(answers.get_int("seconds"));
        rules.answer_bytes = std::size_t(answers.get_int("most-megabytes")) << 20;
        rules.signs_unasked = document.root().child("revocation")->get("unknown") == "warn";
        for (const Element& row : document.root().children("picture"))
            rules.pictures[row.get("role")] = (file.parent_path() / row.get("file")).string();
        return rules;
    } catch (const Error& error) {
        throw Error(Fault::configuration, "signing-rules", error.what(), error.hint());
    }
}

}  // namespace saoy::xml
