// SPDX-License-Identifier: Apache-2.0
// Joins the PDF and the key: one PAdES baseline B-B signature, as an incremental update.
#pragma once

#include <string>

#include "lib/crypto/key.hpp"
#include "lib/stages/pdf_update.hpp"

namespace saoy::stages {

// The bytes to append to the file for one signature more. Of the request, `signer`, `contents_size` and `revision` are
// set here; RSA signs with RSASSA-PSS unless `pkcs1`. Throws Error refused (77) when the certificate must not sign at
// request.at, and what PdfUpdater throws; the file is only read.
std::string signature_update(const Path& file, pdf::SignatureRequest request, const crypto::Signer& signer, bool pkcs1,
                             const PdfUpdater& updater);

}  // namespace saoy::stages
