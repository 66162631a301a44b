// SPDX-License-Identifier: Apache-2.0
// Where a key on a token is: a PKCS #11 URI (RFC 7512), as far as it tells a token and an object.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/files.hpp"

namespace saoy::crypto {

struct TokenAddress {
    Path module;                // the token's library
    std::string token, serial;  // label and serial number; empty: any
    std::string object, id;     // label and CKA_ID of the key; empty: the only one
};

bool is_token_address(std::string_view word);  // "pkcs11:…"

// Throws Error(usage, "token-address") for what is no such URI, names no library though none is usual, or brings a PIN
// with it: a command line is no place for one.
TokenAddress token_address(std::string_view uri, const Path& usual_module);

}  // namespace saoy::crypto
