// SPDX-License-Identifier: Apache-2.0
// Runs a program in a child process that cannot take more than it is given: where hostile bytes are parsed.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace saoy {

struct ChildLimits {
    std::size_t memory_bytes = std::size_t(1) << 30;   // RLIMIT_AS
    int cpu_s = 20;                                    // RLIMIT_CPU
    std::chrono::milliseconds wall{60'000};            // then SIGKILL
    std::size_t file_bytes = std::size_t(1) << 30;     // RLIMIT_FSIZE
    std::size_t output_bytes = std::size_t(64) << 20;  // captured standard output; more is a failure
};

struct ChildOutcome {
    int status = 0;          // exit status when it ended by itself
    int signal = 0;          // the signal that ended it, or 0
    bool timed_out = false;  // the wall clock limit ended it
    std::string out;
    std::string err;  // last 64 KiB
    bool ok() const { return status == 0 && signal == 0 && !timed_out; }
};

// Runs argv[0] (a path, or a name looked up in PATH) with `input` on standard input and every other descriptor closed.
// The child dies with this process. Safe to call from many threads. Throws Error unavailable (69) if it cannot start.
ChildOutcome run_child(const std::vector<std::string>& argv, std::string_view input = {},
                       const ChildLimits& limits = {});

}  // namespace saoy
