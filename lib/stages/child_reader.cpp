// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/child_reader.hpp"

#include "lib/base/json.hpp"
#include "lib/base/text.hpp"
#include "lib/ocr/line_protocol.hpp"
#include "lib/stages/page_orders.hpp"
#include "lib/stages/stopped.hpp"

namespace saoy::stages {

namespace {

constexpr std::size_t memory = std::size_t(1) << 30;
constexpr std::chrono::milliseconds no_deadline = std::chrono::hours(24);
constexpr std::chrono::milliseconds longest_start = std::chrono::minutes(5);  // of a process on a loaded computer

}  // namespace

ChildReader::ChildReader(Path children, std::string languages, std::string tessdata, std::chrono::milliseconds deadline)
    : command_{(children / "saoy-child-lines").string(), std::move(languages), std::move(tessdata)},
      deadline_(deadline.count() > 0 ? deadline : no_deadline) {
    start();  // a missing model is told before the first page
}

void ChildReader::start() {
    ChildLimits limits;
    limits.memory_bytes = memory;
    limits.cpu_s = 24 * 3600;  // of all its pages; each of them has the deadline
    child_.emplace(command_, limits, longest_start, [] {});
    const Json told = Json::parse(child_->line().value_or(""), nullptr, false);
    if (!told.is_object() || !told.contains("version")) {
        const ChildOutcome outcome = child_->end();
        child_.reset();
        if (told.is_object() && told.contains("error")) throw error_from(told["error"]);
        check_stop(outcome);
        throw Error(Fault::internal, "ocr-crash", text::tr("the recogniser died"));
    }
    version_ = told["version"].get<std::string>();
}

std::vector<LineText> ChildReader::read(const std::vector<Raster>& lines) {
    if (lines.empty()) return {};
    if (!child_) start();
    child_->grant(deadline_);
    child_->say(ocr::pack_order(lines));
    std::vector<LineText> texts;
    while (texts.size() < lines.size()) {
        const std::optional<std::string> line = child_->line();
        if (!line) break;
        texts.push_back(ocr::unpack_text(*line));
    }
    if (texts.size() == lines.size()) return texts;
    const ChildOutcome outcome = child_->end();
    child_.reset();
    check_stop(outcome);
    if (outcome.timed_out)
        throw LinesCut(Error(Fault::temporary, "ocr-timeout", text::tr("reading took too long and was ended"),
                             text::tr("look at the page; read it again with a longer --page-deadline")),
                       std::move(texts));
    throw LinesCut(Error(Fault::internal, "ocr-crash", text::tr("the recogniser died"),
                         text::tr("look at the page; what was read before is kept")),
                   std::move(texts));
}

}  // namespace saoy::stages
