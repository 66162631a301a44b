// SPDX-License-Identifier: Apache-2.0
// Reads a profile's signing.xml.
#pragma once

#include "lib/base/files.hpp"
#include "lib/model/signing_rules.hpp"

namespace saoy::xml {

// `schemas` is the folder of signing.xsd. Throws Error(configuration).
SigningRules read_signing_rules(const Path& file, const Path& schemas);

}  // namespace saoy::xml
