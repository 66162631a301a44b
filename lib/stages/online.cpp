// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/online.hpp"

#include <algorithm>
#include <random>
#include <set>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/crypto/issuers.hpp"
#include "lib/crypto/timestamp.hpp"
#include "lib/stages/verify_case.hpp"

namespace saoy::stages {

using crypto::CheckedCms;
using crypto::Evidence;
using crypto::Moment;
using crypto::ParsedEvidence;
using crypto::RevocationQuestion;
using text::fill;
using text::tr;
using Role = crypto::TrustedCertificates::Role;
using Told = RevocationQuestion::Told;

namespace {

constexpr std::chrono::minutes clock_tolerance{10};  // between this computer and an authority
constexpr std::size_t most_questions = 40;           // about one file
constexpr const char* later = "TRY_LATER";           // only the news of revocation is missing

net::Limits limits_of(const SigningRules& rules) {
    net::Limits limits;
    limits.connect = std::min(limits.connect, rules.answer_time);
    limits.whole = rules.answer_time;
    limits.answer_bytes = rules.answer_bytes;
    return limits;
}

std::string random_nonce() {
    std::random_device device;
    std::string nonce(8, '\0');
    for (char& byte : nonce) byte = char(device() & 0xff);
    nonce.front() = char((nonce.front() & 0x3f) | 0x40);  // positive, and of the same length always
    return nonce;
}

// Without what is there already.
void add(std::vector<std::string>& into, const std::string& der, const std::vector<std::string>& known = {}) {
    const auto has = [&](const std::vector<std::string>& all) {
        return std::find(all.begin(), all.end(), der) != all.end();
    };
    if (!has(into) && !has(known)) into.push_back(der);
}

Error issuer_missing(const crypto::MissingIssuer& missing) {
    const std::string sentence = fill(
        tr("the certificate of {0} was issued by {1}, whose certificate is neither with the key nor among the trusted"),
        {missing.name, missing.issuer});
    return Error(
        Fault::refused, "issuer-missing", sentence,
        missing.addresses.empty()
            ? tr("ask the issuer for it, and put it behind the signer's own into a PEM file for --official-cert or "
                 "--agency-cert")
            : fill(tr("get it from {0}, and put it behind the signer's own into a PEM file for --official-cert or "
                      "--agency-cert"),
                   {text::join(missing.addresses, ", ")}));
}

std::vector<Case> checked_cases(std::string_view bytes, const pdf::FileFacts& facts) {
    std::vector<Case> cases = cases_of(facts);
    for (Case& each : cases) check_bytes(bytes, each);
    return cases;
}

}  // namespace

Online::Online(OnlineOptions options)
    : options_(std::move(options)), trusted_(options_.policy), http_(limits_of(options_.rules), options_.proxy) {
    for (const Bundle& bundle : options_.trust) trusted_.add_anchors(bundle.path, bundle.name);
    for (const Path& file : options_.lists) {
        trusted_.add_revocation_list(file);
        if (const std::string der = crypto::list_der(read_file(file)); !der.empty()) lists_.push_back(der);
    }
}

std::string Online::checked_token(const SigningRules::Authority& authority, const std::string& digest) const {
    const crypto::TimestampQuestion question{digest, random_nonce(), authority.policy};
    const std::string answer = http_.post(authority.url, crypto::query_of(question), "application/timestamp-query");
    std::string token = crypto::token_in(answer, question);
    const CheckedCms checked = CheckedCms::token(token, digest);
    const auto refuse = [](const std::string& why) { throw Error(Fault::temporary, "tsa-answer", why); };
    if (!checked.holds()) refuse(checked.reason);
    if (!checked.names_certificate) refuse(tr("the timestamp does not name the certificate of its authority"));
    if (std::chrono::abs(*checked.stamped - options_.now) > clock_tolerance)
        refuse(fill(tr("the time of the timestamp, {0}, is not that of this computer"), {rfc3339(*checked.stamped)}));
    const auto path = trusted_.path(checked, Role::timestamp_authority, {options_.now, false, {}}, Evidence());
    if (path.trust != Trust::trusted && path.failure != later) refuse(path.reason);
    return token;
}

std::string Online::token(const std::string& digest) const {
    if (options_.rules.authorities.empty())
        throw Error(Fault::configuration, "no-authority", tr("no time stamp authority is named"),
                    tr("give --tsa URL, or name one in the profile's signing.xml"));
    std::string told;
    for (const SigningRules::Authority& authority : options_.rules.authorities) {
        try {
            return checked_token(authority, digest);
        } catch (const Error& error) {
            const std::string sentence = error.what();
            const bool named = sentence.rfind(authority.url, 0) == 0;
            told += (told.empty() ? "" : "; ") + (named ? sentence : authority.url + ": " + sentence);
        }
    }
    throw Error(Fault::temporary, "no-timestamp", fill(tr("no authority gave a timestamp: {0}"), {told}),
                tr("try again later; nothing was changed"));
}

std::string Online::fetched(const std::string& url, const std::string& request) const {
    return request.empty() ? http_.get(url) : http_.post(url, request, "application/ocsp-request");
}

// Answers are kept under the digest of their question; what does not settle it any more is asked for again.
Evidence Online::ask(const RevocationQuestion& question, Time at) const {
    std::string told;
    const auto settles = [&](const Evidence& news, Time when) {
        const Told answer = question.told_by(news, when, options_.policy).told;
        return answer == Told::good || answer == Told::revoked;
    };
    if (const Evidence given{{}, lists_, {}}; settles(given, at))
        for (const std::string& list : lists_)
            if (const Evidence one{{}, {list}, {}}; settles(one, at)) return one;
    Evidence news;
    const auto take = [&](const std::string& url, const std::string& request) {
        std::vector<std::string>& into = request.empty() ? news.lists : news.responses;
        const Path kept = options_.cache.empty() ? Path() : options_.cache / crypto::sha256(url + "\n" + request);
        const auto with = [&](const std::string& answer) {
            Evidence tried = news;
            (request.empty() ? tried.lists : tried.responses).push_back(answer);
            return tried;
        };
        try {
            if (!kept.empty() && std::filesystem::exists(kept)) {
                const std::string old = read_file(kept);
                if (const Evidence tried = with(old); settles(tried, at) && settles(tried, options_.now)) {
                    into.push_back(old);
                    return true;
                }
            }
            std::string answer = fetched(url, request);
            if (request.empty()) answer = crypto::list_der(answer);
            into.push_back(answer);
            if (settles(news, at)) {
                try {
                    if (!kept.empty()) write_file(kept, answer);
                } catch (const Error&) {
                    // Without room to keep it, it is asked for again.
                }
                return true;
            }
            told += (told.empty() ? "" : "; ") + url + ": " + tr("the answer does not settle it");
            // An answer whose responder needs a list to be believed waits for that list.
            if (request.empty()) into.pop_back();
        } catch (const Error& error) {
            told += (told.empty() ? "" : "; ") + std::string(error.what());
        }
        return false;
    };
    const auto any = [&](const std::vector<std::string>& urls, const std::string& request) {
        return std::any_of(urls.begin(), urls.end(), [&](const std::string& url) { return take(url, request); });
    };
    const bool settled = any(question.responders(), question.ocsp_request()) || any(question.lists(), {});
    if (!settled) {
        if (told.empty()) told = tr("the certificate names nobody who could be asked");
        throw Error(
            Fault::temporary, "revocation-unknown",
            fill(tr("whether the certificate of {0} was revoked could not be found out: {1}"), {question.name(), told}),
            tr("try again later, or give the issuer's revocation list with --crl FILE"));
    }
    // What turned out not to be needed is not kept.
    if (const Evidence lists_alone{{}, news.lists, {}}; !news.lists.empty() && settles(lists_alone, at))
        news.responses.clear();
    return news;
}

void Online::settle(const std::vector<std::string>& chain, Time at, const Evidence& known, Evidence& wanted) const {
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
        add(wanted.certificates, chain[i], known.certificates);
        const RevocationQuestion question(chain[i], chain[i + 1]);
        if (!question.is_open() || question.told_by(known, at, options_.policy).told == Told::good ||
            question.told_by(wanted, at, options_.policy).told == Told::good)
            continue;
        const Evidence news = ask(question, at);
        const auto told = question.told_by(news, at, options_.policy);
        if (told.told == Told::revoked)
            throw Error(Fault::refused, "certificate-revoked",
                        fill(tr("the certificate of {0} was revoked on {1}"),
                             {question.name(), told.since ? rfc3339(*told.since) : "?"}),
                        tr("sign with a certificate that is valid today"));
        for (const std::string& list : news.lists) add(wanted.lists, list, known.lists);
        for (const std::string& response : news.responses) {
            add(wanted.responses, response, known.responses);
            for (const std::string& one : crypto::certificates_in(response))
                add(wanted.certificates, one, known.certificates);
        }
    }
}

