// SPDX-License-Identifier: Apache-2.0
// Keeps signed files checkable: raises their level when the servers answer, renews the last time stamp before its
// certificate ends, and says which files need it. No key is used.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/stages/pades.hpp"
#include "lib/stages/shelf.hpp"

namespace saoy::stages {

class Preserve {
public:
    enum class What { raise, renew };
    struct Options {
        What what = What::raise;
        SignatureLevel level = SignatureLevel::b_lt;  // that files are raised to, or should have
        int renewal_days = 90;
        OnlineChild::Options online;
    };
    explicit Preserve(Options options);

    // A signed PDF, in place. Gives false when nothing was to be done. Throws what Pades throws, and Error(refused,
    // "in-dossier") for a copy whose dossier would not know of it.
    bool file(const Path& file, Time now) const;
    // The issued copies of a dossier, with its journal and manifest.
    bool dossier(Folder& folder) const;
    // Why the file needs care, in a sentence; empty when it does not. A file without signature needs none.
    std::string need_of(const Path& file, Time now) const;

private:
    bool grow(GrowingFile& file, Time now) const;
    Options options_;
    Pades pades_;
};

bool is_dossier(const Path& folder);
// What a path stands for: a dossier or a file is itself; a folder is the dossiers and *.pdf files below it, sorted.
std::vector<std::string> files_and_dossiers(const std::string& path);
// The PDF files of a path: itself, those of a folder, the copies of a dossier.
std::vector<std::string> pdf_files(const std::string& path);

}  // namespace saoy::stages
