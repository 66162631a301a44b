// SPDX-License-Identifier: Apache-2.0
// Reads document-types.xml of a profile.
#pragma once

#include "lib/base/files.hpp"
#include "lib/model/document_types.hpp"
#include "lib/xml/document.hpp"

namespace saoy::xml {

// `schema` is schemas/document-types.xsd. Throws Error(configuration).
DocumentTypes read_document_types(const Path& file, const Schema& schema);

}  // namespace saoy::xml
