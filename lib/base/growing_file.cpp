// SPDX-License-Identifier: Apache-2.0
#include "lib/base/growing_file.hpp"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "lib/base/error.hpp"

namespace saoy {

namespace {

Error failed(Fault fault, const char* code, const Path& path) {
    return Error(fault, code, path.string() + ": " + std::strerror(errno));
}

struct Source {
    explicit Source(const Path& path) : fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
        if (fd < 0)
            throw errno == ENOENT || errno == ENOTDIR ? failed(Fault::missing, "no-such-file", path)
                                                      : failed(Fault::io, "cannot-read", path);
    }
    ~Source() { ::close(fd); }
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
    int fd;
};

void write_whole(int fd, std::string_view bytes, const Path& named) {
    while (!bytes.empty()) {
        const ssize_t n = ::write(fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) throw failed(Fault::output, "cannot-write", named);
        bytes.remove_prefix(std::size_t(n));
    }
}

// By sharing blocks, by copying in the kernel, by copying here: the first that this file system can.
void copy(int from, int to, const Path& source, const Path& named) {
    if (::ioctl(to, FICLONE, from) == 0) {
        if (::lseek(to, 0, SEEK_END) < 0) throw failed(Fault::output, "cannot-write", named);
        return;
    }
    ssize_t n = 0;
    while ((n = ::copy_file_range(from, nullptr, to, nullptr, std::size_t(1) << 30, 0)) > 0) {
    }
    if (n == 0 && ::lseek(to, 0, SEEK_CUR) > 0) return;
    if (n < 0 && errno == ENOSPC) throw failed(Fault::output, "cannot-write", named);
    if (::lseek(to, 0, SEEK_SET) < 0 || ::ftruncate(to, 0) != 0) throw failed(Fault::output, "cannot-write", named);
    write_whole(to, MappedFile(source).bytes(), named);
}

}  // namespace

GrowingFile::GrowingFile(const Path& source, const Path& target) : target_(target) {
    const Source from(source);
    std::string pattern = target.string() + ".XXXXXX";
    fd_ = ::mkostemp(pattern.data(), O_CLOEXEC);
    if (fd_ < 0) throw failed(Fault::output, "cannot-write", target);
    path_ = pattern;
    try {
        copy(from.fd, fd_, source, target);
    } catch (...) {
        ::close(fd_);
        ::unlink(path_.c_str());
        throw;
    }
}

GrowingFile::~GrowingFile() {
    if (fd_ < 0) return;
    ::close(fd_);
    ::unlink(path_.c_str());
}

void GrowingFile::append(std::string_view bytes) { write_whole(fd_, bytes, target_); }

void GrowingFile::commit() {
    if (::fsync(fd_) != 0) throw failed(Fault::output, "cannot-write", target_);
    rename_durably(path_, target_);
    ::close(fd_);
    fd_ = -1;
}

}  // namespace saoy
