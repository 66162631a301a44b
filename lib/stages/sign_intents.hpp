// SPDX-License-Identifier: Apache-2.0
// What the journal says of a copy before its file is replaced: from which digest to which, and by whose signature.
// After a crash that line tells our own file from a foreign one. Private to the stages that sign.
#pragma once

#include <string>

#include "lib/stages/shelf.hpp"

namespace saoy::stages {

// `signature` has an empty role where only evidence or a time stamp was added.
void journal_intent(const Folder& folder, const Copy& copy, const Signature& signature, const std::string& to);

// Takes over what was made before a crash could record it. Throws Error(input, "copy-altered") for a file on disk that
// nobody's intent explains.
void adopt_intended(const Folder& folder, Copy& copy, const std::string& on_disk);

// The copy's file on disk is not the recorded one because a signature was made that a crash kept from being recorded.
bool is_signed_since(const Folder& folder, const Copy& copy);

[[noreturn]] void copy_altered(const Path& file);

}  // namespace saoy::stages
