// SPDX-License-Identifier: Apache-2.0
// What earlier signatures allow a later one, and what a new signature locks: DocMDP and FieldMDP (ISO 32000-2, 12.8.2).
// Private to lib/pdf.
#pragma once

#include <string>

#include "lib/pdf/signature_field.hpp"
#include "lib/pdf/update.hpp"

namespace saoy::pdf {

// Throws Error refused (77): "pdf-xfa", "pdf-certified", "field-locked".
void require_allowed(const Update& update, const SignatureRequest& request);

// The /Reference entry of a signature dictionary for the lock that its field carries; empty when there is none.
std::string locks_of(const Update& update, const Value* field);

}  // namespace saoy::pdf
