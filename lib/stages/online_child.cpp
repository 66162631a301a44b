// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/online_child.hpp"

#include <algorithm>
#include <array>

#include "lib/base/child.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/receipt.hpp"
#include "lib/xml/signature_policy.hpp"
#include "lib/xml/signing_rules.hpp"

namespace saoy::stages {

using text::fill;
using text::tr;

namespace {

Json packed(const std::vector<std::string>& ders) {
    Json all = Json::array();
    for (const std::string& der : ders) all.push_back(crypto::encode_base64(der));
    return all;
}

std::vector<std::string> unpacked(const Json& all) {
    std::vector<std::string> ders;
    for (const Json& one : all) ders.push_back(crypto::decode_base64(one.get<std::string>()));
    return ders;
}

Json to_json(const crypto::Evidence& evidence) {
    return {{"certificates", packed(evidence.certificates)},
            {"lists", packed(evidence.lists)},
            {"responses", packed(evidence.responses)}};
}

crypto::Evidence evidence_from(const Json& told) {
    return {unpacked(told.at("certificates")), unpacked(told.at("lists")), unpacked(told.at("responses"))};
}

ChildLimits limits_for(const Path& file) {
    ChildLimits limits;
    limits.wall = std::chrono::minutes(10);  // some servers, each with its own time
    std::error_code absent;
    const std::uintmax_t size = file.empty() ? 0 : std::filesystem::file_size(file, absent);
    if (absent) throw Error(Fault::missing, "no-such-file", fill(tr("{0}: no such file"), {file.string()}));
    limits.memory_bytes = (std::size_t(1) << 30) + size;  // the file is mapped
    limits.cpu_s = 30 + int(size >> 22);
    return limits;
}

Fault fault_of(int status) {
    constexpr std::array faults{Fault::usage,         Fault::missing,   Fault::refused,
                                Fault::configuration, Fault::temporary, Fault::io};
    const auto* found = std::find_if(faults.begin(), faults.end(), [&](Fault f) { return exit_status(f) == status; });
    return found == faults.end() ? Fault::input : *found;
}

OnlineOptions options_from(const Json& json) {
    OnlineOptions options;
    const Path profile = json.at("profile").get<std::string>(), schemas = json.at("schemas").get<std::string>();
    options.rules = xml::read_signing_rules(profile / "signing.xml", schemas);
    options.policy = xml::read_signature_policy(profile / "signature-policy.xml", schemas);
    if (!json.at("authorities").empty()) options.rules.authorities.clear();
    for (const Json& one : json.at("authorities"))
        options.rules.authorities.push_back({one.at("url").get<std::string>(), one.at("policy").get<std::string>()});
    for (const Json& one : json.at("trust"))
        options.trust.push_back({one.at("name").get<std::string>(), one.at("path").get<std::string>()});
    for (const Json& one : json.at("lists")) options.lists.emplace_back(one.get<std::string>());
    options.proxy = json.at("proxy").get<std::string>();
    options.cache = json.at("cache").get<std::string>();
    options.fetches_issuers = json.at("issuers").get<bool>();
    options.now = parse_rfc3339(json.at("now").get<std::string>());
    return options;
}

}  // namespace

Json OnlineChild::ask(Json question, const Path& file, Time now) const {
    const auto whole = [](const Path& path) { return std::filesystem::absolute(path).string(); };
    Json options{{"profile", whole(options_.profile)},
                 {"schemas", whole(options_.schemas)},
                 {"authorities", Json::array()},
                 {"trust", Json::array()},
                 {"lists", Json::array()},
                 {"proxy", options_.proxy},
                 {"cache", options_.cache.empty() ? "" : whole(options_.cache)},
                 {"issuers", options_.fetches_issuers},
                 {"now", rfc3339(now)}};
    for (const auto& one : options_.authorities)
        options["authorities"].push_back({{"url", one.url}, {"policy", one.policy}});
    for (const Bundle& one : options_.trust)
        options["trust"].push_back({{"name", one.name}, {"path", whole(one.path)}});
    for (const Path& one : options_.lists) options["lists"].push_back(whole(one));
    question["options"] = std::move(options);
    if (!file.empty()) question["file"] = whole(file);
    const ChildOutcome outcome =
        run_child({(options_.children / "saoy-child-online").string()}, question.dump(), limits_for(file));
    const Json told = Json::parse(outcome.out, nullptr, false);
    const std::string where = file.empty() ? std::string() : file.string() + ": ";
    if (outcome.signal != 0 || outcome.timed_out || !told.is_object())
        throw Error(Fault::input, "pdf-unreadable",
                    where + tr("what reads signatures and answers was overwhelmed by them"));
    if (!outcome.ok())
        throw Error(fault_of(outcome.status), told.value("code", "online"), where + told.value("sentence", ""),
                    told.value("hint", ""));
    return told;
}

std::string OnlineChild::token(const std::string& digest, Time now) const {
    return crypto::decode_base64(
        ask({{"do", "token"}, {"digest", crypto::encode_base64(digest)}}, {}, now).at("token").get<std::string>());
}

std::string OnlineChild::require_good(const std::vector<std::string>& certificates, Time now) const {
    return ask({{"do", "standing"}, {"certificates", packed(certificates)}}, {}, now).at("warning").get<std::string>();
}

crypto::Evidence OnlineChild::evidence(const Path& file, Time now) const {
    const Json told = ask({{"do", "evidence"}}, file, now);
    return evidence_from(told);
}

News OnlineChild::news(const Path& file, Time now) const {
    const Json told = ask({{"do", "news"}}, file, now);
    return {evidence_from(told), told.at("unanswered").get<std::vector<std::string>>()};
}

FileLevel OnlineChild::level(const Path& file, Time now) const {
    const Json told = ask({{"do", "level"}}, file, now);
    FileLevel level;
    level.signatures = told.at("signatures").get<int>();
    level.intact = told.at("intact").get<bool>();
    level.level = level_of(told.at("level").get<std::string>());
    level.lacks = told.at("lacks").get<std::string>();
    if (const std::string ends = told.at("ends").get<std::string>(); !ends.empty()) level.ends = parse_rfc3339(ends);
    return level;
}

Json answer_online(const Json& question) {
    Online online(options_from(question.at("options")));
    const std::string what = question.at("do").get<std::string>();
    if (what == "token")
        return {{"token",
                 crypto::encode_base64(online.token(crypto::decode_base64(question.at("digest").get<std::string>())))}};
    if (what == "standing") return {{"warning", online.require_good(unpacked(question.at("certificates")))}};
    const MappedFile file(question.at("file").get<std::string>());
    if (what == "evidence") return to_json(online.evidence(file.bytes()));
    if (what == "news") {
        const News news = online.news(file.bytes());
        Json told = to_json(news.evidence);
        told["unanswered"] = news.unanswered;
        return told;
    }
    const FileLevel level = online.level(file.bytes());
    return {{"signatures", level.signatures},
            {"intact", level.intact},
            {"level", level.level ? to_string(*level.level) : ""},
            {"lacks", level.lacks},
            {"ends", level.ends ? rfc3339(*level.ends) : ""}};
}

}  // namespace saoy::stages
