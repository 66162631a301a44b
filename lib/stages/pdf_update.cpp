// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/pdf_update.hpp"

#include "lib/base/child.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::stages {

using text::fill;
using text::tr;

namespace {

[[noreturn]] void overwhelmed(const Path& file) {
    throw Error(Fault::input, "pdf-unreadable", fill(tr("{0}: the file overwhelmed its reader"), {file.string()}),
                tr("write it anew with a PDF program, then sign it"));
}

ChildLimits limits_for(const Path& file) {
    ChildLimits limits;
    // The file is mapped, not read; its tables and the update take the rest.
    const std::size_t size = std::filesystem::file_size(file);
    limits.memory_bytes = (std::size_t(512) << 20) + size;
    limits.cpu_s = 20 + int(size >> 22);
    return limits;
}

[[noreturn]] void rethrow(const ChildOutcome& outcome, const Path& file) {
    const Json told = Json::parse(outcome.out, nullptr, false);
    if (outcome.signal != 0 || outcome.timed_out || !told.is_object() || !told.contains("sentence")) overwhelmed(file);
    const Fault fault = outcome.status == exit_status(Fault::refused)         ? Fault::refused
                        : outcome.status == exit_status(Fault::configuration) ? Fault::configuration
                                                                              : Fault::input;
    throw Error(fault, told.value("code", "pdf-unreadable"), file.string() + ": " + told.value("sentence", ""),
                told.value("hint", ""));
}

}  // namespace

std::pair<Json, std::string> PdfUpdater::ask(const char* child, const char* what, const Path& file,
                                             const Json& request) const {
    if (!std::filesystem::exists(file))
        throw Error(Fault::missing, "no-such-file", fill(tr("{0}: no such file"), {file.string()}));
    ChildOutcome outcome = run_child({(children_ / child).string(), what, std::filesystem::absolute(file).string()},
                                     request.dump(), limits_for(file));
    if (!outcome.ok()) rethrow(outcome, file);
    const std::size_t line = outcome.out.find('\n');
    if (line == std::string::npos) overwhelmed(file);
    Json head = Json::parse(outcome.out.substr(0, line), nullptr, false);
    outcome.out.erase(0, line + 1);
    if (!head.is_object()) overwhelmed(file);
    return {std::move(head), std::move(outcome.out)};
}

std::string PdfUpdater::store_update(const Path& file, const pdf::StoreAddition& addition) const {
    return ask("saoy-child-update", "store", file, pdf::to_json(addition)).second;
}

pdf::Prepared PdfUpdater::prepare_signature(const Path& file, const pdf::SignatureRequest& request) const {
    const auto ask_child = [&](const char* child) { return ask(child, "signature", file, pdf::to_json(request)); };
    const auto answer = [&] {
        try {
            return ask_child("saoy-child-update");
        } catch (const Error& error) {
            if (error.code() != "needs-drawing") throw;
            return ask_child("saoy-child-look");
        }
    };
    auto [head, appended] = answer();
    pdf::Prepared prepared{std::move(appended), head.value("gap", std::size_t(0)),
                           head.value("gap_size", std::size_t(0))};
    // The child read hostile bytes: what it says is checked before it is used.
    const std::string& bytes = prepared.appended;
    if (prepared.gap_size != request.contents_size * 2 + 2 || prepared.gap > bytes.size() ||
        prepared.gap_size > bytes.size() - prepared.gap || bytes[prepared.gap] != '<' ||
        bytes.find_first_not_of('0', prepared.gap + 1) != prepared.gap + prepared.gap_size - 1)
        overwhelmed(file);
    return prepared;
}

}  // namespace saoy::stages
