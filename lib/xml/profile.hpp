// SPDX-License-Identifier: Apache-2.0
// Reads a profile folder (pipelines/vn/) into the model.
#pragma once

#include "lib/base/files.hpp"
#include "lib/model/profile.hpp"

namespace saoy::xml {

// Reads folder/profile.xml, valid against schemas/profile.xsd; font paths that are relative are below the folder.
// Profile::digest is left empty (stages::load_profile fills it). Throws Error(configuration).
Profile read_profile(const Path& folder, const Path& schemas);

}  // namespace saoy::xml
