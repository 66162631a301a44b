// SPDX-License-Identifier: Apache-2.0
// Adds evidence to the document security store (ISO 32000-2, 12.8.4.3; ETSI EN 319 142-1, 5.4): what it takes to check
// the signatures when nobody can be asked any more.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.hpp"

namespace saoy::pdf {

struct StoreAddition {
    std::vector<std::string> certificates, lists, responses;  // DER; lists: CRLs, responses: OCSP
    std::string revision;                                     // 32 hex digits, unique for this revision
};

// The bytes to append. What the store has already is not added again; nothing new at all gives an empty string.
// /VRI is not written. EN 319 142-1 leaves it to the maker, and it only names again, under the SHA-1 digest of a
// signature's /Contents, what the store holds for all of them; a checker must take evidence from the store anyway, and
// what a /TU in it says of the time nobody has proven: the document time stamp over the store does. Other makers leave
// it out by default too (EU DSS). Throws what Update and Document throw.
std::string store_update(std::string_view file, const StoreAddition& addition);

Json to_json(const StoreAddition& addition);
StoreAddition store_addition_from(const Json& json);  // throws Json::exception for what to_json does not make

}  // namespace saoy::pdf
