// SPDX-License-Identifier: Apache-2.0
// Asks a limited child for the incremental updates of a PDF: a process that holds a key parses no bytes from outside.
#pragma once

#include "lib/base/files.hpp"
#include "lib/pdf/signature_field.hpp"

namespace saoy::stages {

class PdfUpdater {
public:
    explicit PdfUpdater(Path children) : children_(std::move(children)) {}  // folder of saoy-child-update

    // As the function of lib/pdf of the same name; it throws what that one throws, with the file's name before it.
    pdf::Prepared prepare_signature(const Path& file, const pdf::SignatureRequest& request) const;

private:
    Path children_;
};

}  // namespace saoy::stages