std::string Online::require_good(const std::vector<std::string>& certificates) const {
    const CheckedCms certificate = CheckedCms::unsigned_by(certificates);
    const auto path = trusted_.path(certificate, Role::signer, {options_.now, false, options_.now}, Evidence());
    if (path.failure == "NO_CERTIFICATE_CHAIN_FOUND")
        if (const auto missing = crypto::missing_issuer(certificates)) throw issuer_missing(*missing);
    if (path.trust != Trust::trusted && path.failure != later) {
        const bool revoked = path.failure.rfind("REVOKED", 0) == 0;
        throw Error(Fault::refused, revoked ? "certificate-revoked" : "certificate-untrusted", path.reason,
                    tr("sign with a certificate that is valid today"));
    }
    try {
        Evidence wanted;
        settle(path.chain, options_.now, {}, wanted);
    } catch (const Error& error) {
        if (error.fault() != Fault::temporary || !options_.rules.signs_unasked) throw;
        return error.what();
    }
    return {};
}

// Without the news of today no time stamp counts, and with it a signature may turn out to be proven older.
void Online::judge(std::vector<Case>& cases, const pdf::StoreFacts& store) {
    const Evidence known = evidence_before(store, UINT64_MAX);
    const auto ask_about = [&](const CheckedCms& cms, Role role) {
        const auto path = trusted_.path(cms, role, {cms.stamped.value_or(options_.now), false, {}},
                                        ParsedEvidence(known), cms.evidence);
        for (std::size_t i = 0; i + 1 < path.chain.size(); ++i) {
            const RevocationQuestion question(path.chain[i], path.chain[i + 1]);
            const Time at = cms.stamped.value_or(options_.now);
            if (!question.is_open() || question.told_by(known, at, options_.policy).told == Told::good) continue;
            try {
                trusted_.add_news(ask(question, options_.now));
            } catch (const Error&) {
                continue;  // the verdict says what is not known
            }
        }
    };
    for (const Case& each : cases) {
        if (!each.holds()) continue;
        ask_about(*each.cms, each.is_stamp() ? Role::timestamp_authority : Role::signer);
        for (const std::string& token : each.cms->tokens)
            ask_about(CheckedCms(CmsKind::timestamp, token, {each.cms->value}), Role::timestamp_authority);
    }
    TimesAndTrust(trusted_, store, options_.now).judge(cases);
}

