// SPDX-License-Identifier: Apache-2.0
// One signature on its way to its verdict, and the steps of that way. Private to verify.cpp and its parts.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/files.hpp"
#include "lib/crypto/verify_trust.hpp"
#include "lib/model/raster.hpp"
#include "lib/model/verdict.hpp"
#include "lib/pdf/signatures.hpp"

namespace saoy::stages {

using crypto::CheckedCms;
using crypto::CmsKind;

// One signature on its way to its verdict.
struct Case {
    const pdf::SignatureFacts* facts;
    SignatureVerdict verdict;
    std::optional<CheckedCms> cms{};
    std::vector<CheckedCms> stamps{};  // signature timestamps in it
    std::optional<Time> proven{};      // it existed then: its own timestamp, or one of the document that covers it
    // Whose revocation the file does not settle: on its path, on its timestamp's.
    std::string unsettled{}, stamp_unsettled{};
    bool is_open = false;  // news or issuers of certificates that somebody may have are missing

    std::uint64_t end() const { return facts->range[2] + facts->range[3]; }
    bool holds() const { return cms && cms->holds(); }
    bool is_stamp() const { return cms && cms->stamped.has_value(); }
    void prove(Time time, const std::string& lacks) {
        if (proven && *proven <= time) return;
        proven = time;
        stamp_unsettled = lacks;
    }

    // As it was before times and trust were judged.
    void begin_again(const SignatureVerdict& before) {
        verdict = before;
        stamps.clear();
        proven.reset();
        unsettled.clear();
        stamp_unsettled.clear();
        is_open = false;
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

// Those of a file, in the order of its fields, intact until somebody says otherwise. `facts` must outlive them.
std::vector<Case> cases_of(const pdf::FileFacts& facts);

// What the security store holds in the bytes before `end`.
crypto::Evidence evidence_before(const pdf::StoreFacts& store, std::uint64_t end);
crypto::Evidence joined(crypto::Evidence one, const crypto::Evidence& other);

// A finding of the child in the language of the user.
std::string told(const pdf::Finding& finding);

std::optional<CmsKind> kind_of(const pdf::SignatureFacts& facts);

// Form, digest, value, and what later revisions changed. The child that read the file is not believed where its word
// can be checked.
void check_bytes(std::string_view bytes, Case& each);

// What an allowed revision put on a page may hide what was signed: told by pictures, for the rules of the format
// cannot, where the signer could not foresee it or certified the file. With a folder for pictures every page of every
// file that was changed is drawn, and what looks different is left there.
class SignedPages {
public:
    // `bytes` has to outlive this; `pages`: how many the file has.
    SignedPages(Path file, std::string_view bytes, int pages, std::optional<Path> pictures)
        : file_(std::move(file)), bytes_(bytes), pages_(pages), pictures_(std::move(pictures)) {}
    void compare(Case& each);

private:
    std::map<int, std::vector<pdf::Shown>> pages_of(const pdf::SignatureFacts& facts) const;
    const std::optional<Raster>& as_it_is(int page);

    Path file_;
    std::string_view bytes_;
    int pages_;
    std::optional<Path> pictures_;
    std::map<int, std::optional<Raster>> now_;  // drawn for an earlier signature
};

// Times, trust and levels of all signatures of a file, judged together: one timestamp speaks for others.
class TimesAndTrust {
public:
    // `now`: the time to judge as of where nothing proves an earlier one. `news`: evidence that was asked for, which
    // makes no level. The references must outlive this.
    TimesAndTrust(const crypto::TrustedCertificates& trusted, const pdf::StoreFacts& store, Time now,
                  crypto::Evidence news = {})
        : trusted_(trusted), store_(store), now_(now), news_(std::move(news)) {}
    void judge(std::vector<Case>& cases) const;

private:
    struct Proofs;
    std::optional<Time> proven_by(const CheckedCms& stamp, const crypto::Moment& moment, const Proofs& proofs,
                                  Case& told_to, std::string& unsettled) const;
    void prove_times(std::vector<Case>& cases, const Proofs& proofs) const;
    void check_trust(Case& each, const Proofs& proofs) const;
    void tell_level(Case& each, const Proofs& proofs) const;

    const crypto::TrustedCertificates& trusted_;
    const pdf::StoreFacts& store_;
    Time now_;
    crypto::Evidence news_;
};

}  // namespace saoy::stages
