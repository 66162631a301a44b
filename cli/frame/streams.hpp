// SPDX-License-Identifier: Apache-2.0
// Standard output for data only: libraries that print on descriptor 1 reach standard error instead.
#pragma once

#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace saoy::cli {

// Opens /dev/null on each standard descriptor that is closed, before a file of ours could become one of them.
void fill_standard_descriptors();

class DataStream {
public:
    DataStream();  // from here on descriptor 1 is standard error; call before any library is used
    ~DataStream();
    DataStream(const DataStream&) = delete;
    DataStream& operator=(const DataStream&) = delete;
    // Writes at once. Throws Error(output); code "output-closed" when the reader has gone.
    void write(std::string_view bytes);

private:
    std::mutex mutex_;
    int fd_ = -1;
};

// Lines (or NUL-separated records) from standard input as they arrive.
class LineReader {
public:
    LineReader(char separator, const std::atomic<bool>& stop) : separator_(separator), stop_(&stop) {}
    std::optional<std::string> next();

private:
    char separator_;
    const std::atomic<bool>* stop_;
    std::string buffer_;
    bool ended_ = false;
};

// SIGINT and SIGTERM set the flag once; the next one ends the process at once.
const std::atomic<bool>& stop_on_signals();
bool stop_requested() noexcept;

}  // namespace saoy::cli
