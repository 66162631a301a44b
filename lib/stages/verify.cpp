// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/verify.hpp"

#include <algorithm>
#include <mutex>
#include <set>

#include "lib/base/child.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/crypto/verify_cms.hpp"
#include "lib/crypto/verify_trust.hpp"
#include "lib/image/page_image.hpp"
#include "lib/pdf/signatures.hpp"
#include "lib/stages/verify_pictures.hpp"
#include "lib/store/register.hpp"

namespace saoy::stages {

namespace {

using crypto::CheckedCms;
using crypto::CmsKind;
using crypto::Evidence;
using crypto::Moment;
using crypto::TrustedCertificates;
using Role = TrustedCertificates::Role;

constexpr std::size_t most_bytes = std::size_t(512) << 20;
// Bytes digested per file: so many times its size and some more, or a small file could keep a verifier busy for hours.
constexpr std::uint64_t most_passes = 16, free_bytes = std::uint64_t(16) << 20;
constexpr std::uint64_t most_value_bytes = std::uint64_t(4) << 20;  // hexadecimal digits of one signature value

constexpr int most_pages = 50;         // drawn for one signature
constexpr double most_hidden = 0.004;  // of the area of what was added: a few specks, no letter
constexpr long most_pixels = 20;       // that differ by how edges are drawn

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
    std::optional<CheckedCms> cms{};
    std::vector<CheckedCms> stamps{};  // signature timestamps in it
    std::optional<Time> proven{};      // it existed then: its own timestamp, or one of the document that covers it
    std::string unsettled{},
        stamp_unsettled{};  // whose revocation the file does not settle: on its path, on its stamp's

    std::uint64_t end() const { return facts->range[2] + facts->range[3]; }
    bool is_stamp() const { return cms->stamped.has_value(); }
    void prove(Time time, const std::string& lacks) {
        if (proven && *proven <= time) return;
        proven = time;
        stamp_unsettled = lacks;
    }

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

// Evidence that the file holds for good, and what else was found in it.
struct Proofs {
    Evidence inside, beside;
};

Evidence evidence_before(const pdf::StoreFacts& store, std::uint64_t end) {
    const auto taken = [&](const std::vector<pdf::Stored>& items) {
        std::vector<std::string> ders;
        for (const pdf::Stored& item : items)
            if (item.place < end) ders.push_back(item.der);
        return ders;
    };
    return {taken(store.certificates), taken(store.lists), taken(store.responses)};
}

Proofs proofs_of(const pdf::StoreFacts& store, const std::vector<Case>& cases) {
    Proofs proofs{evidence_before(store, UINT64_MAX), {}};
    const auto take = [&](const Evidence& evidence) {
        for (const auto part : {&Evidence::certificates, &Evidence::lists, &Evidence::responses})
            (proofs.beside.*part).insert((proofs.beside.*part).end(), (evidence.*part).begin(), (evidence.*part).end());
    };
    for (const Case& each : cases)
        if (each.cms && each.cms->holds()) take(each.cms->evidence);
    return proofs;
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
        for (const pdf::Finding& finding : facts.changed)
            each.fail(Integrity::modified, Indication::total_failed, "FORMAT_FAILURE", told(finding));
    }

    Time validation_time() const { return options.at.value_or(clock->now()); }

