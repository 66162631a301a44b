// SPDX-License-Identifier: Apache-2.0
// What has to be asked about one certificate of a path, and whether what came settles it. How questions travel is
// somebody else's business.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/crypto/verify_cms.hpp"
#include "lib/model/signature_policy.hpp"

namespace saoy::crypto {

class RevocationQuestion {
public:
    // DER of the certificate and of its issuer. Throws Error(internal) for what is no certificate.
    RevocationQuestion(std::string_view certificate, std::string_view issuer);
    ~RevocationQuestion();
    RevocationQuestion(RevocationQuestion&&) noexcept;

    // False for a certificate that its issuer never revokes.
    bool is_open() const noexcept { return is_open_; }
    const std::string& name() const noexcept { return name_; }  // of the certificate's owner
    // http addresses that the certificate names, in its order.
    const std::vector<std::string>& responders() const noexcept { return responders_; }
    const std::vector<std::string>& lists() const noexcept { return lists_; }
    // DER of the OCSP request (RFC 6960) about the certificate; without nonce, as many responders answer from stock.
    std::string ocsp_request() const;

    enum class Told { nothing, stale, good, revoked };
    struct Answer {
        Told told = Told::nothing;
        std::optional<Time> since;  // of revoked
    };
    // What lists and OCSP answers say of the certificate at that time.
    Answer told_by(const Evidence& news, Time at, const SignaturePolicy& policy) const;

private:
    struct Pair;
    std::unique_ptr<Pair> pair_;
    bool is_open_ = true;
    std::string name_;
    std::vector<std::string> responders_, lists_;
};

// The certificates in an OCSP answer, DER: what it takes to check it later.
std::vector<std::string> certificates_in(std::string_view ocsp_response);
// http addresses where the certificate (DER) says that its issuer's can be had (RFC 5280, 4.2.2.1).
std::vector<std::string> issuer_addresses(std::string_view certificate);
// The certificates, DER each, that such an address answers with: one in DER or PEM, or a bag of them (PKCS #7).
std::vector<std::string> issuers_in(std::string_view answer);
// A list as DER, from DER or PEM; empty when it is neither.
std::string list_der(std::string_view bytes);

}  // namespace saoy::crypto
