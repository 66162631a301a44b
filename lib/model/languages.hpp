// SPDX-License-Identifier: Apache-2.0
// Names of recognition models, as Tesseract has them: "vie", "eng", "script/Vietnamese".
#pragma once

#include <string>

#include "lib/model/line_reader.hpp"

namespace saoy {

// Throws Error(usage, "language-name") for what is no name, such as a path out of the folder of the models.
void check_language_name(const std::string& language);

// Error(unavailable, "no-language"), with the package to install.
[[noreturn]] void throw_no_language(const std::string& language);

// A line that was read in `language` and may be of another: read with doubt, or "vie" and hardly a word that can be
// Vietnamese.
bool may_be_of_another(const LineText& line, const std::string& language);

}  // namespace saoy
