// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/pades.hpp"

#include "lib/crypto/digest.hpp"

namespace saoy::stages {

namespace {

// The DER of an ECDSA value is a few bytes longer or shorter from one signature to the next.
constexpr std::size_t contents_margin = 64;

}  // namespace

std::string sign_pdf(std::string bytes, pdf::SignatureRequest request, const crypto::Signer& signer, bool pkcs1) {
    signer.require_usable(request.at);
    request.signer = signer.certificate().common_name;
    // The size is that of a real CMS of this key and chain, over a digest of zeros.
    request.contents_size = signer.sign_digest(std::string(32, '\0'), pkcs1).size() + contents_margin;
    request.revision =
        crypto::sha256(crypto::sha256(bytes) + " " + request.field + " " + rfc3339(request.at)).substr(0, 32);
    pdf::Prepared prepared = pdf::prepare_signature(std::move(bytes), request);
    const std::string digest = crypto::Sha256().add(prepared.before()).add(prepared.after()).raw();
    const std::string cms = signer.sign_digest(digest, pkcs1);
    return pdf::insert_contents(std::move(prepared), cms);
}

}  // namespace saoy::stages
