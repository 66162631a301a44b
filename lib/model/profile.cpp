// SPDX-License-Identifier: Apache-2.0
#include "lib/model/profile.hpp"

#include <algorithm>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy {

std::optional<PaperSize> paper_named(const ScanRules& rules, const std::string& name) {
    if (name.empty()) return std::nullopt;
    std::string known;
    for (const PaperSize& paper : rules.papers) {
        if (paper.name == name) return paper;
        known += (known.empty() ? "" : ", ") + paper.name;
    }
    throw Error(Fault::usage, "unknown-paper",
                text::fill(text::tr("'{0}' is not a size of paper of the profile"), {name}),
                text::fill(text::tr("sizes: {0}"), {known}));
}

const CopyMode& mode_of(const Profile& profile, const std::string& code) {
    for (const CopyMode& mode : profile.modes)
        if (mode.code == code) return mode;
    std::vector<std::string> known;
    for (const CopyMode& mode : profile.modes) known.push_back(mode.code);
    throw Error(Fault::configuration, "unknown-mode",
                text::fill(text::tr("profile {0} has no copy mode '{1}'"), {profile.code, code}),
                text::fill(text::tr("modes: {0}"), {text::join(known, ", ")}));
}

int fee_for(const Fee& fee, int pages) {
    const int first = std::min(pages, fee.first_pages);
    return std::min(fee.most, fee.first_price * first + fee.next_price * std::max(0, pages - fee.first_pages));
}

std::string fill_blanks(const std::string& line, const std::map<std::string, std::string>& values) {
    std::string filled;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const std::size_t end = line[i] == '{' ? line.find('}', i) : std::string::npos;
        if (end == std::string::npos) {
            filled += line[i];
            continue;
        }
        const std::string name = line.substr(i + 1, end - i - 1);
        const auto value = values.find(name);
        if (value == values.end())
            throw Error(Fault::configuration, "unknown-blank",
                        text::fill(text::tr("template has a blank '{0}' that nothing fills"), {"{" + name + "}"}));
        filled += value->second;
        i = end;
    }
    return filled;
}

}  // namespace saoy
