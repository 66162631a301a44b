// SPDX-License-Identifier: Apache-2.0
#include "lib/base/whole_file.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "lib/base/error.hpp"

namespace saoy {

namespace {

[[noreturn]] void cannot_write(const Path& path) {
    throw Error(Fault::output, "cannot-write", path.string() + ": " + std::strerror(errno));
}

constexpr std::size_t a_write = std::size_t(1) << 20;

}  // namespace

WholeFile::WholeFile(Path path) : path_(std::move(path)) {
    std::string pattern = path_.string() + ".XXXXXX";
    fd_ = ::mkostemp(pattern.data(), O_CLOEXEC);
    if (fd_ < 0) cannot_write(path_);
    temporary_ = pattern;
}

WholeFile::~WholeFile() {
    if (fd_ >= 0) ::close(fd_);
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void WholeFile::write(std::string_view bytes) {
    if (bytes.size() >= a_write / 8) {  // an image: not copied once more
        flush();
        write_out(bytes);
        return;
    }
    waiting_ += bytes;
    if (waiting_.size() >= a_write) flush();
}

void WholeFile::flush() {
    write_out(waiting_);
    waiting_.clear();
}

void WholeFile::write_out(std::string_view rest) {
    while (!rest.empty()) {
        const ssize_t n = ::write(fd_, rest.data(), rest.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) cannot_write(path_);
        rest.remove_prefix(std::size_t(n));
    }
    ::sync_file_range(fd_, 0, 0, SYNC_FILE_RANGE_WRITE);  // the disk begins while more is made
}

void WholeFile::make_durable() {
    flush();
    if (::fsync(fd_) != 0) cannot_write(path_);
    if (::close(std::exchange(fd_, -1)) != 0) cannot_write(path_);
}

void WholeFile::rename() {
    if (::rename(temporary_.c_str(), path_.c_str()) != 0) cannot_write(path_);
    temporary_.clear();
}

void WholeFile::put_in_place() {
    make_durable();
    rename();
    sync_folder(path_.parent_path());
}

void WholeFile::put_in_place(WholeFile& first, WholeFile& last) {
    first.make_durable();
    last.make_durable();
    first.rename();
    last.rename();
    if (first.path_.parent_path() != last.path_.parent_path()) sync_folder(first.path_.parent_path());
    sync_folder(last.path_.parent_path());
}

}  // namespace saoy
