// SPDX-License-Identifier: Apache-2.0
// Looks for marks that forbid copying before anything of a paper is written: NĐ 23/2015/NĐ-CP Đ.22 k.3.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "lib/base/executor.hpp"
#include "lib/base/files.hpp"
#include "lib/model/profile.hpp"
#include "lib/stages/direction.hpp"
#include "lib/stages/intake.hpp"
#include "lib/stages/mark_judge.hpp"

namespace saoy::stages {

// Works in memory and in children that have limits; nothing is written, and nothing that is read leaves it but the
// page's number and the mark's code.
class MarkScreen {
public:
    MarkScreen(Path children, ScanRules rules, std::shared_ptr<LineReaders> readers);

    // What a clerk must decide about, page by page. Throws Error(refused, "secrecy-mark") for a mark that stops; input
    // (65) for a file that cannot be decoded or drawn.
    // Hostile bytes are decoded by children. A signed PDF is drawn and read like any other.
    std::vector<MarkFound> file(InputKind kind, std::string_view bytes, std::optional<double> dpi,
                                Executor& pages) const;

    // Of one page image that saoy has made itself, as a device delivers it.
    std::vector<MarkFound> page(std::string_view bytes, int frame, double dpi, int number) const;

private:
    using Candidates = std::vector<MarkView>;
    std::vector<MarkFound> judged(const Candidates& candidates, int page) const;
    std::vector<Candidates> in_frames(const Path& file, std::size_t size, std::optional<double> dpi, int first) const;
    std::vector<MarkFound> in_image(const Path& file, std::size_t size, std::optional<double> dpi,
                                    Executor& pages) const;
    std::vector<MarkFound> in_text(const Path& file, std::size_t size) const;
    std::vector<MarkFound> in_pdf(const Path& file, std::size_t size, Executor& pages) const;

    Path children_;
    ScanRules rules_;
    MarkJudge judge_;
    std::shared_ptr<LineReaders> readers_;
};

// What fails a page until a clerk has decided: in `found` there is something of it.
std::vector<Finding> findings_of(const std::vector<MarkFound>& found, int page);

}  // namespace saoy::stages
