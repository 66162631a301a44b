// SPDX-License-Identifier: Apache-2.0
// A pipeline file (schemas/pipeline.xsd): which stages a paper passes, in order.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "lib/base/files.hpp"

namespace saoy::pipelines {

struct StageSpec {
    std::string name;  // "certify-copy"
    std::map<std::string, std::string> options;
};

struct Pipeline {
    std::string name;
    std::map<std::string, std::string> titles;  // by language
    std::vector<StageSpec> stages;
};

// `name_or_file` is a file, or the name of one of `folder` ("backlog").
// Throws Error missing (66), or configuration (78) naming file and line.
Pipeline read_pipeline(const std::string& name_or_file, const Path& folder, const Path& schemas);

}  // namespace saoy::pipelines
