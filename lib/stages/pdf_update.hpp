// SPDX-License-Identifier: Apache-2.0
// Asks a limited child for the incremental updates of a PDF: a process that holds a key parses no bytes from outside.
#pragma once

#include "lib/base/files.hpp"
#include "lib/pdf/security_store.hpp"
#include "lib/pdf/signature_field.hpp"

namespace saoy::stages {

class PdfUpdater {
public:
    explicit PdfUpdater(Path children) : children_(std::move(children)) {}  // folder of saoy-child-update and -look

    // As the functions of lib/pdf of the same names; they throw what those throw, with the file's name before it.
    pdf::Prepared prepare_signature(const Path& file, const pdf::SignatureRequest& request) const;

    std::string store_update(const Path& file, const pdf::StoreAddition& addition) const;

private:
    // One line of JSON and the bytes after it.
    std::pair<Json, std::string> ask(const char* child, const char* what, const Path& file, const Json& request) const;
    Path children_;
};

}  // namespace saoy::stages
