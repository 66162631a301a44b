// SPDX-License-Identifier: Apache-2.0
// The document security store: what a verifier needs years later (ISO 32000-2, 12.8.4.3; ETSI EN 319 142-1, 5.4).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.hpp"

namespace saoy::pdf {

struct SecurityMaterial {
    std::vector<std::string> certificates, ocsp_responses, revocation_lists;  // DER
};

Json to_json(const SecurityMaterial& material);
SecurityMaterial material_from(const Json& json);  // throws Json::exception for what to_json does not make

// The bytes to append: the material that the file's store does not hold yet, and the store that names old and new.
// Empty when nothing is new. Throws Error(input) for what Update throws.
std::string add_security_material(std::string_view file, const SecurityMaterial& material, const std::string& revision);

}  // namespace saoy::pdf
