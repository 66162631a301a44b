// SPDX-License-Identifier: Apache-2.0
// A receipt's detached CMS signature (RFC 5652), as `openssl cms -sign` makes it.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/clock.hpp"
#include "lib/base/files.hpp"

namespace saoy::crypto {

// RFC 4648 section 4, with or without line breaks. Throws Error(input, "not-base64").
std::string decode_base64(std::string_view text);
std::string encode_base64(std::string_view bytes);

// Checks that the DER `signature` is over exactly `bytes` by a certificate that `trust` (PEM: a CA, or the signer's own
// certificate) vouches for and that was valid at `at`. A certificate whose extended key usage is for TLS only does not
// count: a TLS server or client under the same CA cannot give receipts. Gives the signer's common name.
// Throws Error(refused, "receipt-signature"), or Error(configuration) if `trust` cannot be read.
std::string verify_detached(std::string_view bytes, std::string_view signature, const Path& trust, Time at);

}  // namespace saoy::crypto
