// SPDX-License-Identifier: Apache-2.0
// A captured page becomes a page of the dossier: how it lies, whether it is empty, how good it is, and the image that
// is read.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "lib/base/files.hpp"
#include "lib/base/json.hpp"
#include "lib/model/profile.hpp"
#include "lib/stages/direction.hpp"
#include "lib/stages/intake.hpp"

namespace saoy::stages {

// The one way every page goes, whether it came from a file, a PDF or a scanner. Called from many threads.
class Derive {
public:
    // `readers`: for pages whose letters' shapes do not tell which way is up; none: such a page stays as it lies.
    // `paper`: the size that photographed sheets are said to have.
    explicit Derive(ScanRules rules, std::shared_ptr<LineReaders> readers = {}, std::optional<PaperSize> paper = {})
        : rules_(std::move(rules)), readers_(std::move(readers)), paper_(std::move(paper)) {}

    // `master` holds the bytes of taken.page.master; FOLDER/images/pNNNN.png is written, and for a page photographed
    // aslant pNNNN-flat.jpg. Throws Error(input): "sheet-not-found" when the page has no resolution and its sheet is
    // not seen on the image.
    Page operator()(const IntakePage& taken, std::string_view master, const Path& folder) const;

private:
    ScanRules rules_;
    std::shared_ptr<LineReaders> readers_;
    std::optional<PaperSize> paper_;
};

// What was done to each page, in its order and with its parameters, for the journal. Pages left as they are do not
// stand in it.
Json operations_on(const std::vector<Page>& pages);

}  // namespace saoy::stages
