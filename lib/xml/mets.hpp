// SPDX-License-Identifier: Apache-2.0
// METS 1.12 (Library of Congress): the list of contents of a submission package (schemas/mets.xsd).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/clock.hpp"

namespace saoy::xml {

struct PackedFile {
    std::string path;    // inside the package: "copies/…", "text/…"
    std::string sha256;  // 64 lower-case hex digits
    std::uint64_t size = 0;
    std::string media_type;
};

struct PackedPage {
    int number = 0;  // 1-based in the dossier
    std::optional<PackedFile> text;
};

struct PackedPaper {
    std::string id;                  // "p1"
    std::string name;                // as printed in the register
    std::string number;              // "12/2026 SCT/BS", or the reason of its refusal
    std::vector<PackedFile> copies;  // none when it was refused
    std::vector<PackedPage> pages;
};

struct Package {
    std::string id;  // the dossier's
    Time closed{};
    std::string software;   // "saoy-submit 0.1.0"
    std::string custodian;  // the agency's code
    std::vector<PackedPaper> papers;
};

std::string write_mets(const Package& package);
// The files it lists, in order of their place in the package; a page's text that two papers share is there once.
std::vector<PackedFile> files_of(const Package& package);

}  // namespace saoy::xml
