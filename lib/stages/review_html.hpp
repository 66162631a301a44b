// SPDX-License-Identifier: Apache-2.0
// Papers as one page for the eyes: each master beside the image that is read, unsure words and fields marked.
#pragma once

#include <string>

#include "lib/model/document_types.hpp"
#include "lib/model/profile.hpp"
#include "lib/stages/shelf.hpp"

namespace saoy::stages {

// A page that loads nothing and runs nothing: the pictures are in it.
class ReviewPage {
public:
    ReviewPage(const ReviewRules& rules, DocumentTypes types) : rules_(rules), types_(std::move(types)) {}

    // All papers of a dossier. Throws Error(input) for files that are not what the dossier says.
    void add(const Folder& folder);
    std::string html(Time at) const;

private:
    std::string paper(const Folder& folder, const Paper& paper) const;
    std::string page(const Folder& folder, const Paper& paper, const Page& page) const;

    const ReviewRules& rules_;
    DocumentTypes types_;  // have the fields' words
    std::string sections_;
};

}  // namespace saoy::stages
