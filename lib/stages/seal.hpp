// SPDX-License-Identifier: Apache-2.0
// Seals of the register: the agency signs the head of its chain, and with it everything before; a time stamp authority
// says when, so that a chain made anew and sealed later is told by its time.
#pragma once

#include "lib/crypto/key.hpp"
#include "lib/crypto/verify_trust.hpp"
#include "lib/stages/online_child.hpp"
#include "lib/store/register.hpp"

namespace saoy::stages {

struct Sealed {
    store::Link link;
    std::string unstamped;  // why it has no time stamp though `online` was asked for one
    std::string warning;    // what is not known of the certificate
};

// Signs the chain's last link and puts the seal into the chain: {"head", "hash", "signer", "signature": CMS, Base64,
// "stamped"}. With `online` the certificate is asked about first, and the signature is stamped; where no authority
// answers it is sealed without: the next seal has the one before among what it seals, and can be stamped then. Throws
// Error: missing (66, "chain-empty") for a register in which nothing was done, refused (77) for a certificate that must
// not sign, and what OnlineChild::require_good throws.
Sealed seal(store::Register& book, const crypto::Signer& agency, const store::Act& act,
            const OnlineChild* online = nullptr);

// What is wrong with a seal of that link, or nothing: its signature, and the time stamp that it has or says it has.
// With `trust`, the certificates of both must lead to an anchor there.
std::string seal_fault(const store::Link& seal, const store::Link& sealed, const crypto::TrustedCertificates* trust);

// A seal that was kept elsewhere, as saoy-register seal prints it: true when the chain still has the link it sealed.
bool has_sealed_link(const store::Register& book, const Json& kept);

}  // namespace saoy::stages