Evidence Online::evidence(std::string_view pdf) {
    const pdf::FileFacts facts = pdf::read_signatures(pdf);
    std::vector<Case> cases = checked_cases(pdf, facts);
    for (const Case& each : cases)
        if (!each.holds() || each.verdict.integrity != Integrity::intact)
            throw Error(Fault::refused, "signature-broken",
                        fill(tr("the signature {0} does not hold: {1}"),
                             {each.facts->field, text::join(each.verdict.reasons, "; ")}),
                        tr("nothing is added to a file whose signatures are broken"));
    judge(cases, facts.store);
    const Evidence known = evidence_before(facts.store, UINT64_MAX);
    Evidence wanted;
    const auto take = [&](const CheckedCms& cms, Role role, const Moment& moment, const std::string& field) {
        const auto path = trusted_.path(cms, role, moment, ParsedEvidence(joined(known, wanted)), cms.evidence);
        if (path.trust == Trust::untrusted || path.chain.empty())
            throw Error(Fault::refused, "certificate-untrusted",
                        fill(tr("the signature {0} leads to no trusted certificate: {1}"), {field, path.reason}),
                        tr("give the anchors of its issuer with --trust PATH"));
        settle(path.chain, moment.at, known, wanted);
    };
    for (const Case& each : cases) {
        const Moment moment{each.proven.value_or(options_.now), each.proven.has_value(), each.facts->claimed};
        take(*each.cms, each.is_stamp() ? Role::timestamp_authority : Role::signer, moment, each.facts->field);
        for (const CheckedCms& stamp : each.stamps)
            if (stamp.holds()) take(stamp, Role::timestamp_authority, moment, each.facts->field);
    }
    return wanted;
}

