// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/verify.hpp"

#include <algorithm>
#include <mutex>

#include "lib/base/child.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/crypto/verify_cms.hpp"
#include "lib/crypto/verify_trust.hpp"
#include "lib/pdf/signatures.hpp"
#include "lib/store/register.hpp"

namespace saoy::stages {

namespace {

using crypto::CheckedCms;
using crypto::CmsKind;
using crypto::TrustedCertificates;
using Role = TrustedCertificates::Role;

constexpr std::size_t most_bytes = std::size_t(512) << 20;
// Bytes digested per file: so many times its size and some more, or a small file could keep a verifier busy for hours.
constexpr std::uint64_t most_passes = 16, free_bytes = std::uint64_t(16) << 20;
constexpr std::uint64_t most_value_bytes = std::uint64_t(4) << 20;  // hexadecimal digits of one signature value

std::string told(const pdf::Finding& finding) {
    std::string sentence = text::tr(finding.sentence.c_str());
    for (std::size_t i = 0; i < finding.values.size(); ++i) {
        const std::string gap = "{" + std::to_string(i) + "}";
        if (const auto at = sentence.find(gap); at != std::string::npos)
            sentence.replace(at, gap.size(), finding.values[i]);
    }
    return sentence;
}

// The digits between the angle brackets; nothing else may stand there, or readers would differ.
std::optional<std::string> value_between(std::string_view bytes, const pdf::SignatureFacts& facts) {
    if (facts.contents_end > bytes.size() || facts.contents_begin + 2 > facts.contents_end ||
        facts.contents_end - facts.contents_begin > most_value_bytes)
        return std::nullopt;
    const std::string_view digits =
        bytes.substr(facts.contents_begin + 1, facts.contents_end - facts.contents_begin - 2);
    if (digits.size() % 2 != 0) return std::nullopt;
    const auto digit = [](char c) {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'f') return c - 'a' + 10;
        return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    };
    std::string value;
    value.reserve(digits.size() / 2);
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        if (digit(digits[i]) < 0 || digit(digits[i + 1]) < 0) return std::nullopt;
        value += char(digit(digits[i]) << 4 | digit(digits[i + 1]));
    }
    return value;
}

std::optional<CmsKind> kind_of(const pdf::SignatureFacts& facts) {
    if (facts.sub_filter == "ETSI.CAdES.detached") return CmsKind::cades;
    if (facts.sub_filter == "adbe.pkcs7.detached") return CmsKind::detached;
    if (facts.sub_filter == "adbe.pkcs7.sha1") return CmsKind::digest_inside;
    if (facts.sub_filter == "ETSI.RFC3161") return CmsKind::timestamp;
    return std::nullopt;
}

// A timestamp tells when bytes existed, not that anybody stands behind them.
bool is_stamp(const pdf::SignatureFacts& facts) {
    return facts.type == "DocTimeStamp" || kind_of(facts) == CmsKind::timestamp;
}

// One signature on its way to its verdict.
struct Case {
    const pdf::SignatureFacts* facts;
    SignatureVerdict verdict;
    std::optional<CheckedCms> cms;
    std::optional<Time> proven;  // it existed then: its own timestamp, or one of the document that covers it

    std::uint64_t end() const { return facts->range[2] + facts->range[3]; }

    void fail(Integrity integrity, Indication indication, const std::string& sub, const std::string& reason) {
        // The first fault names the indication; the others only explain.
        if (verdict.sub_indication.empty()) {
            verdict.indication = indication;
            verdict.sub_indication = sub;
        }
        verdict.integrity = std::max(verdict.integrity, integrity);
        verdict.reasons.push_back(reason);
    }
};

Integrity worst_of(const std::vector<SignatureVerdict>& all) {
    Integrity worst = Integrity::intact;
    for (const SignatureVerdict& each : all) worst = std::max(worst, each.integrity);
    return worst;
}

}  // namespace

struct Verify::State {
    Options options;
    const Clock* clock;
    TrustedCertificates trusted;
    mutable std::mutex register_mutex;
    std::unique_ptr<store::Register> registry;

    std::optional<pdf::FileFacts> read(const std::string& bytes, Verdict& verdict) const {
        const ChildOutcome child = run_child({(options.children / "saoy-child-signatures").string(), "-"}, bytes);
        if (child.ok()) return pdf::facts_from_json(child.out);
        verdict.integrity = Integrity::unreadable;
        verdict.indication = Indication::total_failed;
        verdict.sub_indication = "FORMAT_FAILURE";
        std::string reason = text::tr("the file overwhelmed its reader");
        if (child.signal == 0 && !child.timed_out) {
            const Json json = Json::parse(child.out, nullptr, false);
            if (json.is_object() && json.contains("sentence") && json["sentence"].is_string())
                reason = json["sentence"].get<std::string>();
        }
        verdict.reasons.push_back(reason);
        return std::nullopt;
    }

