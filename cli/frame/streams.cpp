// SPDX-License-Identifier: Apache-2.0
#include "cli/frame/streams.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::cli {

namespace {

std::atomic<bool> stop{false};
static_assert(std::atomic<bool>::is_always_lock_free);

void on_signal(int) { stop = true; }

}  // namespace

void fill_standard_descriptors() {
    int fd = 0;
    do {
        fd = ::open("/dev/null", O_RDWR);
    } while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd > STDERR_FILENO) ::close(fd);
}

DataStream::DataStream() {
    fd_ = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    if (fd_ >= 0) ::dup2(STDERR_FILENO, STDOUT_FILENO);
}

DataStream::~DataStream() {
    if (fd_ >= 0) ::close(fd_);
}

void DataStream::write(std::string_view bytes) {
    const std::lock_guard lock(mutex_);
    while (!bytes.empty()) {
        const ssize_t n = ::write(fd_, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0)
            throw Error(Fault::output, errno == EPIPE ? "output-closed" : "cannot-write",
                        text::fill(text::tr("standard output: {0}"), {std::strerror(errno)}));
        bytes.remove_prefix(std::size_t(n));
    }
}

std::optional<std::string> LineReader::next() {
    for (;;) {
        const std::size_t end = buffer_.find(separator_);
        if (end != std::string::npos) {
            std::string line = buffer_.substr(0, end);
            buffer_.erase(0, end + 1);
            if (line.empty()) continue;
            return line;
        }
        if (ended_ || *stop_) {
            if (buffer_.empty() || *stop_) return std::nullopt;
            return std::exchange(buffer_, {});
        }
        if (buffer_.size() > 65536)
            throw Error(Fault::input, "line-too-long", text::tr("standard input: a line is longer than any path"),
                        text::tr("give one dossier path a line"));
        pollfd ready{STDIN_FILENO, POLLIN, 0};
        if (::poll(&ready, 1, 200) <= 0) continue;  // wakes to look at the stop flag
        std::array<char, 4096> piece{};
        const ssize_t n = ::read(STDIN_FILENO, piece.data(), piece.size());
        if (n < 0 && errno != EINTR) throw Error(Fault::io, "cannot-read", text::tr("standard input: cannot be read"));
        if (n > 0) buffer_.append(piece.data(), std::size_t(n));
        if (n == 0) ended_ = true;
    }
}

bool stop_requested() noexcept { return stop; }

const std::atomic<bool>& stop_on_signals() {
    struct sigaction action {};
    action.sa_handler = on_signal;
    action.sa_flags = int(SA_RESETHAND);
    ::sigemptyset(&action.sa_mask);
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
    ::signal(SIGPIPE, SIG_IGN);  // a reader that has gone is an error of write(), here and in children's pipes
    return stop;
}

}  // namespace saoy::cli