    // What an allowed revision put on a page may hide what was signed: told by pictures, for the rules of the format
    // cannot. Always where the file is certified; everywhere with --render.
    void compare_pages(const Path& file, std::string_view bytes, const pdf::FileFacts& all, Case& each) const {
        const pdf::SignatureFacts& facts = *each.facts;
        if (!each.cms || !each.cms->holds() || each.verdict.integrity != Integrity::intact || facts.covers_file) return;
        const bool certified = facts.permission != 0;
        if (!options.pictures && (!certified || facts.shown.empty())) return;
        std::set<int> pages;
        for (const pdf::Shown& shown : facts.shown) pages.insert(shown.page);
        if (options.pictures)
            for (int page = 1; page <= std::min(all.pages, most_pages); ++page) pages.insert(page);
        std::size_t drawn = 0;
        for (const int page : pages) {
            if (++drawn > std::size_t(most_pages)) break;
            const auto before = draw_page(bytes.substr(0, each.end()), page), now = draw_page(bytes, page);
            const std::string number = std::to_string(page);
            if (!before || !now) {
                each.fail(
                    each.verdict.integrity, Indication::indeterminate, "POLICY_PROCESSING_ERROR",
                    text::fill(text::tr("page {0} could not be drawn to compare it with what was signed"), {number}));
                continue;
            }
            std::vector<Place> places;
            for (const pdf::Shown& shown : facts.shown) {
                if (shown.page != page) continue;
                places.push_back(shown.place);
                if (certified && hidden_part(*before, *now, shown.place) > most_hidden)
                    each.fail(Integrity::modified, Indication::total_failed, "FORMAT_FAILURE",
                              text::fill(text::tr("page {0}: what was added hides what was signed"), {number}));
            }
            if (!options.pictures) continue;
            const PictureDifference difference = compare_pictures(*before, *now, places);
            if (difference.pixels <= most_pixels) continue;
            const Path picture = *options.pictures / (text::slug(file.stem().string(), 80) + "-" +
                                                      text::slug(each.verdict.field) + "-p" + number + ".png");
            write_file(picture, image::png(difference.picture));
            each.verdict.reasons.push_back(text::fill(
                text::tr("page {0} looks different than when it was signed; see {1}"), {number, picture.string()}));
        }
    }

    // The time a trusted timestamp over these bytes proves, or why it proves none.
    std::optional<Time> proven_by(const CheckedCms& stamp, const Moment& moment, const Proofs& proofs, Case& told_to,
                                  std::string& unsettled) const {
        if (!stamp.holds()) {
            told_to.verdict.reasons.push_back(text::fill(text::tr("the timestamp does not hold: {0}"), {stamp.reason}));
            return std::nullopt;
        }
        const auto path = trusted.path(stamp, Role::timestamp_authority, moment, proofs.inside, proofs.beside);
        unsettled = path.unsettled;
        if (path.trust == Trust::trusted) return stamp.stamped;
        told_to.verdict.reasons.push_back(
            text::fill(text::tr("the time of the timestamp is not proven: {0}"), {path.reason}));
        return std::nullopt;
    }

