// SPDX-License-Identifier: Apache-2.0
// A child process that is talked with: a line to it, lines and bytes from it, and an end to it when it falls silent.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/child.hpp"
#include "lib/base/child_start.hpp"

namespace saoy {

// Used by one thread; the child dies with that thread.
class Dialogue {
public:
    // `silence`: how long the child may say nothing while it is waited for. `go_on` is called several times a second
    // meanwhile and may throw to leave. ChildLimits::wall does not count here.
    // Throws Error unavailable (69) if the program cannot start.
    Dialogue(const std::vector<std::string>& argv, const ChildLimits& limits, std::chrono::milliseconds silence,
             std::function<void()> go_on);
    // Closes the child's standard input, grants it a few seconds to put its device in order, then kills it.
    ~Dialogue();
    Dialogue(const Dialogue&) = delete;
    Dialogue& operator=(const Dialogue&) = delete;

    // From now on all of the child's answers together may take this long, in place of any silence.
    void grant(std::chrono::milliseconds whole);
    void hang_up();                   // it is told that nothing more is said
    void say(std::string_view line);  // a newline is added; what a dead child does not hear, end() tells
    // Nothing when the child has ended its output or was cut for its silence: end() tells which.
    std::optional<std::string> line();
    std::optional<std::string> bytes(std::size_t count);
    // Closes its standard input, waits for it, and says how it ended; `out` stays empty.
    ChildOutcome end();

private:
    bool listen();  // takes what has come; false at the end or when it is too late
    StartedChild child_;
    std::size_t most_;  // bytes that may wait unread
    std::chrono::milliseconds silence_;
    std::optional<std::chrono::steady_clock::time_point> granted_;
    std::function<void()> go_on_;
    std::string heard_;
    ChildOutcome outcome_;
    bool ended_ = false;
};

}  // namespace saoy
