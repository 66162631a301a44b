// SPDX-License-Identifier: Apache-2.0
// Joins the PDF, the key and the time-stamping authority: PAdES baseline signatures as incremental updates.
#pragma once

#include <functional>
#include <string>

#include "lib/crypto/key.hpp"
#include "lib/stages/pdf_update.hpp"

namespace saoy::stages {

// A trusted RFC 3161 token over a SHA-256 digest (32 bytes), as DER.
using Timestamper = std::function<std::string(const std::string& digest)>;

struct SigningWay {
    bool pkcs1 = false;       // RSASSA-PKCS1-v1_5 instead of RSASSA-PSS
    Timestamper timestamper;  // with one the level is B-T, without it B-B
};

// The bytes to append to the file for one signature more. Of the request, `signer`, `contents_size` and `revision` are
// set here. Throws Error refused (77) when the certificate must not sign at request.at, and what PdfUpdater and the
// time stamper throw; the file is only read.
std::string signature_update(const Path& file, pdf::SignatureRequest request, const crypto::Signer& signer,
                             const SigningWay& way, const PdfUpdater& updater);

// The same for a document time stamp (level B-LTA, and its renewals).
std::string timestamp_update(const Path& file, Time now, const Timestamper& timestamper, const PdfUpdater& updater);

// 32 hex digits for the second /ID element, unique for a revision of these bytes.
std::string revision_id(std::string_view file, const std::string& what, Time at);

}  // namespace saoy::stages
