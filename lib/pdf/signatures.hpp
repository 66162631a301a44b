// SPDX-License-Identifier: Apache-2.0
// The signatures of a PDF as facts about its syntax: what each covers, what stands wrong, what was changed afterwards.
// No cryptography here. Runs in a limited child; the facts cross to the caller as JSON.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/base/json.hpp"
#include "lib/pdf/finding.hpp"
#include "lib/pdf/shown.hpp"

namespace saoy::pdf {

struct SignatureFacts {
    std::string field;
    int object = 0;                        // number of the signature dictionary, 0 if it is direct
    std::array<std::uint64_t, 4> range{};  // ByteRange; all 0 when it is not usable
    std::uint64_t contents_begin = 0;      // of the <…> in the file, brackets included
    std::uint64_t contents_end = 0;
    std::string type, sub_filter;
    std::optional<Time> claimed;  // /M
    std::string name, reason, location;
    bool certifies = false;
    int permission = 0;            // DocMDP P in force when it was signed, 0 = none
    bool covers_file = false;      // to the last byte
    std::vector<Finding> broken;   // structure: the signature cannot be relied on
    std::vector<Finding> changed;  // later revisions changed what they must not
    std::vector<Shown> shown;      // what later revisions were allowed to put on pages
};

// What the document security store holds, DER, each with the place of its bytes: a timestamp covers what lies before
// it.
struct Stored {
    std::string der;
    std::uint64_t place = 0;
};
struct StoreFacts {
    std::vector<Stored> certificates, lists, responses;  // lists: CRLs; responses: OCSP
};

struct FileFacts {
    std::vector<SignatureFacts> signatures;  // in the order of their fields
    std::vector<Finding> removed;            // signatures of earlier revisions that are gone
    std::vector<std::string> empty_fields;   // signature fields without a signature, by name
    StoreFacts store;
    int revisions = 0;
    int pages = 0;
    std::string last_page;  // its text as page_text reads it, where a copy's statement stands
    bool repaired = false;  // the cross-reference chain is damaged: objects were searched for
};

// Throws Error(input) when the file cannot be read; its sentence tells why.
FileFacts read_signatures(std::string_view bytes);

// "D:20260305143025+07'00'" (ISO 32000-2, 7.9.4); the parts after the year may be missing.
std::optional<Time> parse_date(std::string_view text);

Json to_json(const FileFacts& facts);
// Throws Error(input, "child-answer") for anything that to_json does not make.
FileFacts facts_from_json(std::string_view text);

}  // namespace saoy::pdf
