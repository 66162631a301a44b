// SPDX-License-Identifier: Apache-2.0
// A file that is written piece by piece and appears whole or not at all: for what is too large to be held in memory.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/files.hpp"

namespace saoy {

// Errors are those of write_file: Error output (73).
class WholeFile {
public:
    explicit WholeFile(Path path);  // begins a private file beside `path`, mode 0600
    ~WholeFile();                   // what was not put in place goes away
    WholeFile(const WholeFile&) = delete;
    WholeFile& operator=(const WholeFile&) = delete;

    void write(std::string_view bytes);
    // Everything written is durable and has the file's name. Call it once, last.
    void put_in_place();
    // The same of two files: `last` has its name after `first`, and folders are made durable once, after both.
    static void put_in_place(WholeFile& first, WholeFile& last);

private:
    void flush();
    void make_durable();
    void rename();
    void write_out(std::string_view rest);
    Path path_, temporary_;
    std::string waiting_;
    int fd_ = -1;
};

}  // namespace saoy
