// SPDX-License-Identifier: Apache-2.0
// The transfer note of a certified copy: how the paper became this file (schemas/transfer-note.xsd).
#pragma once

#include <string>
#include <vector>

#include "lib/model/dossier.hpp"
#include "lib/model/profile.hpp"

namespace saoy::xml {

struct TransferNote {
    const Dossier& dossier;
    const Paper& paper;  // attested
    const Profile& profile;
    const CopyMode& mode;
    std::vector<int> pages;   // of the dossier, those that are in the copy
    std::string masters;      // digest over the paper's masters
    std::string captured_by;  // the account
    std::string paper_name;
    std::string likeness;
    int year = 0, number = 0;
};

// The same note gives the same bytes. What was done after the number was taken is not in it.
std::string write_transfer_note(const TransferNote& note);

}  // namespace saoy::xml
