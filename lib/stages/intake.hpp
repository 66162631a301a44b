// SPDX-License-Identifier: Apache-2.0
// What a captured file holds, found out by a child process that has limits.
#pragma once

#include <string>
#include <vector>

#include "lib/base/child.hpp"
#include "lib/base/executor.hpp"
#include "lib/base/files.hpp"
#include "lib/base/json.hpp"
#include "lib/model/dossier.hpp"
#include "lib/model/profile.hpp"

namespace saoy::stages {

// What a child that parses such a file may take, and what it means when it did not end well.
ChildLimits limits_for(const ScanRules& rules, std::uintmax_t file_bytes);
[[noreturn]] void throw_fault_of(const ChildOutcome& outcome);

enum class InputKind { jpeg, png, tiff, pdf };

// By content. Throws Error(input): "empty-file", "not-an-image".
InputKind kind_of(std::string_view bytes);
const char* extension_of(InputKind kind);

struct IntakePage {
    Page page;          // master.path, media_type, frame, size, resolution, rendered; no digests yet
    int rotation = -1;  // degrees clockwise that the PDF page asks for; -1: the image itself says
    std::string why;    // a rendered page: why it is not one image
};

// What the child that took the file apart says of a page image.
Page page_from(const Json& entry, int number, std::string path);

// Draws a page of a PDF that is not one image, as large as `entry` says ("width_inch", "height_inch"), in a child.
// Throws Error(input): "page-too-large", "pdf-broken".
void draw_page(const Path& pdf, const Json& entry, int number, const Path& png, const ScanRules& rules);

struct Intake {
    std::vector<IntakePage> pages;
    int electronic_pages = 0;  // of a PDF that is signed: nothing is taken out of it
};

// `source` is the staged file under `folder`/pages; images of PDF pages are put beside it.
// Throws Error input (65) for what cannot be taken, unavailable (69) when a program is missing.
Intake take_in(InputKind kind, const Path& folder, const std::string& source, const Path& children,
               const ScanRules& rules, Executor& executor);

}  // namespace saoy::stages
