// SPDX-License-Identifier: Apache-2.0
// Seals of the register: the agency signs the head of its chain, and with it everything before.
#pragma once

#include "lib/crypto/key.hpp"
#include "lib/crypto/verify_trust.hpp"
#include "lib/store/register.hpp"

namespace saoy::stages {

// Signs the chain's last link and puts the seal into the chain: {"head", "hash", "signer", "signature": CMS, Base64}.
// Throws Error: missing (66, "chain-empty") for a register in which nothing was done, refused (77) for a certificate
// that must not sign.
store::Link seal(store::Register& book, const crypto::Signer& agency, const store::Act& act);

// What is wrong with a seal of that link, or nothing. With `trust`, its certificate must lead to an anchor there.
std::string seal_fault(const store::Link& seal, const store::Link& sealed, const crypto::TrustedCertificates* trust);

// A seal that was kept elsewhere, as saoy-register seal prints it: true when the chain still has the link it sealed.
bool has_sealed_link(const store::Register& book, const Json& kept);

}  // namespace saoy::stages
