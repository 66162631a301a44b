// SPDX-License-Identifier: Apache-2.0
// Candidates of secrecy marks on their way from the child that decodes to the process that judges; CBOR, in a pipe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/model/mark_view.hpp"

namespace saoy::stages {

// One list a page, in order.
std::string write_candidates(const std::vector<std::vector<MarkView>>& pages);
// Throws Error(internal, "marks") for anything else: the bytes come from a process that hostile input may have broken.
std::vector<std::vector<MarkView>> read_candidates(std::string_view bytes);

}  // namespace saoy::stages