    // A timestamp is judged as of the time that a later one proves, if there is one: an expired authority proves
    // nothing by itself. So the outermost comes first.
    void prove_times(std::vector<Case>& cases, const Proofs& proofs) const {
        std::vector<Case*> order;
        for (Case& each : cases)
            if (each.cms && each.cms->holds()) order.push_back(&each);
        std::stable_sort(order.begin(), order.end(), [](const Case* a, const Case* b) { return a->end() > b->end(); });
        for (Case* each : order) {
            const Moment moment{each->proven.value_or(validation_time()), each->proven.has_value(), {}};
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

    void check_trust(Case& each, const Proofs& proofs) const {
        if (!each.cms || !each.cms->holds()) return;
        if (!each.is_stamp() && each.proven) {
            each.verdict.time = each.proven;
            each.verdict.time_proven = true;
        }
        const Moment moment{each.proven.value_or(validation_time()), each.proven.has_value(), each.facts->claimed};
        const auto path = trusted.path(*each.cms, each.is_stamp() ? Role::timestamp_authority : Role::signer, moment,
                                       proofs.inside, proofs.beside);
        each.verdict.trust = path.trust;
        each.verdict.bundle = path.bundle;
        each.unsettled = path.unsettled;
        if (!path.failure.empty())
            each.fail(each.verdict.integrity, path.is_final ? Indication::total_failed : Indication::indeterminate,
                      path.failure, path.reason);
        if (each.verdict.sub_indication.empty() && path.trust == Trust::trusted)
            each.verdict.indication = Indication::total_passed;
    }

    // The level of EN 319 142-1 that was really reached, and what the next one lacks.
    void tell_level(Case& each, const std::vector<Case>& cases, const pdf::StoreFacts& store) const {
        if (!each.cms || !each.cms->holds() || each.facts->sub_filter != "ETSI.CAdES.detached") return;
        const auto stays = [&](const char* level, const std::string& lack) {
            each.verdict.level = level;
            each.verdict.level_lacks = lack;
        };
        if (!each.proven) return stays("B-B", text::tr("B-T: there is no trusted timestamp"));
        const std::string unsettled = each.unsettled.empty() ? each.stamp_unsettled : each.unsettled;
        if (each.verdict.trust != Trust::trusted || !unsettled.empty() ||
            (store.lists.empty() && store.responses.empty()))
            return stays("B-T", unsettled.empty()
                                    ? text::tr("B-LT: the file holds no security store that settles the path")
                                    : text::fill(text::tr("B-LT: the file does not hold whether the certificate of {0} "
                                                          "was revoked"),
                                                 {unsettled}));
        const auto keeps_all = [&](const Case& stamp) {
            if (!stamp.is_stamp() || !stamp.verdict.time_proven || stamp.facts->range[1] < each.end()) return false;
            const Evidence covered = evidence_before(store, stamp.facts->range[1]);
            const auto settles = [&](const CheckedCms& cms, Role role) {
                const Moment moment{each.proven.value(), true, {}};
                return trusted.path(cms, role, moment, covered).unsettled.empty();
            };
            return settles(*each.cms, Role::signer) &&
                   std::all_of(each.stamps.begin(), each.stamps.end(),
                               [&](const CheckedCms& s) { return settles(s, Role::timestamp_authority); });
        };
        if (std::any_of(cases.begin(), cases.end(), keeps_all)) return stays("B-LTA", {});
        stays("B-LT", text::tr("B-LTA: no trusted document timestamp covers the security store"));
    }

    // The digest says that the file is the one that was issued, byte for byte; the names have to agree as well.
    void look_up(Verdict& verdict) const {
        if (!registry) return;
        const std::lock_guard lock(register_mutex);
        const auto entry = registry->find_by_copy(verdict.sha256);
        verdict.register_match = "no-entry";
        if (!entry) return;
        verdict.entry = RegisterEntry{entry->book, entry->year, entry->number, entry->at, entry->official};
        const std::string official = text::fold(entry->official);
        const bool signed_by_official =
            official.empty() ||
            std::any_of(verdict.signatures.begin(), verdict.signatures.end(), [&](const SignatureVerdict& each) {
                return !each.signer.empty() && official.find(text::fold(each.signer)) != std::string::npos;
            });
        verdict.register_match = entry->state == store::Entry::State::voided ? "void"
                                 : signed_by_official                        ? "match"
                                                                             : "signer-differs";
    }
};

Verify::Verify(Options options, const Clock& clock)
    : state_(new State{{}, &clock, TrustedCertificates(options.policy), {}, {}}) {
    for (const Bundle& bundle : options.trust) state_->trusted.add_anchors(bundle.path, bundle.name);
    for (const Path& path : options.crls) state_->trusted.add_revocation_list(path);
    for (const Path& path : options.responses) state_->trusted.add_response(path);
    if (options.registry) state_->registry = std::make_unique<store::Register>(*options.registry);
    state_->options = std::move(options);
}

Verify::~Verify() = default;

Verdict Verify::operator()(const Path& file) const {
    Verdict verdict = judge(file);
    state_->look_up(verdict);
    return verdict;
}

Verdict Verify::judge(const Path& file) const {
    const std::string bytes = read_file(file, most_bytes);
    Verdict verdict;
    verdict.file = file.string();
    verdict.sha256 = crypto::sha256(bytes);
    const auto facts = state_->read(bytes, verdict);
    if (!facts) return verdict;

    std::vector<Case> cases;
    for (const pdf::SignatureFacts& each : facts->signatures) {
        Case one{&each, {}};
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
    for (Case& each : cases) state_->compare_pages(file, bytes, *facts, each);
    const Proofs proofs = proofs_of(facts->store, cases);
    state_->prove_times(cases, proofs);
    for (Case& each : cases) state_->check_trust(each, proofs);
    for (Case& each : cases) state_->tell_level(each, cases, facts->store);
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
