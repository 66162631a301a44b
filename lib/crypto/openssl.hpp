// SPDX-License-Identifier: Apache-2.0
// Owners of OpenSSL's objects and its last error as one of ours; private to lib/crypto.
#pragma once

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <string>
#include <string_view>

#include "lib/base/handle.hpp"

namespace saoy::crypto {

inline void free_certificates(STACK_OF(X509) * stack) { sk_X509_pop_free(stack, X509_free); }
inline void free_openssl_bytes(unsigned char* bytes) { OPENSSL_free(bytes); }

using Bio = Handle<BIO, BIO_free_all>;
using PrivateKey = Handle<EVP_PKEY, EVP_PKEY_free>;
using Certificate = Handle<X509, X509_free>;
using Certificates = Handle<STACK_OF(X509), free_certificates>;
using DigestContext = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;
using Pkcs12 = Handle<PKCS12, PKCS12_free>;
using Cms = Handle<CMS_ContentInfo, CMS_ContentInfo_free>;
using PssParameters = Handle<RSA_PSS_PARAMS, RSA_PSS_PARAMS_free>;
using AsnString = Handle<ASN1_STRING, ASN1_STRING_free>;
using OpensslBytes = Handle<unsigned char, free_openssl_bytes>;

// Throws Error(internal) with OpenSSL's last reason and empties its error queue.
[[noreturn]] void crypto_failed(const char* what);
inline void require(bool ok, const char* what) {
    if (!ok) crypto_failed(what);
}

Bio memory_of(std::string_view bytes);  // a view: the bytes must outlive it

// DER of an object, by its own i2d function.
template <class T, class Encode>
std::string der_of(T* object, Encode encode) {
    unsigned char* raw = nullptr;
    const int size = encode(object, &raw);
    const OpensslBytes bytes(raw);
    require(size > 0, "cannot encode DER");
    return std::string(reinterpret_cast<const char*>(raw), static_cast<std::size_t>(size));
}

Certificate certificate_from_der(std::string_view der);

}  // namespace saoy::crypto
