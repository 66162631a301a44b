// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/audit_journal.hpp"

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/stages/verify.hpp"

namespace saoy::stages {

AuditJournal::AuditJournal(const Path& file, std::string parameters) : parameters_(std::move(parameters)) {
    std::ifstream in(file);
    bool is_whole = true;  // the last line ends
    for (std::string line; std::getline(in, line);) {
        is_whole = !in.eof();
        const Json json = Json::parse(line, nullptr, false);
        if (!json.is_object() || json.value("parameters", "") != parameters_ || !json.contains("verdict")) continue;
        try {
            Verdict verdict = verdict_from_json(json["verdict"]);
            known_.insert_or_assign(verdict.file, std::move(verdict));
        } catch (const Error&) {
            continue;
        }
    }
    if (!std::filesystem::exists(file)) write_file(file, {});  // private
    out_.open(file, std::ios::app);
    if (!is_whole) out_ << '\n';
    if (!out_)
        throw Error(Fault::output, "cannot-write", text::fill(text::tr("{0}: cannot be written"), {file.string()}),
                    text::tr("name a file that you may write to"));
}

std::optional<Verdict> AuditJournal::find(const std::string& file, const std::string& sha256) const {
    const auto found = known_.find(file);
    if (found == known_.end() || found->second.sha256 != sha256) return std::nullopt;
    return found->second;
}

void AuditJournal::add(const Verdict& verdict) {
    const Json line{{"parameters", parameters_}, {"verdict", to_json(verdict)}};
    const std::lock_guard lock(mutex_);
    out_ << line.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n' << std::flush;
}

}  // namespace saoy::stages