    void check_bytes(std::string_view bytes, Case& each) const {
        const pdf::SignatureFacts& facts = *each.facts;
        for (const pdf::Finding& finding : facts.broken)
            each.fail(Integrity::broken, Indication::total_failed, "FORMAT_FAILURE", told(finding));
        const auto kind = kind_of(facts);
        const auto value = value_between(bytes, facts);
        // The child read hostile bytes: what it says is checked again before it is used.
        const bool sane = facts.range[0] == 0 && facts.range[1] == facts.contents_begin &&
                          facts.range[2] == facts.contents_end && facts.range[3] <= bytes.size() &&
                          facts.range[2] <= bytes.size() - facts.range[3];
        if (!kind)
            return each.fail(Integrity::broken, Indication::total_failed, "FORMAT_FAILURE",
                             text::fill(text::tr("the kind of signature {0} is not known"), {facts.sub_filter}));
        if (!facts.broken.empty()) return;
        if (!value || !sane)
            return each.fail(Integrity::broken, Indication::total_failed, "FORMAT_FAILURE",
                             text::tr("the signature value is not written as a hexadecimal string"));
        if ((*kind == CmsKind::timestamp) != (facts.type == "DocTimeStamp") && !facts.type.empty())
            return each.fail(Integrity::broken, Indication::total_failed, "FORMAT_FAILURE",
                             text::tr("the signature dictionary contradicts its own kind"));
        each.cms.emplace(*kind, *value,
                         std::vector{bytes.substr(0, facts.range[1]), bytes.substr(facts.range[2], facts.range[3])});
        each.verdict.signer = each.cms->signer;
        each.verdict.organisation = each.cms->organisation;
        each.verdict.algorithm = each.cms->algorithm;
        if (!each.cms->holds()) {
            const bool final = each.cms->failure != "NO_SIGNING_CERTIFICATE_FOUND" &&
                               each.cms->failure != "CRYPTO_CONSTRAINTS_FAILURE";
            return each.fail(Integrity::broken, final ? Indication::total_failed : Indication::indeterminate,
                             each.cms->failure, each.cms->reason);
        }
        if (*kind == CmsKind::cades) each.verdict.level = "B-B";
        for (const pdf::Finding& finding : facts.changed)
            each.fail(Integrity::modified, Indication::total_failed, "FORMAT_FAILURE", told(finding));
    }

    // The time a trusted timestamp over these bytes proves, or why it proves none.
    std::optional<Time> proven_by(const CheckedCms& stamp, const std::vector<std::string>& more, Case& told_to) const {
        if (!stamp.holds()) {
            told_to.verdict.reasons.push_back(text::fill(text::tr("the timestamp does not hold: {0}"), {stamp.reason}));
            return std::nullopt;
        }
        // Judged now, or as of the time asked for: an expired authority proves nothing without a later stamp.
        const auto path = trusted.path(stamp, Role::timestamp_authority, options.at.value_or(clock->now()), more);
        if (path.trust == Trust::trusted) return stamp.stamped;
        told_to.verdict.reasons.push_back(
            text::fill(text::tr("the time of the timestamp is not proven: {0}"), {path.reason}));
        return std::nullopt;
    }

    void prove_times(std::vector<Case>& cases, const std::vector<std::string>& more) const {
        for (Case& each : cases) {
            if (!each.cms || !each.cms->holds()) continue;
            const auto earlier = [&](Case& of, Time time) { of.proven = std::min(of.proven.value_or(time), time); };
            if (each.cms->stamped) {  // a document timestamp speaks for all that it covers
                each.verdict.time = each.cms->stamped;
                const auto time = proven_by(*each.cms, more, each);
                if (!time) continue;
                each.verdict.time_proven = true;
                for (Case& other : cases)
                    if (&other != &each && other.end() <= each.facts->range[1]) earlier(other, *time);
            } else if (!each.cms->token.empty()) {
                const CheckedCms stamp(CmsKind::timestamp, each.cms->token, {each.cms->value});
                if (const auto time = proven_by(stamp, more, each)) {
                    earlier(each, *time);
                    if (each.verdict.level == "B-B") each.verdict.level = "B-T";
                }
            }
        }
    }

    void check_trust(Case& each, const std::vector<std::string>& more) const {
        if (!each.cms || !each.cms->holds()) return;
        const bool is_stamp = each.cms->stamped.has_value();
        if (!is_stamp && each.proven) {
            each.verdict.time = each.proven;
            each.verdict.time_proven = true;
        }
        const Time at = options.at.value_or(each.proven.value_or(clock->now()));
        const auto path = trusted.path(*each.cms, is_stamp ? Role::timestamp_authority : Role::signer, at, more);
        each.verdict.trust = path.trust;
        if (!path.failure.empty())
            each.fail(each.verdict.integrity, path.is_final ? Indication::total_failed : Indication::indeterminate,
                      path.failure, path.reason);
        else if (!path.revocation_checked)
            each.verdict.reasons.push_back(text::tr("revocation of the certificate was not checked"));
        if (each.verdict.sub_indication.empty() && path.trust == Trust::trusted)
            each.verdict.indication = Indication::total_passed;
    }

