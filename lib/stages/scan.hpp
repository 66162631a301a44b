// SPDX-License-Identifier: Apache-2.0
// Capture from a file: a dossier folder with the masters byte for byte and the images to be read.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/events.hpp"
#include "lib/base/executor.hpp"
#include "lib/model/profile.hpp"
#include "lib/stages/direction.hpp"
#include "lib/stages/intake.hpp"
#include "lib/stages/mark_screen.hpp"
#include "lib/stages/shelf.hpp"
#include "lib/stages/split.hpp"

namespace saoy::stages {

// The files of a folder by name, without those that begin with a dot; any other path as it is.
// Throws Error missing (66, "empty-folder").
std::vector<std::string> files_to_scan(const std::string& input);

class Scan {
public:
    struct Options {
        Path children;               // folder of saoy-child-intake
        std::string profile = "vn";  // its code, for the dossier
        ScanRules rules;
        std::optional<double> dpi{};                // of images whose file does not say, or says what cannot be
        std::shared_ptr<const MarkScreen> marks{};  // empty: nothing is screened
        Split split{};                              // how the pages of one file become papers
        std::string device{};                       // the scanner that made the files, when it is known
        std::shared_ptr<LineReaders> readers{};     // for pages that only reading tells which way is up
        std::optional<PaperSize> paper{};           // of photographed sheets whose file says no resolution
    };

    explicit Scan(Options options) : options_(std::move(options)) {}

    // Makes WORK/<id> from a JPEG, PNG, TIFF or PDF file, whole or not at all, and gives its path. The same bytes never
    // make two dossiers: they give the path of the first, with a `skipped` event "duplicate".
    // Before anything is written the file is screened for secrecy marks.
    // Throws Error input (65) for a file that cannot be taken, missing (66), output (73), unavailable (69), refused
    // (77) for a paper that must not be copied.
    Path operator()(const Path& input, const Path& work, const Shelf& shelf, Executor& pages, Events& events) const;

    // What the dossier would be; nothing is left on disk.
    Dossier preview(const Path& input, const Clock& clock, Executor& pages, Events& events) const;

private:
    Options options_;
};

// Gives every page a resolution, or says which has none. A camera's picture has no true one: it is not guessed.
// Throws Error(input): "no-resolution", "resolution-implausible", "uneven-resolution".
void settle_resolution(std::vector<IntakePage>& pages, const Scan::Options& options);

// A master whose bytes are in memory already.
struct KnownFile {
    std::string path;  // as in StoredFile
    std::string_view bytes;
};

// Screens the masters that `taken` names under `folder`, looks at them, and writes images/ beside them: what every page
// passes, whether it came from a file or from a device. `item` is what events are about.
std::vector<Page> make_pages(const Scan::Options& options, std::vector<IntakePage> taken, const Path& folder,
                             const KnownFile& known, const Path& item, Executor& executor, Events& events);

}  // namespace saoy::stages
