// SPDX-License-Identifier: Apache-2.0
// One stream of events, two printers: sentences and a progress bar for a person, JSON Lines for a program.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "cli/frame/progress.hpp"
#include "lib/base/clock.hpp"
#include "lib/base/events.hpp"

namespace saoy::cli {

// "saoy-ocr: scan.tif: page 3: image has no resolution", a hint line below; a bar while it lasts, on a terminal only.
class TextPrinter : public Events {
public:
    enum class Voice { quiet, normal, verbose };
    TextPrinter(std::string command, Voice voice);
    ~TextPrinter() override;
    void emit(const Event& event) override;
    // Before the first item is done.
    void expect(std::size_t items);
    // `total` 0 = not known.
    void progress(std::size_t done, std::size_t failed, std::size_t total);
    void message(const std::string& text, const std::string& hint);

private:
    void clear_bar();
    void draw_bar();  // with mutex_ held, as clear_bar
    void count_pages(const Event& event);
    std::string command_;
    Voice voice_;
    bool terminal_;
    bool bar_ = false;
    Progress progress_;
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now(), drawn_{};
    std::mutex mutex_;
};

// schemas/events.schema.json: one object a line, `seq` from 1, the last line is always the result.
class JsonPrinter : public Events {
public:
    // `target` is a file name or "fd:N".
    JsonPrinter(const std::string& target, const Clock& clock, std::string command);
    ~JsonPrinter() override;
    void emit(const Event& event) override;
    void result(int status, std::size_t done, std::size_t failed);

private:
    void line(std::string json);
    int fd_ = -1;
    const Clock* clock_;
    std::string command_;
    long seq_ = 0;
    std::mutex mutex_;
};

}  // namespace saoy::cli
