// SPDX-License-Identifier: Apache-2.0
// Prepares a PDF for a PAdES signature and gives the place of the CMS; what signs is somebody
// else's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/base/json.hpp"

namespace saoy::pdf {

struct SignatureRequest {
    enum class Kind { signature, timestamp };  // ETSI.CAdES.detached, ETSI.RFC3161
    Kind kind = Kind::signature;
    // Name of the field; made, invisible, on the first page when it is not there. Of a time stamp the stem: the first
    // of stem1, stem2 … that is not there is made.
    std::string field;
    std::string signer;              // /Name
    std::string reason;              // /Reason, may be empty
    Time at{};                       // /M, the claimed time
    std::vector<std::string> lines;  // what a field with a rectangle shows
    std::string font;                // TrueType file for the lines
    std::string picture;             // PNG or JPEG file shown beside the lines; may be empty
    std::size_t contents_size = 0;   // bytes kept for the CMS
    std::string revision;            // 32 hex digits, unique for this revision: second /ID element
};

// What is appended to the file, with room for the CMS. What is signed is the file, before() and after().
struct Prepared {
    std::string appended;
    std::size_t gap = 0, gap_size = 0;  // the hex string of /Contents, with its brackets, in `appended`

    std::string_view before() const { return std::string_view(appended).substr(0, gap); }
    std::string_view after() const { return std::string_view(appended).substr(gap + gap_size); }
};

// Builds an incremental update of `file`. Throws Error: input for what Update and Document throw and for
// "already-signed" and "not-a-signature-field"; refused (77) where another signature forbids one more
// ("pdf-certified", "field-locked") or a signature would mean nothing ("pdf-xfa").
Prepared prepare_signature(std::string_view file, const SignatureRequest& request);
// The same without what draws: much faster to start, as most signatures of many files show nothing. Throws Error
// (internal, "needs-drawing") where the field has a rectangle and the request something to show in it.
Prepared prepare_unseen_signature(std::string_view file, const SignatureRequest& request);

// The finished update. Throws Error(internal, "cms-too-long") when the CMS does not fit.
std::string insert_contents(Prepared prepared, std::string_view cms);

Json to_json(const SignatureRequest& request);
SignatureRequest request_from(const Json& json);  // throws Json::exception for what to_json does not make

}  // namespace saoy::pdf