    std::string look_up(const std::string& bytes) const {
        if (!registry) return "not-checked";
        const std::lock_guard lock(register_mutex);
        const auto entry = registry->find_by_copy(crypto::sha256(bytes));
        if (!entry) return "no-entry";
        return entry->state == store::Entry::State::voided ? "void" : "match";
    }
};

Verify::Verify(Options options, const Clock& clock) : state_(std::make_unique<State>()) {
    state_->clock = &clock;
    for (const Path& path : options.trust) state_->trusted.add_anchors(path);
    for (const Path& path : options.crls) state_->trusted.add_revocation_list(path);
    if (options.registry) state_->registry = std::make_unique<store::Register>(*options.registry);
    state_->options = std::move(options);
}

Verify::~Verify() = default;

Verdict Verify::operator()(const Path& file) const {
    const std::string bytes = read_file(file, most_bytes);
    Verdict verdict;
    verdict.file = file.string();
    verdict.register_match = state_->look_up(bytes);
    const auto facts = state_->read(bytes, verdict);
    if (!facts) return verdict;

    std::vector<Case> cases;
    for (const pdf::SignatureFacts& each : facts->signatures) {
        Case one{&each, {}, std::nullopt, std::nullopt};
        one.verdict.field = each.field;
        one.verdict.sub_filter = each.sub_filter;
        one.verdict.time = each.claimed;
        one.verdict.covers_whole_revision = each.broken.empty();
        one.verdict.integrity = Integrity::intact;
        cases.push_back(std::move(one));
    }
    std::uint64_t left = most_passes * bytes.size() + free_bytes;
    for (Case& each : cases) {
        const std::uint64_t cost = std::min<std::uint64_t>(each.facts->range[1], bytes.size()) +
                                   std::min<std::uint64_t>(each.facts->range[3], bytes.size());
        if (cost > left) {
            each.fail(Integrity::broken, Indication::total_failed, "FORMAT_FAILURE",
                      text::tr("the file has more signatures than can be checked"));
            continue;
        }
        left -= cost;
        state_->check_bytes(bytes, each);
    }
    std::vector<std::string> certificates;
    for (const pdf::Stored& each : facts->store.certificates) certificates.push_back(each.der);
    state_->prove_times(cases, certificates);
    for (Case& each : cases) {
        state_->check_trust(each, certificates);
        verdict.signatures.push_back(std::move(each.verdict));
    }
    for (const pdf::Finding& finding : facts->removed) verdict.reasons.push_back(told(finding));

    if (verdict.signatures.empty()) {
        verdict.integrity = facts->removed.empty() ? Integrity::no_signature : Integrity::modified;
        if (facts->removed.empty()) verdict.reasons.push_back(text::tr("the file has no signature"));
        return verdict;
    }
    verdict.integrity = worst_of(verdict.signatures);
    if (!facts->removed.empty()) verdict.integrity = std::max(verdict.integrity, Integrity::modified);
    verdict.trust = Trust::trusted;
    verdict.indication = Indication::total_passed;
    const bool nobody_signed = std::all_of(facts->signatures.begin(), facts->signatures.end(), is_stamp);
    if (nobody_signed && verdict.integrity == Integrity::intact) {
        verdict.integrity = Integrity::no_signature;
        verdict.trust = Trust::unknown;
        verdict.indication = Indication::indeterminate;
        verdict.reasons.push_back(text::tr("the file has timestamps but nobody signed it"));
    }
    const auto rank = [](Indication i) {
        return i == Indication::total_failed ? 2 : i == Indication::indeterminate ? 1 : 0;
    };
    const auto trust_rank = [](Trust t) { return t == Trust::untrusted ? 2 : t == Trust::unknown ? 1 : 0; };
    for (const SignatureVerdict& each : verdict.signatures) {
        if (trust_rank(each.trust) > trust_rank(verdict.trust)) verdict.trust = each.trust;
        if (rank(each.indication) <= rank(verdict.indication)) continue;
        verdict.indication = each.indication;
        verdict.sub_indication = each.sub_indication;
    }
    if (!facts->removed.empty() && verdict.indication != Indication::total_failed) {
        verdict.indication = Indication::total_failed;
        verdict.sub_indication = "FORMAT_FAILURE";
    }
    return verdict;
}

Json to_json(const Verdict& verdict) {
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
                              {"reasons", each.reasons}});
    return {{"file", verdict.file},
            {"integrity", to_string(verdict.integrity)},
            {"trust", to_string(verdict.trust)},
            {"register", verdict.register_match},
            {"indication", to_string(verdict.indication)},
            {"sub_indication", verdict.sub_indication},
            {"signatures", std::move(signatures)},
            {"reasons", verdict.reasons}};
}

}  // namespace saoy::stages
