// SPDX-License-Identifier: Apache-2.0
// Reads register-form.xml of a profile.
#pragma once

#include "lib/base/files.hpp"
#include "lib/model/register_form.hpp"

namespace saoy::xml {

// `schemas` is the folder of register-form.xsd. Throws Error(configuration).
RegisterForm read_register_form(const Path& file, const Path& schemas);

}  // namespace saoy::xml
