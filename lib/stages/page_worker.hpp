// SPDX-License-Identifier: Apache-2.0
// A child process that reads pages, as its parent sees it. One for each page that is worked on at the same time.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "lib/base/dialogue.hpp"
#include "lib/stages/page_orders.hpp"

namespace saoy::stages {

struct PageAnswer {
    EncodedImage image;  // a JPEG of the file itself comes without bytes
    Geometry geometry;
    bool blank = false;
    double dpi = 0;
    std::string alto;          // empty without text
    std::optional<Error> cut;  // lines, or all of the text, are missing
};

class PageWorker {
public:
    // Starts the process and does not wait for it. Throws Error unavailable (69): no such program.
    explicit PageWorker(WorkerSettings settings);

    // Recogniser and model. Waits until the process is ready, as everything below does; throws what line_readers()
    // throws.
    const std::string& version();

    // Throws Error(input): what is wrong with the file, "unreadable" when it broke or outlasted the process.
    Json open(const OpenOrder& order);
    // The same for an image that cannot be decoded. What goes wrong after that is `cut`: "ocr-timeout", "page-crash";
    // but for a process that was told to stop: Error(interrupted).
    PageAnswer read(const PageOrder& order);

    // The bytes to append. Throws Error(input).
    std::string update(const UpdateOrder& order);

    // Nothing more is asked: the process ends meanwhile.
    void let_go();

private:
    Json ask(const Json& order);
    std::optional<Json> answer();  // nothing when the process has died or hangs
    std::string bytes(const Json& line, const char* counted);
    void start();
    void await();

    WorkerSettings settings_;
    std::string version_;
    bool ready_ = false;  // it has told its version
    std::optional<Dialogue> child_;
};

}  // namespace saoy::stages
