// SPDX-License-Identifier: Apache-2.0
// The second judge of a paper's kind: a model trained on texts, kept in a file beside the rules.
#pragma once

#include <optional>

#include "lib/base/files.hpp"
#include "lib/learn/model.hpp"
#include "lib/stages/sheet.hpp"

namespace saoy::stages {

inline constexpr const char* type_model_file = "document-types.model";
// What a paper of no known kind is called in training texts.
inline constexpr const char* no_type = "unknown";

// The profile's model; none where the profile has no such file: the rules decide alone. Throws Error(configuration,
// "model-damaged") when it is not what write_type_model wrote.
std::optional<learn::Model> read_type_model(const Path& file);
// A line "saoy-type-model 1 SHA256" and the model, whole and durable.
void write_type_model(const Path& file, const learn::Model& model);

// What the model sees of a page: its first lines.
learn::PageWords words_of(const std::vector<SheetLine>& sheet);

}  // namespace saoy::stages
