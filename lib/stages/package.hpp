// SPDX-License-Identifier: Apache-2.0
// The package that is submitted: copies/, text/, mets.xml and manifest-sha256.txt in one ZIP file.
#pragma once

#include <string>

#include "lib/base/files.hpp"
#include "lib/stages/shelf.hpp"
#include "lib/xml/document.hpp"
#include "lib/xml/mets.hpp"

namespace saoy::stages {

// What goes into the package: every issued copy, and the text of their pages; nothing of a refused paper but its name.
// Throws Error(refused, "not-signed") while a paper that is not refused has no issued copy, or one of its copies is not
// issued; "nothing-to-submit" when there is none; input ("file-altered") when a file is not the one that was stored.
xml::Package contents_of(const Folder& folder, const std::string& agency);

// Writes it. The same dossier gives the same bytes: its time is that of the last signature.
void write_package(const Folder& folder, const xml::Package& package, const Path& file);

// Reads a package back and checks it as a receiver would: METS valid, and METS, manifest and members all say the same.
// Throws Error(input): "schema", "package-incomplete", or what reading the ZIP says.
void check_package(const Path& file, const xml::Schema& mets);

}  // namespace saoy::stages
