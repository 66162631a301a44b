// SPDX-License-Identifier: Apache-2.0
// Files made searchable without a dossier that stays: saoy-ocr --pdf.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/base/events.hpp"
#include "lib/base/executor.hpp"
#include "lib/base/pool.hpp"
#include "lib/pdf/copy_writer.hpp"
#include "lib/stages/page_plan.hpp"
#include "lib/stages/page_worker.hpp"
#include "lib/stages/scan.hpp"
#include "lib/stages/shelf.hpp"

namespace saoy::stages {

// The masters' pixels as captured, with geometry and recognised text; each master file is read once.
// Throws Error(input) with the page's number.
// `turn_from`: ScanRules::turn_from.
std::vector<pdf::CopyPage> pdf_pages(const Folder& folder, const std::vector<const Page*>& sources, double turn_from,
                                     Executor& executor);

class Searchable {
public:
    struct Options {
        WorkerSettings worker;
        ScanRules rules;
        std::optional<double> dpi{};  // of images whose file does not say, or says what cannot be
        Fonts fonts;
        int jobs = 1;       // child processes at most; the executor may work on more pages: they wait, or are written
        bool many = false;  // files to come
    };

    // Throws what PageWorker throws.
    explicit Searchable(Options options);

    struct Order {
        Path input;  // JPEG, PNG, TIFF or PDF
        Path pdf;
        std::optional<Path> sidecar{};  // text of the pages that are read, NFC, a form feed between all pages
        PageChoice choice{};            // redo also: even if `pdf` has been made of the same input already
        bool last = false;              // nothing is asked after it: when the files on their way are read, all is
    };
    struct Summary {
        int number = 0;
        bool blank = false;
        int words = 0;
        double confidence = 0;
    };
    // Writes the files, each whole or not at all, the PDF last. Where every page is an image it is a new PDF/A-2b; else
    // the input, every byte in its place, with text added to the pages that are read. A signed PDF is copied byte for
    // byte when text is to be skipped. A page whose reading fails is kept without text and told as a warning. Gives
    // nothing, with a `skipped` event, when `pdf` is there and was made of these bytes with these options. Throws Error
    // input (65), output (73), unavailable (69).
    std::optional<std::vector<Summary>> operator()(const Order& order, const Clock& clock, Executor& executor,
                                                   Events& events) const;

private:
    class Work;
    std::string parameters(const PageChoice& choice) const;
    Options options_;
    std::string version_;
    void start_second() const;
    mutable Pool<PageWorker> workers_;
    mutable std::once_flag second_;
    struct Place {};
    mutable Pool<Place> places_;  // for files that are read; what else is under way waits for the disk
    mutable std::atomic<int> reading_ = 0;
    mutable std::atomic<bool> no_more_ = false;  // the last has begun
};

}  // namespace saoy::stages
