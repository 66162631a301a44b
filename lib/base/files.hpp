// SPDX-License-Identifier: Apache-2.0
// Files that are private, whole or absent, and locked while one process writes.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace saoy {

using Path = std::filesystem::path;

// Reads a whole file. Throws Error missing (66), io (74), or input (65, "too-large") above `most` bytes.
std::string read_file(const Path& path, std::size_t most = std::size_t(1) << 30);

// A whole file to look at, without reading it into memory. It must not be cut shorter meanwhile.
class MappedFile {
public:
    // Throws Error missing (66) or io (74).
    explicit MappedFile(const Path& path);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    std::string_view bytes() const noexcept { return {static_cast<const char*>(begin_), size_}; }

private:
    void* begin_ = nullptr;
    std::size_t size_ = 0;
};

// Write beside the target, fsync, rename, fsync the folder. Mode 0600. A reader sees the old file or the new one.
// Throws Error output (73).
void write_file(const Path& path, std::string_view bytes);
// Renames a finished file of the same folder into place, durably.
void rename_durably(const Path& from, const Path& to);
// The names in it are durable; "" is the current folder.
void sync_folder(const Path& folder);

// Appends one line and its newline, then fsyncs. Mode 0600.
void append_line(const Path& path, std::string_view line);

// Cuts half a line off the end of such a file, durably: a power cut left it, and it was never acknowledged.
void cut_torn_line(const Path& path);

// Makes a folder and its parents, each mode 0700 where it is new.
void make_folder(const Path& path);

// An exclusive flock on a file, held until destroyed; the kernel releases it when the process dies.
class FileLock {
public:
    // Throws Error temporary (75, "locked") after half a second if another process holds it and `wait` is false.
    FileLock(const Path& path, bool wait);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&&) = delete;

private:
    int fd_ = -1;
};

// A private folder that goes away with this object.
class TemporaryFolder {
public:
    // Below `parent`, or below the system's temporary folder when empty.
    explicit TemporaryFolder(const Path& parent = {});
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const Path& path() const noexcept { return path_; }

private:
    Path path_;
};

}  // namespace saoy
