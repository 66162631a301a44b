// SPDX-License-Identifier: Apache-2.0
// SANE as this folder uses it: its session, its states as saoy's errors.
#pragma once

#include <sane/sane.h>
#include <sane/saneopts.h>

#include <string>

namespace saoy::capture {

// SANE is global to its process and not safe from threads: one of these, in a child process of its own.
class Session {
public:
    Session();  // throws Error unavailable (69)
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    const std::string& version() const noexcept { return version_; }  // "1.1.1"

private:
    std::string version_;
};

// What a SANE state other than GOOD means for who stands at the device.
[[noreturn]] void throw_state(SANE_Status state);
// Two sheets went through at once: SANE has no state of its own for it.
[[noreturn]] void throw_double_feed();

inline void check(SANE_Status state) {
    if (state != SANE_STATUS_GOOD) throw_state(state);
}

}  // namespace saoy::capture
