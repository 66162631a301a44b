// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/pades.hpp"

#include "lib/crypto/digest.hpp"
#include "lib/crypto/timestamp.hpp"

namespace saoy::stages {

namespace {

// The DER of an ECDSA value is a few bytes longer or shorter from one signature to the next.
constexpr std::size_t contents_margin = 64;
// A token with a chain of three RSA-4096 certificates has about 6 KiB.
constexpr std::size_t token_room = std::size_t(12) << 10;

std::string digest_of(std::string_view file, const pdf::Prepared& prepared) {
    return crypto::Sha256().add(file).add(prepared.before()).add(prepared.after()).raw();
}

}  // namespace

std::string revision_id(std::string_view file, const std::string& what, Time at) {
    // The end of a file names its last revision; the whole may have gigabytes.
    constexpr std::size_t end = 65536;
    const std::string_view last = file.substr(file.size() - std::min(file.size(), end));
    return crypto::sha256(crypto::sha256(last) + " " + std::to_string(file.size()) + " " + what + " " + rfc3339(at))
        .substr(0, 32);
}

std::string signature_update(const Path& path, pdf::SignatureRequest request, const crypto::Signer& signer,
                             const SigningWay& way, const PdfUpdater& updater) {
    signer.require_usable(request.at);
    const MappedFile file(path);
    request.signer = signer.certificate().common_name;
    // The size is that of a real CMS of this key and chain.
    request.contents_size = signer.size_of_cms(way.pkcs1) + contents_margin + (way.timestamper ? token_room : 0);
    request.revision = revision_id(file.bytes(), request.field, request.at);
    pdf::Prepared prepared = updater.prepare_signature(path, request);
    std::string cms = signer.sign_digest(digest_of(file.bytes(), prepared), way.pkcs1);
    if (way.timestamper)
        cms = crypto::with_timestamp(cms, way.timestamper(crypto::Sha256().add(crypto::signature_value(cms)).raw()));
    return pdf::insert_contents(std::move(prepared), cms);
}

std::string timestamp_update(const Path& path, Time now, const Timestamper& timestamper, const PdfUpdater& updater) {
    const MappedFile file(path);
    pdf::SignatureRequest request;
    request.kind = pdf::SignatureRequest::Kind::timestamp;
    request.field = "Timestamp";
    request.at = now;
    request.contents_size = token_room;
    request.revision = revision_id(file.bytes(), request.field, now);
    pdf::Prepared prepared = updater.prepare_signature(path, request);
    const std::string token = timestamper(digest_of(file.bytes(), prepared));
    return pdf::insert_contents(std::move(prepared), token);
}

}  // namespace saoy::stages
