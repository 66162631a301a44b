// SPDX-License-Identifier: Apache-2.0
#include "lib/base/child_start.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy {

Pipe::Pipe() {
    if (::pipe2(end.data(), O_CLOEXEC) != 0) throw Error(Fault::io, "no-pipe", std::strerror(errno));
}

Pipe::~Pipe() {
    close(0);
    close(1);
}

void Pipe::close(std::size_t side) {
    if (end[side] >= 0) ::close(end[side]);
    end[side] = -1;
}

namespace {

// A sanitizer reserves terabytes of address space for its shadow: under RLIMIT_AS such a program cannot even start.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool limits_memory = false;
#else
constexpr bool limits_memory = true;
#endif

// exec would do the same, but until then a handler of ours would run in memory that is the parent's too.
void forget_handlers() {
    for (int number = 1; number < NSIG; ++number) {
        struct sigaction action {};
        if (::sigaction(number, nullptr, &action) != 0) continue;
        if (action.sa_handler == SIG_DFL || action.sa_handler == SIG_IGN) continue;
        action = {};
        ::sigaction(number, &action, nullptr);
    }
}

// Between vfork and exec only async-signal-safe calls are allowed: another thread may hold any lock, and memory is
// shared.
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
    forget_handlers();
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

StartedChild::StartedChild(const std::vector<std::string>& argv, const ChildLimits& limits) {
    std::vector<char*> words;
    for (const std::string& word : argv) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);

    Pipe failure;
    // Not fork: copying the page tables of a process with many threads costs more than all that the child does.
    sigset_t all, before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_BLOCK, &all, &before);
    pid = ::vfork();
    if (pid == 0) become(words.data(), in, out, err, failure, limits);
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (pid < 0) throw Error(Fault::unavailable, "cannot-fork", std::strerror(errno));
    in.close(0);
    out.close(1);
    err.close(1);
    failure.close(1);
    ::fcntl(in.end[1], F_SETFL, O_NONBLOCK);

    // Ends without a byte as soon as the program runs.
    int reason = 0;
    ssize_t told = 0;
    do {
        told = ::read(failure.end[0], &reason, sizeof reason);
    } while (told < 0 && errno == EINTR);
    if (told != ssize_t(sizeof reason)) return;
    ::waitpid(pid, nullptr, 0);
    throw Error(Fault::unavailable, "cannot-start", argv.front() + ": " + std::strerror(reason),
                text::fill(text::tr("install {0}"), {argv.front()}));
}

void StartedChild::reap(ChildOutcome& outcome, std::chrono::steady_clock::time_point deadline) {
    // It may live on with its streams closed: the clock still counts.
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
    if (WIFEXITED(status)) outcome.status = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) outcome.signal = WTERMSIG(status);
}

}  // namespace saoy
