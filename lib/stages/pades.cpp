// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/pades.hpp"

#include "lib/crypto/digest.hpp"

namespace saoy::stages {

namespace {

// The DER of an ECDSA value is a few bytes longer or shorter from one signature to the next.
constexpr std::size_t contents_margin = 64;

std::string digest_of(std::string_view file, const pdf::Prepared& prepared) {
    return crypto::Sha256().add(file).add(prepared.before()).add(prepared.after()).raw();
}

// 32 hex digits for the second /ID element, unique for a revision of these bytes.
std::string revision_id(std::string_view file, const std::string& what, Time at) {
    // The end of a file names its last revision; the whole may have gigabytes.
    constexpr std::size_t end = 65536;
    const std::string_view last = file.substr(file.size() - std::min(file.size(), end));
    return crypto::sha256(crypto::sha256(last) + " " + std::to_string(file.size()) + " " + what + " " + rfc3339(at))
        .substr(0, 32);
}

}  // namespace

std::string signature_update(const Path& path, pdf::SignatureRequest request, const crypto::Signer& signer, bool pkcs1,
                             const PdfUpdater& updater) {
    signer.require_usable(request.at);
    const MappedFile file(path);
    request.signer = signer.certificate().common_name;
    // The size is that of a real CMS of this key and chain.
    request.contents_size = signer.size_of_cms(pkcs1) + contents_margin;
    request.revision = revision_id(file.bytes(), request.field, request.at);
    pdf::Prepared prepared = updater.prepare_signature(path, request);
    const std::string cms = signer.sign_digest(digest_of(file.bytes(), prepared), pkcs1);
    return pdf::insert_contents(std::move(prepared), cms);
}

}  // namespace saoy::stages
