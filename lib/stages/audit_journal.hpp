// SPDX-License-Identifier: Apache-2.0
// Verdicts already given, kept in a file, so that an audit that was stopped goes on where it was.
#pragma once

#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "lib/base/files.hpp"
#include "lib/model/verdict.hpp"

namespace saoy::stages {

// Safe to use from many threads. One line of JSON a verdict; a line that was cut off by a crash counts for nothing.
class AuditJournal {
public:
    // `parameters` is a digest of all that a verdict depends on besides the file: lines of others are left alone.
    // Throws Error(output) when the file cannot be written.
    AuditJournal(const Path& file, std::string parameters);

    // The verdict on this file with these bytes, as it was given.
    std::optional<Verdict> find(const std::string& file, const std::string& sha256) const;
    void add(const Verdict& verdict);

private:
    std::string parameters_;
    std::map<std::string, Verdict> known_;  // by file
    std::mutex mutex_;
    std::ofstream out_;
};

}  // namespace saoy::stages
