// SPDX-License-Identifier: Apache-2.0
// Receipts as a gateway makes them, signed by openssl(1) with a key of the test PKI.
#pragma once

#include <stdexcept>

#include "lib/base/json.hpp"
#include "lib/crypto/receipt.hpp"
#include "tests/support/test_pki.hpp"

namespace saoy::test {

inline Json receipt_for(const std::string& message_id, const std::string& digest) {
    return {{"version", 1},
            {"message_id", message_id},
            {"package_sha256", digest},
            {"receipt_id", "R-1"},
            {"received_at", "2026-03-05T14:30:25+07:00"}};
}

inline std::string cms(const std::string& bytes, const std::string& signer, const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"openssl",   "cms",
                                      "-sign",     "-binary",
                                      "-outform",  "DER",
                                      "-md",       "sha256",
                                      "-signer",   pki_file(signer + ".pem"),
                                      "-inkey",    pki_file(signer + ".key"),
                                      "-certfile", pki_file("issuing.pem")};
    words.insert(words.end(), more.begin(), more.end());
    const ChildOutcome signing = run_child(words, bytes);
    if (!signing.ok()) throw std::runtime_error("openssl cms: " + signing.err);
    return signing.out;
}

inline std::string envelope(const std::string& receipt, const std::string& signature) {
    return Json{{"receipt", crypto::encode_base64(receipt)}, {"signature", crypto::encode_base64(signature)}}.dump();
}

}  // namespace saoy::test
