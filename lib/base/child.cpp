// SPDX-License-Identifier: Apache-2.0
#include "lib/base/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy {

namespace {

// A sanitizer reserves terabytes of address space for its shadow: under RLIMIT_AS such a program cannot even start.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool limits_memory = false;
#else
constexpr bool limits_memory = true;
#endif

struct Pipe {
    std::array<int, 2> end{-1, -1};
    Pipe() {
        if (::pipe2(end.data(), O_CLOEXEC) != 0) throw Error(Fault::io, "no-pipe", std::strerror(errno));
    }
    ~Pipe() {
        close(0);
        close(1);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    void close(std::size_t side) {
        if (end[side] >= 0) ::close(end[side]);
        end[side] = -1;
    }
};

// Between fork and exec only async-signal-safe calls are allowed: another thread may have held any lock.
[[noreturn]] void become(char* const* argv, const Pipe& in, const Pipe& out, const Pipe& err, const Pipe& failure,
                         const ChildLimits& limits) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const auto limit = [](auto which, rlim_t value) {
        const rlimit both{value, value};
        ::setrlimit(which, &both);
    };
    if (limits_memory) limit(RLIMIT_AS, limits.memory_bytes);
    limit(RLIMIT_CPU, rlim_t(limits.cpu_s));
    limit(RLIMIT_FSIZE, limits.file_bytes);
    limit(RLIMIT_CORE, 0);
    ::dup2(in.end[0], 0);
    ::dup2(out.end[1], 1);
    ::dup2(err.end[1], 2);
    const int keep = 3;
    ::dup3(failure.end[1], keep, O_CLOEXEC);
    ::syscall(SYS_close_range, unsigned(keep + 1), ~0U, 0U);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::signal(SIGPIPE, SIG_DFL);
    ::execvp(argv[0], argv);
    const int reason = errno;
    const ssize_t told = ::write(keep, &reason, sizeof reason);
    ::_exit(told > 0 ? 127 : 126);
}

}  // namespace

ChildOutcome run_child(const std::vector<std::string>& argv, std::string_view input, const ChildLimits& limits) {
    std::vector<char*> words;
    for (const std::string& word : argv) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);

    Pipe in, out, err, failure;
    const pid_t pid = ::fork();
    if (pid < 0) throw Error(Fault::unavailable, "cannot-fork", std::strerror(errno));
    if (pid == 0) become(words.data(), in, out, err, failure, limits);
    in.close(0);
    out.close(1);
    err.close(1);
    failure.close(1);
    ::fcntl(in.end[1], F_SETFL, O_NONBLOCK);

    ChildOutcome outcome;
    const auto deadline = std::chrono::steady_clock::now() + limits.wall;
    bool too_much = false;
    if (input.empty()) in.close(1);
    while (out.end[0] >= 0 || err.end[0] >= 0) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0 || too_much) {
            outcome.timed_out = !too_much;
            ::kill(pid, SIGKILL);
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

    // It may live on with its streams closed: the wall clock still counts.
    int status = 0;
    for (;;) {
        const pid_t ended = ::waitpid(pid, &status, WNOHANG);
        if (ended == pid || (ended < 0 && errno != EINTR)) break;
        if (!outcome.timed_out && std::chrono::steady_clock::now() >= deadline) {
            outcome.timed_out = true;
            ::kill(pid, SIGKILL);
        }
        ::usleep(1000);
    }
    int reason = 0;
    if (::read(failure.end[0], &reason, sizeof reason) == ssize_t(sizeof reason))
        throw Error(Fault::unavailable, "cannot-start", argv.front() + ": " + std::strerror(reason),
                    text::fill(text::tr("install {0}"), {argv.front()}));
    if (WIFEXITED(status)) outcome.status = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) outcome.signal = WTERMSIG(status);
    return outcome;
}

}  // namespace saoy
