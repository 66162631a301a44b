// SPDX-License-Identifier: Apache-2.0
// Options of everything that sends packages to a gateway: the same words in saoy-submit and saoy-run.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/frame/tool.hpp"
#include "lib/stages/submit.hpp"

namespace saoy::cli {

class GatewayOptions {
public:
    explicit GatewayOptions(CLI::App& app);
    // Throws Error(usage) naming the option that is missing.
    stages::SubmitOptions read(const std::string& register_file, Run& run) const;

private:
    std::string gateway_, client_cert_, client_key_, ca_, receipt_ca_, proxy_;
    int first_s_ = 60, longest_s_ = 6 * 3600, time_out_s_ = 300;
};

}  // namespace saoy::cli
