// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/profile.hpp"

#include <algorithm>
#include <vector>

#include "lib/crypto/digest.hpp"
#include "lib/xml/profile.hpp"

namespace saoy::stages {

Profile load_profile(const Path& folder, const Path& schemas) {
    Profile profile = xml::read_profile(folder, schemas);
    std::vector<Path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.is_regular_file() && entry.path().extension() == ".xml") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::string listing;
    for (const Path& file : files) listing += crypto::sha256_file(file) + " " + file.filename().string() + "\n";
    profile.digest = crypto::sha256(listing);
    return profile;
}

}  // namespace saoy::stages