News Online::news(std::string_view pdf) {
    const pdf::FileFacts facts = pdf::read_signatures(pdf);
    const Evidence stored = evidence_before(facts.store, UINT64_MAX);
    News news;
    std::set<std::string> asked;  // addresses of issuers; certificates, DER
    const auto try_to = [&](const std::string& what, const auto& get) {
        if (asked.size() == most_questions || !asked.insert(what).second) return;
        try {
            news.evidence = joined(std::move(news.evidence), get());
        } catch (const Error& error) {
            news.unanswered.emplace_back(error.what());
        }
    };
    const auto ask_about = [&](const CheckedCms& cms, Role role, const Moment& moment) {
        const Evidence known = joined(stored, news.evidence);
        const auto path = trusted_.path(cms, role, moment, ParsedEvidence(known), cms.evidence);
        if (options_.fetches_issuers && !path.dead_end.empty())
            for (const std::string& url : crypto::issuer_addresses(path.dead_end))
                try_to(url, [&] { return Evidence{crypto::issuers_in(http_.get(url)), {}, {}}; });
        if (path.failure != later) return;
        for (std::size_t i = 0; i + 1 < path.chain.size(); ++i) {
            const RevocationQuestion question(path.chain[i], path.chain[i + 1]);
            if (question.is_open() && question.told_by(known, moment.at, options_.policy).told != Told::good)
                try_to(path.chain[i], [&] { return ask(question, moment.at); });
        }
    };
    // An issuer opens questions of its own, and so does a time that turns out to be proven.
    for (std::size_t before = SIZE_MAX; before != asked.size();) {
        before = asked.size();
        std::vector<Case> cases = checked_cases(pdf, facts);
        TimesAndTrust(trusted_, facts.store, options_.now, news.evidence).judge(cases);
        for (const Case& each : cases) {
            if (!each.is_open) continue;
            const Moment moment{each.proven.value_or(options_.now), each.proven.has_value(), each.facts->claimed};
            ask_about(*each.cms, each.is_stamp() ? Role::timestamp_authority : Role::signer, moment);
            for (const CheckedCms& stamp : each.stamps)
                if (stamp.holds()) ask_about(stamp, Role::timestamp_authority, moment);
        }
    }
    return news;
}

FileLevel Online::level(std::string_view pdf) {
    const pdf::FileFacts facts = pdf::read_signatures(pdf);
    std::vector<Case> cases = checked_cases(pdf, facts);
    judge(cases, facts.store);
    FileLevel least;
    std::uint64_t last = 0;
    least.intact = facts.removed.empty();
    for (const Case& each : cases) {
        least.intact = least.intact && each.holds() && each.verdict.integrity == Integrity::intact;
        if (each.is_stamp()) {
            if (each.end() > last) least.ends = each.cms->signer_ends;
            last = std::max(last, each.end());
            continue;
        }
        ++least.signatures;
        if (!least.ends && !each.stamps.empty()) least.ends = each.stamps.front().signer_ends;
        const SignatureLevel level = level_of(each.verdict.level).value_or(SignatureLevel::b_b);
        if (least.level && *least.level <= level) continue;
        least.level = level;
        least.lacks = each.verdict.level_lacks;
        if (each.verdict.trust != Trust::trusted && !each.verdict.reasons.empty())
            least.lacks += (least.lacks.empty() ? "" : "; ") + each.verdict.reasons.back();
    }
    return least;
}

}  // namespace saoy::stages
