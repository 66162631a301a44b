// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/child_reader.hpp"

#include <algorithm>

#include "lib/base/child.hpp"
#include "lib/base/json.hpp"
#include "lib/base/text.hpp"
#include "lib/ocr/line_protocol.hpp"
#include "lib/stages/page_orders.hpp"

namespace saoy::stages {

namespace {

constexpr std::size_t memory = std::size_t(1) << 30;
constexpr std::chrono::milliseconds no_deadline = std::chrono::hours(24);

// The complete lines of what a child has said so far.
std::vector<std::string> lines_of(const std::string& said) {
    std::vector<std::string> lines = text::split(said, '\n');
    lines.pop_back();  // after the last newline: nothing, or a torn line
    return lines;
}

}  // namespace

ChildReader::ChildReader(Path children, std::string languages, std::string tessdata, std::chrono::milliseconds deadline)
    : command_{(children / "saoy-child-lines").string(), std::move(languages), std::move(tessdata)},
      deadline_(deadline.count() > 0 ? deadline : no_deadline) {
    ask({}, no_deadline);  // a missing model is told before the first page
}

std::vector<LineText> ChildReader::read(const std::vector<Raster>& lines) {
    if (lines.empty()) return {};
    return ask(lines, deadline_);
}

std::vector<LineText> ChildReader::ask(const std::vector<Raster>& lines, std::chrono::milliseconds deadline) {
    ChildLimits limits;
    limits.memory_bytes = memory;
    limits.wall = deadline;
    limits.cpu_s = int(std::min<long long>(deadline.count() / 1000 * 2 + 10, 1 << 20));
    const ChildOutcome outcome = run_child(command_, ocr::pack_lines(lines), limits);
    std::vector<LineText> texts;
    for (const std::string& line : lines_of(outcome.out)) {
        const Json answer = Json::parse(line, nullptr, false);
        if (answer.is_object() && answer.contains("error")) throw error_from(answer["error"]);
        if (answer.is_object() && answer.contains("version"))
            version_ = answer["version"].get<std::string>();
        else
            texts.push_back(ocr::unpack_text(line));
    }
    if (outcome.timed_out)
        throw LinesCut(Error(Fault::temporary, "ocr-timeout", text::tr("reading took too long and was ended"),
                             text::tr("look at the page; read it again with a longer --page-deadline")),
                       std::move(texts));
    if (!outcome.ok() || texts.size() != lines.size())
        throw LinesCut(Error(Fault::internal, "ocr-crash", text::tr("the recogniser died"),
                             text::tr("look at the page; what was read before is kept")),
                       std::move(texts));
    return texts;
}

}  // namespace saoy::stages
