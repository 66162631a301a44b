// SPDX-License-Identifier: Apache-2.0
// A captured page becomes a page of the dossier: how it lies, whether it is empty, and the image that is read.
#pragma once

#include <string_view>

#include "lib/base/files.hpp"
#include "lib/model/profile.hpp"
#include "lib/stages/intake.hpp"

namespace saoy::stages {

// The one way every page goes, whether it came from a file, a PDF or a scanner. Called from many threads.
class Derive {
public:
    explicit Derive(ScanRules rules) : rules_(rules) {}

    // `master` holds the bytes of taken.page.master; FOLDER/images/pNNNN.png is written. Throws Error(input).
    Page operator()(const IntakePage& taken, std::string_view master, const Path& folder) const;

private:
    ScanRules rules_;
};

}  // namespace saoy::stages
