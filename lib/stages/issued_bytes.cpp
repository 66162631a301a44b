// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/issued_bytes.hpp"

#include <algorithm>

#include "lib/crypto/digest.hpp"

namespace saoy::stages {

namespace {

constexpr std::size_t most_revisions = 32;
constexpr std::string_view end_mark = "%%EOF\n";  // as saoy ends what it writes

std::vector<std::size_t> ends_in(std::string_view bytes) {
    std::vector<std::size_t> ends;
    for (std::size_t at = bytes.rfind(end_mark); at != std::string_view::npos && ends.size() < most_revisions;
         at = at == 0 ? std::string_view::npos : bytes.rfind(end_mark, at - 1))
        if (at + end_mark.size() != bytes.size()) ends.push_back(at + end_mark.size());
    std::reverse(ends.begin(), ends.end());
    return ends;
}

}  // namespace

std::vector<std::string> digests_of_revisions(const Path& file) {
    const MappedFile mapped(file);
    const std::string_view bytes = mapped.bytes();
    crypto::Sha256 digest;
    std::vector<std::string> digests;
    std::size_t done = 0;
    for (const std::size_t end : ends_in(bytes)) {
        digest.add(bytes.substr(done, end - done));
        done = end;
        digests.push_back(digest.so_far());
    }
    digests.push_back(digest.add(bytes.substr(done)).so_far());
    std::reverse(digests.begin(), digests.end());
    return digests;
}

}  // namespace saoy::stages
