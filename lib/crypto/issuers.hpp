// SPDX-License-Identifier: Apache-2.0
// What a chain of certificates lacks.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace saoy::crypto {

struct MissingIssuer {
    std::string name;                    // of the certificate whose issuer is not there
    std::string issuer;                  // its issuer's name
    std::vector<std::string> addresses;  // http; where it says that its issuer's certificate is (RFC 5280, 4.2.2.1)
};

// Of certificates as they come with a key (DER, the signer's first, each followed by its issuer): the issuer of the
// last one. Nothing for one that issued itself. Throws Error(internal) for what is no certificate.
std::optional<MissingIssuer> missing_issuer(const std::vector<std::string>& certificates);

}  // namespace saoy::crypto
