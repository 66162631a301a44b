// SPDX-License-Identifier: Apache-2.0
#include "lib/base/dialogue.hpp"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace saoy {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds breath{200};  // between two calls of go_on
constexpr std::chrono::seconds grace{5};          // for a scanner to let go of its sheet

}  // namespace

Dialogue::Dialogue(const std::vector<std::string>& argv, const ChildLimits& limits, std::chrono::milliseconds silence,
                   std::function<void()> go_on)
    : child_(argv, limits), most_(limits.output_bytes), silence_(silence), go_on_(std::move(go_on)) {}

Dialogue::~Dialogue() {
    if (!ended_) end();
}

void Dialogue::grant(std::chrono::milliseconds whole) { granted_ = Clock::now() + whole; }

void Dialogue::hang_up() { child_.in.close(1); }

void Dialogue::say(std::string_view line) {
    const std::string text = std::string(line) + "\n";
    std::string_view rest = text;
    while (!rest.empty() && child_.in.end[1] >= 0) {
        pollfd ready{child_.in.end[1], POLLOUT, 0};
        ::poll(&ready, 1, int(breath.count()));
        const ssize_t n = ::write(child_.in.end[1], rest.data(), rest.size());
        if (n > 0) rest.remove_prefix(std::size_t(n));
        if (n < 0 && errno != EAGAIN && errno != EINTR) child_.in.close(1);
    }
}

bool Dialogue::listen() {
    const auto deadline = granted_.value_or(Clock::now() + silence_);
    std::array<char, 65536> buffer{};
    const auto take = [&](Pipe& pipe, short ready, std::string& into) {
        if ((ready & (POLLIN | POLLHUP | POLLERR)) == 0) return false;
        const ssize_t n = ::read(pipe.end[0], buffer.data(), buffer.size());
        if (n > 0)
            into.append(buffer.data(), std::size_t(n));
        else if (n == 0 || errno != EINTR)
            pipe.close(0);
        return n > 0;
    };
    while (child_.out.end[0] >= 0) {
        go_on_();
        if (Clock::now() >= deadline || heard_.size() > most_) {
            outcome_.timed_out = heard_.size() <= most_;
            ::kill(child_.pid, SIGKILL);
            return false;
        }
        std::array<pollfd, 2> fds{{{child_.out.end[0], POLLIN, 0}, {child_.err.end[0], POLLIN, 0}}};
        if (::poll(fds.data(), fds.size(), int(breath.count())) <= 0) continue;
        // What a driver prints is no sign of life: some print while they hang.
        if (child_.err.end[0] >= 0) take(child_.err, fds[1].revents, outcome_.err);
        if (outcome_.err.size() > 65536) outcome_.err.erase(0, outcome_.err.size() - 65536);
        if (take(child_.out, fds[0].revents, heard_)) return true;
    }
    return false;
}

std::optional<std::string> Dialogue::line() {
    std::size_t end = heard_.find('\n');
    while (end == std::string::npos) {
        if (!listen()) return std::nullopt;
        end = heard_.find('\n');
    }
    std::string line = heard_.substr(0, end);
    heard_.erase(0, end + 1);
    return line;
}

std::optional<std::string> Dialogue::bytes(std::size_t count) {
    while (heard_.size() < count)
        if (!listen()) return std::nullopt;
    std::string bytes = heard_.substr(0, count);
    heard_.erase(0, count);
    return bytes;
}

ChildOutcome Dialogue::end() {
    child_.in.close(1);
    child_.out.close(0);
    child_.err.close(0);
    child_.reap(outcome_, Clock::now() + grace);
    ended_ = true;
    return outcome_;
}

}  // namespace saoy
