// SPDX-License-Identifier: Apache-2.0
// Joins the PDF and the key: one PAdES baseline B-B signature.
#pragma once

#include <string>

#include "lib/crypto/key.hpp"
#include "lib/pdf/signature_field.hpp"

namespace saoy::stages {

// The file with one signature more, by incremental update. Of the request, `signer`, `contents_size` and `revision`
// are set here. Throws Error refused (77) when the certificate must not sign at request.at.
std::string sign_pdf(std::string bytes, pdf::SignatureRequest request, const crypto::Signer& signer, bool pkcs1);

}  // namespace saoy::stages
