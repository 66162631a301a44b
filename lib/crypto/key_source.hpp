// SPDX-License-Identifier: Apache-2.0
// What stands behind a Signer: its certificate, and something that signs. Private to lib/crypto.
#pragma once

#include "lib/crypto/key.hpp"
#include "lib/crypto/openssl.hpp"

namespace saoy::crypto {

struct Signer::State {
    // Gives the signature value over the bytes (ECDSA: DER of r and s). Called from many threads.
    using Sign = std::function<std::string(Scheme, std::string_view to_be_signed)>;

    std::string certificate;         // DER
    std::vector<std::string> chain;  // DER, issuer first, without the self-signed anchor
    CertificateFacts facts;
    bool elliptic = false;
    std::size_t cms_size = 0, cms_size_pkcs1 = 0;  // bytes of a CMS without a time stamp at most
    Sign sign;

    // `others` are where the issuers are looked for; `where` names the key in errors.
    // Throws Error(input, "key-type").
    static std::unique_ptr<State> of(X509* certificate, const std::vector<Certificate>& others, Sign sign,
                                     const std::string& where);
};

std::vector<Certificate> certificates_of(const std::string& pem);

}  // namespace saoy::crypto
