// SPDX-License-Identifier: Apache-2.0
// Makes the detached CMS of a PAdES baseline signature; the private key may be anywhere.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/clock.hpp"

namespace saoy::crypto {

enum class Scheme {
    rsa_pss,    // RSASSA-PSS: SHA-256, MGF1 with SHA-256, salt of 32 bytes (TT 15/2025/TT-BKHCN)
    rsa_pkcs1,  // RSASSA-PKCS1-v1_5 with SHA-256, for verifiers that know nothing newer
    ecdsa,      // ECDSA with SHA-256
};

std::string to_string(Scheme scheme);  // "RSASSA-PSS SHA-256"

struct CmsRequest {
    std::string digest;              // SHA-256 over the PDF's byte range: 32 bytes
    std::string certificate;         // DER
    std::vector<std::string> chain;  // DER, issuer first, without the trust anchor
    Scheme scheme = Scheme::rsa_pss;
    std::optional<Time> signing_time = {};  // of a signature beside a file (CAdES, EN 319 122-1); a PDF has its /M
};

// Signs these bytes under the request's scheme and gives the signature value (ECDSA: DER of r and s).
// A soft key, a token or a remote service stands behind it.
using SignBytes = std::function<std::string(std::string_view to_be_signed)>;

// Gives the RFC 3161 token over a signature value, DER; nothing where the signature does without.
using StampValue = std::function<std::string(std::string_view value)>;

// DER of the SignedData (ETSI EN 319 142-1, baseline): no content; signed attributes content-type, message-digest and
// ESS signing-certificate-v2, and signing-time only where the request has one.
// With `stamp`, its token is the one unsigned attribute (B-T).
// Throws Error(internal) when the request makes no sense.
std::string make_cms(const CmsRequest& request, const SignBytes& sign, const StampValue& stamp = {});

}  // namespace saoy::crypto
