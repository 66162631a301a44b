// SPDX-License-Identifier: Apache-2.0
#include "lib/model/profile.hpp"

#include <algorithm>
#include <cstdio>

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

namespace {

constexpr const char* copy_blanks[] = {"number",     "suffix",      "volume",  "year",        "book",  "day",
                                       "month",      "signer_role", "agency",  "agency_code", "place", "official",
                                       "paper_name", "type",        "dossier", "paper",       "digest"};
constexpr const char* signature_blanks[] = {"signer", "organisation", "agency", "time"};

template <class Names>
void must_fill_with(const std::string& text, const Names& names) {
    std::map<std::string, std::string> values;
    for (const char* name : names) values[name] = "";
    fill_blanks(text, values);
}

// 1 = Monday; 1 January 1970 was a Thursday.
int weekday(std::int64_t day) { return int((day + 3) % 7) + 1; }

bool is_working_day(const DueRules& rules, const VietnamTime& day, std::int64_t number) {
    if (std::count(rules.days_off.begin(), rules.days_off.end(), weekday(number)) != 0) return false;
    char date[40];
    std::snprintf(date, sizeof date, "%04d-%02d-%02d", day.year, day.month, day.day);
    return std::none_of(rules.holidays.begin(), rules.holidays.end(),
                        [&](const std::string& holiday) { return holiday == date || holiday == date + 5; });
}

}  // namespace

void must_fill(const CopyMode& mode) {
    for (const StatementLine& line : mode.statement) must_fill_with(line.text, copy_blanks);
    for (const std::string* text : {&mode.verification, &mode.likeness, &mode.title, &mode.subject, &mode.file_name})
        must_fill_with(*text, copy_blanks);
    for (const auto& [role, lines] : mode.signature_lines)
        for (const std::string& line : lines) must_fill_with(line, signature_blanks);
}

Time due_time(const DueRules& rules, Time received) {
    constexpr std::chrono::hours east{7};  // Vietnam has no other time
    constexpr std::int64_t seconds_a_day = 86400;
    std::int64_t day = (received + east).time_since_epoch().count() / seconds_a_day;
    const VietnamTime time = vietnam_time(received);
    const auto midnight = [&] { return Time(std::chrono::seconds(day * seconds_a_day)) - east; };
    const bool late = time.hour * 60 + time.minute >= rules.cutoff;
    if (late || !is_working_day(rules, time, day)) do
            ++day;
        while (!is_working_day(rules, vietnam_time(midnight()), day));
    return midnight() + std::chrono::minutes(rules.close);
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
