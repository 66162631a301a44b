// SPDX-License-Identifier: Apache-2.0
#include "cli/frame/scan_options.hpp"

namespace saoy::cli {

stages::Scan::Options scan_options(Run& run, std::optional<double> dpi, const std::string& paper,
                                   const std::string& split) {
    stages::Scan::Options options{run.children(), run.profile().code, run.profile().scan, dpi};
    options.paper = paper_named(options.rules, paper);
    options.readers = stages::vietnamese_readers(run.children());
    options.split = stages::parse_split(split);
    options.marks = std::make_shared<stages::MarkScreen>(run.children(), options.rules, options.readers);
    return options;
}

}  // namespace saoy::cli
