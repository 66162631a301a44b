// SPDX-License-Identifier: Apache-2.0
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "cli/frame/streams.hpp"
#include "cli/frame/tool.hpp"
#include "lib/base/error.hpp"
#include "lib/base/handle.hpp"
#include "lib/base/text.hpp"

namespace saoy::cli {

namespace {

using File = Handle<std::FILE, std::fclose>;

std::string first_line(int fd, const std::string& where) {
    std::string line;
    for (char c = 0; line.size() < 1024;) {
        const ssize_t n = ::read(fd, &c, 1);
        if (n < 0 && errno == EINTR) {
            if (stop_requested()) throw Error(Fault::interrupted, "interrupted", text::tr("stopped on request"));
            continue;
        }
        if (n < 0) throw Error(Fault::io, "secret-unreadable", where + ": " + text::tr("cannot be read"));
        if (n == 0 || c == '\n') break;
        line += c;
    }
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return line;
}

// Echo is off while the person types and on again afterwards, also when reading fails.
class NoEcho {
public:
    explicit NoEcho(int fd) : fd_(fd) {
        ::tcgetattr(fd_, &before_);
        termios silent = before_;
        silent.c_lflag &= ~tcflag_t(ECHO);
        ::tcsetattr(fd_, TCSAFLUSH, &silent);
    }
    ~NoEcho() { ::tcsetattr(fd_, TCSAFLUSH, &before_); }
    NoEcho(const NoEcho&) = delete;
    NoEcho& operator=(const NoEcho&) = delete;

private:
    int fd_;
    termios before_{};
};

}  // namespace

std::string read_secret(std::optional<int> fd, const std::string& file, const std::string& prompt) {
    if (fd) return first_line(*fd, "fd " + std::to_string(*fd));
    if (!file.empty()) {
        const File opened(std::fopen(file.c_str(), "re"));
        if (!opened) throw Error(Fault::missing, "no-such-file", file + ": " + text::tr("cannot be opened"));
        return first_line(::fileno(opened.get()), file);
    }
    const File terminal(std::fopen("/dev/tty", "r+e"));
    if (!terminal)
        throw Error(Fault::usage, "no-pin", text::tr("there is no terminal to ask for the PIN on"),
                    text::tr("give --pin-file FILE or --pin-fd N"));
    std::fprintf(terminal.get(), "%s: ", prompt.c_str());
    std::fflush(terminal.get());
    const NoEcho quiet(::fileno(terminal.get()));
    std::string secret = first_line(::fileno(terminal.get()), "/dev/tty");
    std::fputc('\n', terminal.get());
    return secret;
}

}  // namespace saoy::cli
