// SPDX-License-Identifier: Apache-2.0
// A person's or an agency's signing key with its certificate and chain.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/base/files.hpp"
#include "lib/crypto/cms.hpp"
#include "lib/crypto/token_address.hpp"

namespace saoy::crypto {

struct CertificateFacts {
    std::string common_name, organisation;
    std::string digest;  // SHA-256 of the DER, hex
    Time not_before{}, not_after{};
    bool authority = false;  // basicConstraints CA
    bool may_sign = false;   // keyUsage absent, or with digitalSignature or nonRepudiation
    int security_bits = 0;   // of the public key, as NIST SP 800-57 counts: RSA-2048 and up to 112
};

// Immutable; signing is safe from many threads.
class Signer {
public:
    using AskPassphrase = std::function<std::string()>;

    // The key from PEM or PKCS#12, told apart by content. The certificate and its chain come from the same file or,
    // when given, from `certificate_file` (PEM). `ask` is called once at most, and only when the key is encrypted:
    // a token or a card counts wrong tries.
    // Throws Error missing (66), or input (65): "wrong-pin", "no-key", "no-certificate", "key-mismatch".
    static Signer read(const Path& key_file, const Path& certificate_file, const AskPassphrase& ask);
    // The key on a token, which is opened with one try; it stays open as long as the signer lives. The certificate
    // comes from the token or from `certificate_file`. Throws what Token throws, and Error(input, "no-certificate").
    static Signer on_token(const TokenAddress& address, const Path& certificate_file, const AskPassphrase& ask);
    // Somebody else signs: a service, another machine, a program. What comes back is checked before it is used: Error
    // (input, "signature-wrong").
    using SignElsewhere = std::function<std::string(Scheme scheme, std::string_view to_be_signed)>;
    static Signer elsewhere(const Path& certificate_file, const SignElsewhere& sign);
    ~Signer();
    Signer(Signer&&) noexcept;

    const CertificateFacts& certificate() const noexcept;
    Scheme scheme(bool pkcs1) const;

    // TT 15/2025/TT-BKHCN: the certificate is checked before the signature is made.
    // Throws Error refused (77): "certificate-expired", "certificate-not-yet-valid", "certificate-usage",
    // "certificate-is-authority", "key-too-weak".
    void require_usable(Time at) const;

    // DER: the certificate, then its issuers as far as they came with the key.
    std::vector<std::string> certificates() const;

    // The detached CMS over a SHA-256 digest (32 bytes); RSA signs with RSASSA-PSS unless `pkcs1`. With `stamp` the
    // signature value is time-stamped.
    std::string sign_digest(const std::string& digest, bool pkcs1, const StampValue& stamp = {},
                            std::optional<Time> signing_time = {}) const;
    // Bytes of what sign_digest gives, at most; the key is not used.
    std::size_t size_of_cms(bool pkcs1) const;

private:
    struct State;
    explicit Signer(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace saoy::crypto
