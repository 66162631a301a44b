// SPDX-License-Identifier: Apache-2.0
// Verdicts as JSON (schemas/verdict.schema.json), and back for an audit that goes on.
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/stages/verify.hpp"

namespace saoy::stages {

namespace {

template <class Word, class... Words>
Word word_of(const Json& json, Words... words) {
    const std::string text = json.get<std::string>();
    for (const Word word : {words...})
        if (to_string(word) == text) return word;
    throw Error(Fault::input, "verdict", text::fill(text::tr("{0} is no word of a verdict"), {text}));
}

Integrity integrity_of(const Json& json) {
    using enum Integrity;
    return word_of<Integrity>(json, intact, modified, broken, no_signature, unreadable);
}
Trust trust_of(const Json& json) { return word_of<Trust>(json, Trust::trusted, Trust::untrusted, Trust::unknown); }
Indication indication_of(const Json& json) {
    using enum Indication;
    return word_of<Indication>(json, total_passed, total_failed, indeterminate);
}

}  // namespace

Json to_json(const Verdict& verdict) {
    Json entry;
    if (verdict.entry)
        entry = {{"book", verdict.entry->book},
                 {"year", verdict.entry->year},
                 {"number", verdict.entry->number},
                 {"at", rfc3339(verdict.entry->at)},
                 {"official", verdict.entry->official}};
    Json signatures = Json::array();
    for (const SignatureVerdict& each : verdict.signatures)
        signatures.push_back({{"field", each.field},
                              {"signer", each.signer},
                              {"organisation", each.organisation},
                              {"time", each.time ? Json(rfc3339(*each.time)) : Json()},
                              {"time_proven", each.time_proven},
                              {"level", each.level},
                              {"sub_filter", each.sub_filter},
                              {"algorithm", each.algorithm},
                              {"covers_whole_revision", each.covers_whole_revision},
                              {"integrity", to_string(each.integrity)},
                              {"trust", to_string(each.trust)},
                              {"indication", to_string(each.indication)},
                              {"sub_indication", each.sub_indication},
                              {"reasons", each.reasons},
                              {"level_lacks", each.level_lacks},
                              {"bundle", each.bundle}});
    return {{"file", verdict.file},
            {"integrity", to_string(verdict.integrity)},
            {"trust", to_string(verdict.trust)},
            {"register", verdict.register_match},
            {"indication", to_string(verdict.indication)},
            {"sub_indication", verdict.sub_indication},
            {"signatures", std::move(signatures)},
            {"reasons", verdict.reasons},
            {"sha256", verdict.sha256},
            {"register_entry", std::move(entry)}};
}

Verdict verdict_from_json(const Json& json) {
    Verdict verdict;
    try {
        const auto text = [](const Json& of, const char* key) { return of.at(key).get<std::string>(); };
        verdict.file = text(json, "file");
        verdict.sha256 = text(json, "sha256");
        verdict.integrity = integrity_of(json.at("integrity"));
        verdict.trust = trust_of(json.at("trust"));
        verdict.register_match = text(json, "register");
        if (const Json& entry = json.at("register_entry"); entry.is_object())
            verdict.entry =
                RegisterEntry{text(entry, "book"), entry.at("year").get<int>(), entry.at("number").get<int>(),
                              parse_rfc3339(text(entry, "at")), text(entry, "official")};
        verdict.indication = indication_of(json.at("indication"));
        verdict.sub_indication = text(json, "sub_indication");
        verdict.reasons = json.at("reasons").get<std::vector<std::string>>();
        for (const Json& each : json.at("signatures")) {
            SignatureVerdict s;
            s.field = text(each, "field");
            s.signer = text(each, "signer");
            s.organisation = text(each, "organisation");
            if (each.at("time").is_string()) s.time = parse_rfc3339(text(each, "time"));
            s.time_proven = each.at("time_proven").get<bool>();
            s.level = text(each, "level");
            s.level_lacks = text(each, "level_lacks");
            s.sub_filter = text(each, "sub_filter");
            s.algorithm = text(each, "algorithm");
            s.covers_whole_revision = each.at("covers_whole_revision").get<bool>();
            s.integrity = integrity_of(each.at("integrity"));
            s.trust = trust_of(each.at("trust"));
            s.bundle = text(each, "bundle");
            s.indication = indication_of(each.at("indication"));
            s.sub_indication = text(each, "sub_indication");
            s.reasons = each.at("reasons").get<std::vector<std::string>>();
            verdict.signatures.push_back(std::move(s));
        }
    } catch (const Json::exception& problem) {
        throw Error(Fault::input, "verdict", problem.what());
    }
    return verdict;
}

}  // namespace saoy::stages
