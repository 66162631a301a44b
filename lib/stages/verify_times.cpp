// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "lib/base/text.hpp"
#include "lib/stages/verify_case.hpp"

namespace saoy::stages {

using crypto::Evidence;
using crypto::Moment;
using crypto::ParsedEvidence;
using Role = crypto::TrustedCertificates::Role;

namespace {

constexpr std::size_t most_covering = 8;  // document timestamps that are tried for B-LTA, the last ones

Evidence evidence_in(const std::vector<Case>& cases, Evidence all) {
    for (const Case& each : cases)
        if (each.holds()) all = joined(std::move(all), each.cms->evidence);
    return all;
}

// A document timestamp and the part of the security store that it covers.
struct Covering {
    const Case* stamp;
    ParsedEvidence covered;
};

}  // namespace

Evidence evidence_before(const pdf::StoreFacts& store, std::uint64_t end) {
    const auto taken = [&](const std::vector<pdf::Stored>& items) {
        std::vector<std::string> ders;
        for (const pdf::Stored& item : items)
            if (item.place < end) ders.push_back(item.der);
        return ders;
    };
    return {taken(store.certificates), taken(store.lists), taken(store.responses)};
}

Evidence joined(Evidence one, const Evidence& other) {
    for (const auto part : {&Evidence::certificates, &Evidence::lists, &Evidence::responses})
        (one.*part).insert((one.*part).end(), (other.*part).begin(), (other.*part).end());
    return one;
}

struct TimesAndTrust::Proofs {
    ParsedEvidence inside, beside;  // what the file holds for good, and what else was found in it
    std::vector<Covering> covering{};
};

void TimesAndTrust::judge(std::vector<Case>& cases) const {
    Proofs proofs{evidence_before(store_, UINT64_MAX), evidence_in(cases, news_)};
    prove_times(cases, proofs);
    for (Case& each : cases) check_trust(each, proofs);
    for (auto each = cases.rbegin(); each != cases.rend() && proofs.covering.size() < most_covering; ++each)
        if (each->holds() && each->is_stamp())
            proofs.covering.push_back({&*each, evidence_before(store_, each->facts->range[1])});
    for (Case& each : cases) tell_level(each, proofs);
}

// The time a trusted timestamp over these bytes proves, or why it proves none.
std::optional<Time> TimesAndTrust::proven_by(const CheckedCms& stamp, const Moment& moment, const Proofs& proofs,
                                             Case& told_to, std::string& unsettled) const {
    if (!stamp.holds()) {
        told_to.verdict.reasons.push_back(text::fill(text::tr("the timestamp does not hold: {0}"), {stamp.reason}));
        return std::nullopt;
    }
    const auto path = trusted_.path(stamp, Role::timestamp_authority, moment, proofs.inside, proofs.beside);
    unsettled = path.unsettled;
    told_to.is_open |= path.failure == "TRY_LATER" || !path.dead_end.empty();
    if (path.trust == Trust::trusted) return stamp.stamped;
    told_to.verdict.reasons.push_back(
        text::fill(text::tr("the time of the timestamp is not proven: {0}"), {path.reason}));
    return std::nullopt;
}

// A timestamp is judged as of the time that a later one proves, if there is one: an expired authority proves
// nothing by itself. So the outermost comes first.
void TimesAndTrust::prove_times(std::vector<Case>& cases, const Proofs& proofs) const {
    std::vector<Case*> order;
    for (Case& each : cases)
        if (each.holds()) order.push_back(&each);
    std::stable_sort(order.begin(), order.end(), [](const Case* a, const Case* b) { return a->end() > b->end(); });
    for (Case* each : order) {
        const Moment moment{each->proven.value_or(now_), each->proven.has_value(), {}};
        std::string unsettled;
        if (each->is_stamp()) {
            each->verdict.time = each->cms->stamped;
            const auto time = proven_by(*each->cms, moment, proofs, *each, unsettled);
            if (!time) continue;
            each->verdict.time_proven = true;
            for (Case* other : order)
                if (other != each && other->end() <= each->facts->range[1]) other->prove(*time, unsettled);
            continue;
        }
        for (const std::string& token : each->cms->tokens) {
            each->stamps.emplace_back(CmsKind::timestamp, token, std::vector<std::string_view>{each->cms->value});
            if (const auto time = proven_by(each->stamps.back(), moment, proofs, *each, unsettled))
                each->prove(*time, unsettled);
        }
    }
}

void TimesAndTrust::check_trust(Case& each, const Proofs& proofs) const {
    if (!each.holds()) return;
    if (!each.is_stamp() && each.proven) {
        each.verdict.time = each.proven;
        each.verdict.time_proven = true;
    }
    const Moment moment{each.proven.value_or(now_), each.proven.has_value(), each.facts->claimed};
    const auto path = trusted_.path(*each.cms, each.is_stamp() ? Role::timestamp_authority : Role::signer, moment,
                                    proofs.inside, proofs.beside);
    each.verdict.trust = path.trust;
    each.verdict.bundle = path.bundle;
    each.unsettled = path.unsettled;
    each.is_open |= path.failure == "TRY_LATER" || !path.dead_end.empty();
    if (!path.failure.empty())
        each.fail(each.verdict.integrity, path.is_final ? Indication::total_failed : Indication::indeterminate,
                  path.failure, path.reason);
    if (each.verdict.sub_indication.empty() && path.trust == Trust::trusted)
        each.verdict.indication = Indication::total_passed;
}

// The level of EN 319 142-1 that was really reached, and what the next one lacks.
void TimesAndTrust::tell_level(Case& each, const Proofs& proofs) const {
    if (!each.cms || !each.cms->holds() || each.facts->sub_filter != "ETSI.CAdES.detached") return;
    const auto stays = [&](const char* level, const std::string& lack) {
        each.verdict.level = level;
        each.verdict.level_lacks = lack;
    };
    if (!each.proven) return stays("B-B", text::tr("B-T: there is no trusted timestamp"));
    const std::string unsettled = each.unsettled.empty() ? each.stamp_unsettled : each.unsettled;
    if (each.verdict.trust != Trust::trusted || !unsettled.empty() ||
        (store_.lists.empty() && store_.responses.empty()))
        return stays("B-T", unsettled.empty()
                                ? text::tr("B-LT: the file holds no security store that settles the path")
                                : text::fill(text::tr("B-LT: the file does not hold whether the certificate of {0} "
                                                      "was revoked"),
                                             {unsettled}));
    const Moment moment{*each.proven, true, {}};
    const auto keeps_all = [&](const Covering& stamp) {
        if (!stamp.stamp->verdict.time_proven || stamp.stamp->facts->range[1] < each.end()) return false;
        const auto settles = [&](const CheckedCms& cms, Role role) {
            return trusted_.path(cms, role, moment, stamp.covered).unsettled.empty();
        };
        return settles(*each.cms, Role::signer) &&
               std::all_of(each.stamps.begin(), each.stamps.end(),
                           [&](const CheckedCms& s) { return settles(s, Role::timestamp_authority); });
    };
    if (std::any_of(proofs.covering.begin(), proofs.covering.end(), keeps_all)) return stays("B-LTA", {});
    stays("B-LT", text::tr("B-LTA: no trusted document timestamp covers the security store"));
}

}  // namespace saoy::stages
