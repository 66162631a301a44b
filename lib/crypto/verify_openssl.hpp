// SPDX-License-Identifier: Apache-2.0
// What checking needs of OpenSSL beyond openssl.hpp; private to lib/crypto.
#pragma once

#include <openssl/err.h>
#include <openssl/ess.h>
#include <openssl/ocsp.h>
#include <openssl/ts.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include "lib/base/clock.hpp"
#include "lib/crypto/openssl.hpp"
#include "lib/crypto/verify_cms.hpp"

namespace saoy::crypto {

using Crl = Handle<X509_CRL, X509_CRL_free>;
using PathContext = Handle<X509_STORE_CTX, X509_STORE_CTX_free>;
using AnchorStore = Handle<X509_STORE, X509_STORE_free>;
using KeyContext = Handle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Algorithm = Handle<X509_ALGOR, X509_ALGOR_free>;
using TimestampInfo = Handle<TS_TST_INFO, TS_TST_INFO_free>;
using SigningCertificate = Handle<ESS_SIGNING_CERT, ESS_SIGNING_CERT_free>;
using SigningCertificateV2 = Handle<ESS_SIGNING_CERT_V2, ESS_SIGNING_CERT_V2_free>;

struct CheckedCms::Certificates {
    crypto::Certificate signer;
    crypto::Certificates all;  // as they came with the signature, the signer's among them
};

inline std::string_view bytes_of(const ASN1_STRING* string) {
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(string)), std::size_t(ASN1_STRING_length(string))};
}
inline const unsigned char* data_of(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

// Last entry of a name, in UTF-8; empty if there is none.
std::string name_part(const X509_NAME* name, int nid);
std::optional<Time> time_of(const ASN1_TIME* time);
std::string key_family(EVP_PKEY* key);  // "RSA", "EC", "Ed25519", …

// Checks the value over `bytes`. Gives the algorithm's name, or an empty string when the algorithms do not fit
// together.
struct ValueCheck {
    std::string algorithm;
    bool fits = false;  // key, signature and digest algorithm belong together
    bool valid = false;
};
ValueCheck check_value(EVP_PKEY* key, const X509_ALGOR* signature, int digest_nid, std::string_view bytes,
                       std::string_view value);

}  // namespace saoy::crypto
