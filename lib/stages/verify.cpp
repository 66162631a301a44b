// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/verify.hpp"

#include <algorithm>
#include <mutex>

#include "lib/base/child.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/stages/issued_bytes.hpp"
#include "lib/stages/online_child.hpp"
#include "lib/stages/statement_claim.hpp"
#include "lib/stages/verify_case.hpp"
#include "lib/store/register.hpp"

namespace saoy::stages {

namespace {

using crypto::TrustedCertificates;

constexpr std::size_t most_bytes = std::size_t(512) << 20;
// Bytes digested per file: so many times its size and some more, or a small file could keep a verifier busy for hours.
constexpr std::uint64_t most_passes = 16, free_bytes = std::uint64_t(16) << 20;

// A timestamp tells when bytes existed, not that anybody stands behind them.
bool is_stamp(const pdf::SignatureFacts& facts) {
    return facts.type == "DocTimeStamp" || kind_of(facts) == CmsKind::timestamp;
}

bool signed_by(const store::Entry& entry, const Verdict& verdict) {
    const std::string official = text::fold(entry.official);
    return official.empty() ||
           std::any_of(verdict.signatures.begin(), verdict.signatures.end(), [&](const SignatureVerdict& each) {
               return !each.signer.empty() && official.find(text::fold(each.signer)) != std::string::npos;
           });
}

bool agrees(const StatementClaim& claim, const store::Entry& entry) {
    const VietnamTime day = vietnam_time(entry.at);
    return claim.book == entry.book && claim.number == entry.number && claim.year == entry.year &&
           claim.month == day.month && claim.day == day.day;
}

Integrity worst_of(const std::vector<SignatureVerdict>& all) {
    Integrity worst = Integrity::intact;
    for (const SignatureVerdict& each : all) worst = std::max(worst, each.integrity);
    return worst;
}

}  // namespace

struct Verify::State {
    Options options;
    const Clock* clock = nullptr;
    TrustedCertificates trusted;
    mutable std::mutex register_mutex;
    std::unique_ptr<store::Register> registry;
    std::vector<store::Problem> problems;  // of the register itself; whether copies are there is not asked

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

    // Nobody is asked but where news or issuers are missing; what comes is judged as if the file had brought it.
    void judge_trust(const Path& file, const pdf::FileFacts& facts, std::vector<Case>& cases) const {
        const Time now = options.at.value_or(clock->now());
        std::vector<SignatureVerdict> before;
        for (const Case& each : cases) before.push_back(each.verdict);
        TimesAndTrust(trusted, facts.store, now).judge(cases);
        const auto is_open = [](const Case& each) { return each.is_open; };
        if (!options.online || std::none_of(cases.begin(), cases.end(), is_open)) return;
        News news;
        try {
            news = options.online->news(file, now);
        } catch (const Error& error) {
            news.unanswered.emplace_back(error.what());
        }
        for (std::size_t i = 0; i < cases.size(); ++i) cases[i].begin_again(before[i]);
        TimesAndTrust(trusted, facts.store, now, std::move(news.evidence)).judge(cases);
        for (Case& each : cases)
            if (each.is_open)
                each.verdict.reasons.insert(each.verdict.reasons.end(), news.unanswered.begin(), news.unanswered.end());
    }

    // What the chain of the register contradicts is no witness.
    bool is_doubtful(const store::Entry& entry) const {
        return std::any_of(problems.begin(), problems.end(), [&](const store::Problem& problem) {
            return problem.number == 0 ||
                   (problem.number == entry.number && problem.year == entry.year && problem.book == entry.book);
        });
    }

    // The digest says that the file is the one that was issued, byte for byte, or begins with it: what came after is
    // judged above. The names, the number and the day that
    // people read on it have to agree as well.
    void look_up(Verdict& verdict, const std::string& last_page) const {
        if (!registry) return;
        const auto claim = statement_claim(last_page, options.modes);
        const std::lock_guard lock(register_mutex);
        std::optional<store::Entry> entry;
        // A copy raised to a higher level begins with the bytes that were issued; what else was added makes it another
        // file.
        if (verdict.integrity == Integrity::intact)
            for (const std::string& digest : digests_of_revisions(verdict.file))
                if (!entry) entry = registry->find_by_copy(digest);
        if (!entry) entry = registry->find_by_copy(verdict.sha256);
        verdict.register_match = "no-entry";
        if (entry) {
            verdict.register_match = is_doubtful(*entry)                           ? "entry-altered"
                                     : entry->state == store::Entry::State::voided ? "void"
                                     : !signed_by(*entry, verdict)                 ? "signer-differs"
                                     : claim && !agrees(*claim, *entry)            ? "statement-differs"
                                                                                   : "match";
        } else if (claim) {
            registry->each({.year = claim->year, .book = claim->book, .text = {}}, [&](const store::Entry& each) {
                if (each.number == claim->number) entry = each;
            });
            if (entry) verdict.register_match = "other-copy";
        }
        if (entry) verdict.entry = RegisterEntry{entry->book, entry->year, entry->number, entry->at, entry->official};
    }
};

Verify::Verify(Options options, const Clock& clock)
    : state_(new State{{}, &clock, TrustedCertificates(options.policy), {}, {}, {}}) {
    for (const Bundle& bundle : options.trust) state_->trusted.add_anchors(bundle.path, bundle.name);
    for (const Path& path : options.crls) state_->trusted.add_revocation_list(path);
    for (const Path& path : options.responses) state_->trusted.add_response(path);
    if (options.registry) {
        state_->registry = std::make_unique<store::Register>(*options.registry);
        state_->problems = state_->registry->check(
            [](const store::Entry& entry) { return std::optional<std::string>(entry.copy_digest); });
    }
    state_->options = std::move(options);
}

Verify::~Verify() = default;

Verdict Verify::operator()(const Path& file) const {
    std::string last_page;
    Verdict verdict = judge(file, last_page);
    state_->look_up(verdict, last_page);
    return verdict;
}

Verdict Verify::judge(const Path& file, std::string& last_page) const {
    const std::string bytes = read_file(file, most_bytes);
    Verdict verdict;
    verdict.file = file.string();
    verdict.sha256 = crypto::sha256(bytes);
    const auto facts = state_->read(bytes, verdict);
    if (!facts) return verdict;
    last_page = facts->last_page;

    std::vector<Case> cases = cases_of(*facts);
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
        check_bytes(bytes, each);
    }
    SignedPages pages(file, bytes, facts->pages, state_->options.pictures);
    for (Case& each : cases) pages.compare(each);
    state_->judge_trust(file, *facts, cases);
    for (Case& each : cases) verdict.signatures.push_back(std::move(each.verdict));
    if (facts->repaired)
        verdict.reasons.push_back(text::tr("the table of the file's objects is damaged: they were searched for"));
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
    // A copy that was cut back to its first signature still has the field of the second.
    for (const std::string& field : facts->empty_fields) {
        verdict.reasons.push_back(text::fill(text::tr("the signature field {0} is empty"), {field}));
        if (!state_->options.complete || verdict.indication != Indication::total_passed) continue;
        verdict.indication = Indication::indeterminate;
        verdict.sub_indication = "SIG_CONSTRAINTS_FAILURE";
    }
    if (!facts->removed.empty() && verdict.indication != Indication::total_failed) {
        verdict.indication = Indication::total_failed;
        verdict.sub_indication = "FORMAT_FAILURE";
    }
    return verdict;
}

}  // namespace saoy::stages
