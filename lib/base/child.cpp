// SPDX-License-Identifier: Apache-2.0
#include "lib/base/child.hpp"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "lib/base/child_start.hpp"

namespace saoy {

ChildOutcome run_child(const std::vector<std::string>& argv, std::string_view input, const ChildLimits& limits) {
    StartedChild child(argv, limits);
    Pipe &in = child.in, &out = child.out, &err = child.err;
    ChildOutcome outcome;
    const auto deadline = std::chrono::steady_clock::now() + limits.wall;
    bool too_much = false;
    if (input.empty()) in.close(1);
    while (out.end[0] >= 0 || err.end[0] >= 0) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0 || too_much) {
            outcome.timed_out = !too_much;
            ::kill(child.pid, SIGKILL);
            break;
        }
        std::array<pollfd, 3> fds{{{out.end[0], POLLIN, 0}, {err.end[0], POLLIN, 0}, {in.end[1], POLLOUT, 0}}};
        if (::poll(fds.data(), fds.size(), int(std::min<long long>(left.count(), 1000))) < 0 && errno != EINTR) break;
        std::array<char, 65536> buffer{};
        const auto drain = [&](pollfd& fd, Pipe& pipe, std::string& into) {
            if ((fd.revents & (POLLIN | POLLHUP | POLLERR)) == 0) return;
            const ssize_t n = ::read(fd.fd, buffer.data(), buffer.size());
            if (n > 0)
                into.append(buffer.data(), std::size_t(n));
            else if (n == 0 || errno != EINTR)
                pipe.close(0);
        };
        drain(fds[0], out, outcome.out);
        drain(fds[1], err, outcome.err);
        if (outcome.err.size() > 65536) outcome.err.erase(0, outcome.err.size() - 65536);
        too_much = outcome.out.size() > limits.output_bytes;
        if ((fds[2].revents & (POLLOUT | POLLERR)) != 0) {
            const ssize_t n = ::write(in.end[1], input.data(), input.size());
            if (n > 0) input.remove_prefix(std::size_t(n));
            if (input.empty() || (n < 0 && errno != EAGAIN && errno != EINTR)) in.close(1);
        }
    }
    in.close(1);

    child.reap(outcome, deadline);
    return outcome;
}

}  // namespace saoy
