// SPDX-License-Identifier: Apache-2.0
// dossier.xml (schemas/dossier.xsd).
#pragma once

#include <string>

#include "lib/model/dossier.hpp"
#include "lib/xml/document.hpp"

namespace saoy::xml {

std::string write_dossier(const Dossier& dossier);
// The document must be valid against dossier.xsd.
Dossier read_dossier(const Document& document);

}  // namespace saoy::xml
