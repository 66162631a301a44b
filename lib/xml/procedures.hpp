// SPDX-License-Identifier: Apache-2.0
// Reads the procedures of a profile.
#pragma once

#include "lib/model/document_types.hpp"
#include "lib/model/procedures.hpp"
#include "lib/xml/document.hpp"

namespace saoy::xml {

// Throws Error(configuration) with the line for what schemas/procedures.xsd does not allow, a type that `types` does
// not have, or a code that stands twice.
std::vector<Procedure> read_procedures(const Path& file, const Schema& schema, const DocumentTypes& types);

}  // namespace saoy::xml
