// SPDX-License-Identifier: Apache-2.0
#include "lib/base/memory_file.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "lib/base/error.hpp"

namespace saoy {

MemoryFile::MemoryFile(std::string_view bytes) : fd_(::memfd_create("saoy", MFD_CLOEXEC)) {
    if (fd_ < 0) throw Error(Fault::io, "no-memory-file", std::strerror(errno));
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) {
            const int reason = errno;
            ::close(fd_);
            throw Error(Fault::io, "no-memory-file", std::strerror(reason));
        }
        bytes.remove_prefix(std::size_t(written));
    }
}

MemoryFile::~MemoryFile() { ::close(fd_); }

Path MemoryFile::path() const { return "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(fd_); }

}  // namespace saoy
