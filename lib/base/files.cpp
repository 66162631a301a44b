// SPDX-License-Identifier: Apache-2.0
#include "lib/base/files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy {

namespace {

Error system_error(Fault fault, const char* code, const Path& path) {
    return Error(fault, code, path.string() + ": " + std::strerror(errno));
}

Error no_such_file(const Path& path) {
    return Error(Fault::missing, "no-such-file", text::fill(text::tr("{0}: no such file"), {path.string()}),
                 text::tr("look how the name is written, and in which folder the file is"));
}

class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return fd_; }
    bool valid() const { return fd_ >= 0; }

private:
    int fd_;
};

void write_all(int fd, std::string_view bytes, const Path& path) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR) continue;
            throw system_error(Fault::output, "cannot-write", path);
        }
        bytes.remove_prefix(std::size_t(written));
    }
}

}  // namespace

std::string read_file(const Path& path, std::size_t most) {
    const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd.valid()) {
        if (errno == ENOENT || errno == ENOTDIR) throw no_such_file(path);
        throw system_error(Fault::io, "cannot-read", path);
    }
    struct stat status {};
    if (::fstat(fd.get(), &status) != 0) throw system_error(Fault::io, "cannot-read", path);
    if (S_ISDIR(status.st_mode))
        throw Error(Fault::input, "is-a-folder", path.string() + ": " + text::tr("is a folder"));
    if (std::size_t(status.st_size) > most)
        throw Error(Fault::input, "too-large",
                    path.string() + ": " +
                        text::fill(text::tr("{0} bytes; the most is {1}"),
                                   {std::to_string(status.st_size), std::to_string(most)}));
    std::string bytes(std::size_t(status.st_size), '\0');
    std::size_t got = 0;
    for (;;) {
        if (got == bytes.size()) bytes.resize(got + (S_ISREG(status.st_mode) ? 1 : 65536));
        const ssize_t n = ::read(fd.get(), bytes.data() + got, bytes.size() - got);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) throw system_error(Fault::io, "cannot-read", path);
        if (n == 0) break;
        got += std::size_t(n);
        if (got > most) throw Error(Fault::input, "too-large", path.string() + ": " + text::tr("too large"));
    }
    bytes.resize(got);
    return bytes;
}

MappedFile::MappedFile(const Path& path) {
    const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd.valid() && (errno == ENOENT || errno == ENOTDIR)) throw no_such_file(path);
    struct stat status {};
    if (!fd.valid() || ::fstat(fd.get(), &status) != 0) throw system_error(Fault::io, "cannot-read", path);
    size_ = std::size_t(status.st_size);
    if (size_ == 0) return;  // nothing can be mapped
    begin_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, fd.get(), 0);
    if (begin_ == MAP_FAILED) throw system_error(Fault::io, "cannot-read", path);
}

MappedFile::~MappedFile() {
    if (size_ != 0) ::munmap(begin_, size_);
}

void write_file(const Path& path, std::string_view bytes) {
    std::string pattern = path.string() + ".XXXXXX";
    Path temporary;
    {
        const Descriptor fd(::mkostemp(pattern.data(), O_CLOEXEC));
        if (!fd.valid()) throw system_error(Fault::output, "cannot-write", path);
        temporary = pattern;
        try {
            write_all(fd.get(), bytes, path);
            if (::fsync(fd.get()) != 0) throw system_error(Fault::output, "cannot-write", path);
        } catch (...) {
            ::unlink(temporary.c_str());
            throw;
        }
    }
    try {
        rename_durably(temporary, path);
    } catch (...) {
        ::unlink(temporary.c_str());
        throw;
    }
}

void sync_folder(const Path& folder) {
    const Descriptor fd(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd.valid() || ::fsync(fd.get()) != 0) throw system_error(Fault::output, "cannot-write", folder);
}

void rename_durably(const Path& from, const Path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) throw system_error(Fault::output, "cannot-write", to);
    sync_folder(to.parent_path());
}

void append_line(const Path& path, std::string_view line) {
    const Descriptor fd(::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
    if (!fd.valid()) throw system_error(Fault::output, "cannot-write", path);
    struct stat before {};
    if (::fstat(fd.get(), &before) != 0) throw system_error(Fault::io, "cannot-read", path);
    try {
        write_all(fd.get(), std::string(line) + "\n", path);
        if (::fsync(fd.get()) != 0) throw system_error(Fault::output, "cannot-write", path);
    } catch (const Error&) {
        // Half a line would join the next one; what cannot be cut here, the next opening of the dossier cuts.
        [[maybe_unused]] const int cut = ::ftruncate(fd.get(), before.st_size);
        throw;
    }
}

void cut_torn_line(const Path& path) {
    if (!std::filesystem::exists(path)) return;
    const std::string bytes = read_file(path);
    const std::size_t end = bytes.rfind('\n');
    const std::size_t whole = end == std::string::npos ? 0 : end + 1;
    if (whole == bytes.size()) return;
    const Descriptor fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!fd.valid() || ::ftruncate(fd.get(), off_t(whole)) != 0 || ::fsync(fd.get()) != 0)
        throw Error(Fault::io, "cannot-write", path.string() + ": " + text::tr("cannot cut its torn end"));
}

void make_folder(const Path& path) {
    if (path.empty() || std::filesystem::is_directory(path)) return;
    make_folder(path.parent_path());
    if (::mkdir(path.c_str(), 0700) == 0)
        sync_folder(path.parent_path());
    else if (errno != EEXIST)
        throw system_error(Fault::output, "cannot-write", path);
}

FileLock::FileLock(const Path& path, bool wait) {
    fd_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd_ < 0) throw system_error(Fault::output, "cannot-write", path);
    // A child that a killed process had just forked holds its descriptors until it execs: wait a moment for it.
    constexpr int moments = 25;
    int result = 0;
    for (int moment = 0;; ++moment) {
        result = ::flock(fd_, LOCK_EX | (wait ? 0 : LOCK_NB));
        if (result == 0) return;
        if (errno == EWOULDBLOCK && moment < moments)
            ::usleep(20'000);
        else if (errno != EINTR)
            break;
    }
    const int reason = errno;
    ::close(std::exchange(fd_, -1));
    if (reason == EWOULDBLOCK)
        throw Error(Fault::temporary, "locked",
                    path.parent_path().string() + ": " + text::tr("another process is working on it"),
                    text::tr("try again when it has finished"));
    errno = reason;
    throw system_error(Fault::io, "cannot-lock", path);
}

FileLock::FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

FileLock::~FileLock() {
    if (fd_ < 0) return;
    // Closing alone would leave the lock with a child that another thread is just forking.
    ::flock(fd_, LOCK_UN);
    ::close(fd_);
}

TemporaryFolder::TemporaryFolder(const Path& parent) {
    std::string pattern =
        ((parent.empty() ? std::filesystem::temp_directory_path() : parent) / ".saoy-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw system_error(Fault::output, "cannot-write", pattern);
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;  // a destructor cannot throw; what is left lies in a temporary folder
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace saoy
