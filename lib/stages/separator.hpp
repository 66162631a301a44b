// SPDX-License-Identifier: Apache-2.0
// Separator sheets: printed once, put between the papers of a stack, known again by patch code or bar code.
#pragma once

#include <string>
#include <vector>

#include "lib/base/events.hpp"
#include "lib/base/executor.hpp"
#include "lib/base/files.hpp"
#include "lib/model/dossier.hpp"
#include "lib/model/drawing.hpp"

namespace saoy::stages {

// An A4 sheet with Patch-T at both ends, Code 128 twice, a QR code, and what it is for in Vietnamese.
Drawing separator_sheet();

// Marks the pages under `folder` whose image shows Patch T (or 3, a T upside down) or a bar code that says PATCHT.
// `working_dpi` is the most an image has; a page whose codes cannot be read is told and stays a page.
void find_separators(std::vector<Page>& pages, const Path& folder, double working_dpi, const Path& children,
                     const Path& item, Executor& executor, Events& events);

}  // namespace saoy::stages
