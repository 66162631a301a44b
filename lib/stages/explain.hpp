// SPDX-License-Identifier: Apache-2.0
// Why a paper was told as it was, in one sentence for a person.
#pragma once

#include <string>

#include "lib/model/dossier.hpp"

namespace saoy::stages {

// In the user's language; quotes the profile's phrases only, as `reasons` do.
std::string explain(const Paper& paper);

}  // namespace saoy::stages
