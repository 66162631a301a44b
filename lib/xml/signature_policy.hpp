// SPDX-License-Identifier: Apache-2.0
// Reads a profile's signature-policy.xml.
#pragma once

#include "lib/base/files.hpp"
#include "lib/model/signature_policy.hpp"

namespace saoy::xml {

// `schemas` is the folder of signature-policy.xsd. Throws Error(configuration).
SignaturePolicy read_signature_policy(const Path& file, const Path& schemas);

}  // namespace saoy::xml
