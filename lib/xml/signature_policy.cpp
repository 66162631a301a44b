// SPDX-License-Identifier: Apache-2.0
#include "lib/xml/signature_policy.hpp"

#include "lib/base/error.hpp"
#include "lib/xml/document.hpp"

namespace saoy::xml {

namespace {

std::optional<Time> end_of(const Element& row) {
    const auto day = row.find("until");
    if (!day) return std::nullopt;
    return parse_rfc3339(*day + "T00:00:00Z");
}

}  // namespace

SignaturePolicy read_signature_policy(const Path& file, const Path& schemas) {
    try {
        const Document document = Document::read(file);
        document.validate(Schema(schemas / "signature-policy.xsd"));
        SignaturePolicy policy;
        for (const Element& row : document.root().children("digest"))
            policy.digests.push_back({row.get("name"), end_of(row)});
        for (const Element& row : document.root().children("key"))
            policy.keys.push_back({row.get("family"), row.get_int("least-bits"), end_of(row)});
        for (const Element& row : document.root().children("purpose")) policy.purposes.push_back(row.get("oid"));
        policy.answer_age = std::chrono::hours(document.root().child("revocation")->get_int("answer-hours"));
        return policy;
    } catch (const Error& error) {
        throw Error(Fault::configuration, "signature-policy", error.what(), error.hint());
    }
}

}  // namespace saoy::xml
