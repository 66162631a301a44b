// SPDX-License-Identifier: Apache-2.0
// A limited child process that has just been started, with its three streams; what child.cpp and dialogue.cpp build on.
#pragma once

#include <sys/types.h>

#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "lib/base/child.hpp"

namespace saoy {

struct Pipe {
    std::array<int, 2> end{-1, -1};
    Pipe();
    ~Pipe();
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    void close(std::size_t side);
};

struct StartedChild {
    // Throws Error unavailable (69) if the program cannot run.
    StartedChild(const std::vector<std::string>& argv, const ChildLimits& limits);
    // Waits for its end, by SIGKILL after `deadline`, and says how it ended. Call it once.
    void reap(ChildOutcome& outcome, std::chrono::steady_clock::time_point deadline);

    Pipe in, out, err;  // ours: in.end[1] (does not block), out.end[0], err.end[0]
    pid_t pid = -1;
};

}  // namespace saoy
