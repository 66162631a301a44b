// SPDX-License-Identifier: Apache-2.0
// Prepares a PDF for a PAdES signature and puts the finished CMS into it; what signs is somebody else's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/clock.hpp"

namespace saoy::pdf {

struct SignatureRequest {
    std::string field;               // name of the field; made, invisible, on the first page when it is not there
    std::string signer;              // /Name
    std::string reason;              // /Reason, may be empty
    Time at{};                       // /M, the claimed time
    std::vector<std::string> lines;  // what a field with a rectangle shows
    std::string font;                // TrueType file for the lines
    std::size_t contents_size = 0;   // bytes kept for the CMS
    std::string revision;            // 32 hex digits, unique for this revision: second /ID element
};

// The whole file with room for the CMS. What is signed is before() and after() together.
struct Prepared {
    std::string bytes;
    std::size_t gap = 0, gap_size = 0;  // the hex string of /Contents, with its brackets

    std::string_view before() const { return std::string_view(bytes).substr(0, gap); }
    std::string_view after() const { return std::string_view(bytes).substr(gap + gap_size); }
};

// Appends an incremental update; the bytes given stay the beginning of the result.
// Throws Error(input): "already-signed" when the field has a value, and what Appender throws.
Prepared prepare_signature(std::string bytes, const SignatureRequest& request);

// Throws Error(internal, "cms-too-long") when it does not fit.
std::string insert_contents(Prepared prepared, std::string_view cms);

}  // namespace saoy::pdf
