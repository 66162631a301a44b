// SPDX-License-Identifier: Apache-2.0
// What has to be asked on the network for a signature: its trusted time, and the news of its certificates. Nothing that
// comes is believed but what leads to the operator's anchors. Runs in a limited child (cli/children/online.cpp), so
// that no answer is parsed where a key is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.hpp"
#include "lib/crypto/revocation_question.hpp"
#include "lib/crypto/verify_trust.hpp"
#include "lib/model/signing_rules.hpp"
#include "lib/net/http.hpp"
#include "lib/pdf/signatures.hpp"
#include "lib/stages/verify.hpp"

namespace saoy::stages {

struct Case;

struct OnlineOptions {
    SigningRules rules;
    SignaturePolicy policy;
    std::vector<Bundle> trust;  // who may have issued the certificates of signers and time stamp authorities
    std::vector<Path> lists;    // revocation lists that need not be asked for
    std::string proxy;
    Path cache;                    // folder of answers that later files use too; empty: each is asked for anew
    bool fetches_issuers = false;  // of certificates that lead nowhere by themselves
    Time now{};
};

// What was found out about the certificates of a file, and in sentences what was not.
struct News {
    crypto::Evidence evidence;
    std::vector<std::string> unanswered;
};

// The lowest level that all signatures of a file reach.
struct FileLevel {
    int signatures = 0;  // time stamps not counted
    bool intact = true;  // signatures hold, and nothing forbidden came after them
    std::optional<SignatureLevel> level;
    std::string lacks;         // why it is not the next one
    std::optional<Time> ends;  // when the certificate behind the last time stamp ends
};

class Online {
public:
    // Throws Error missing (66) or configuration (78) for anchors and lists that cannot be read.
    explicit Online(OnlineOptions options);

    // A token over a SHA-256 digest (32 bytes), from the first authority that gives a good one.
    // Throws Error(temporary, "no-timestamp") with what each answered, Error(configuration, "no-authority").
    std::string token(const std::string& digest) const;

    // Whether a certificate (the first; DER, its issuers after it) may sign now. Gives a warning when the rules let it
    // sign though nobody could be asked. Throws Error refused (77): "certificate-revoked", "certificate-untrusted",
    // "issuer-missing" with the place where the issuer's certificate is (it must go into the signature, and who holds
    // the key reads nothing from the network, so it is not fetched); Error(temporary, "revocation-unknown").
    std::string require_good(const std::vector<std::string>& certificates) const;

    // What the security store of the file lacks so that all its signatures and time stamps can be checked from it.
    // Throws Error refused (77) for a file whose signatures do not hold, Error(temporary, "revocation-unknown").
    crypto::Evidence evidence(std::string_view pdf);

    // What a verifier lacks for the paths of a file: news of certificates that lead to an anchor and of which neither
    // the file nor the lists given tell, and issuers if the options allow it. Nothing else is asked for.
    News news(std::string_view pdf);

    // What is not settled in the file is asked for, as far as somebody answers.
    FileLevel level(std::string_view pdf);

private:
    void settle(const std::vector<std::string>& chain, Time at, const crypto::Evidence& known,
                crypto::Evidence& wanted) const;
    void judge(std::vector<Case>& cases, const pdf::StoreFacts& store);
    crypto::Evidence ask(const crypto::RevocationQuestion& question, Time at) const;
    std::string fetched(const std::string& url, const std::string& request) const;
    std::string checked_token(const SigningRules::Authority& authority, const std::string& digest) const;

    OnlineOptions options_;
    crypto::TrustedCertificates trusted_;
    std::vector<std::string> lists_;  // DER, given
    net::Http http_;
};

}  // namespace saoy::stages
