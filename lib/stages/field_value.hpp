// SPDX-License-Identifier: Apache-2.0
// What stands behind a label, made a value of the field's kind.
#pragma once

#include <optional>

#include "lib/model/document_types.hpp"
#include "lib/model/dossier.hpp"
#include "lib/stages/line_tokens.hpp"

namespace saoy::stages {

// None when the text holds no value of the kind (a name with digits, a day that no calendar has).
std::optional<Field> field_value(const FieldRule& rule, const Span& span, int page);

}  // namespace saoy::stages
