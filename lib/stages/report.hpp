// SPDX-License-Identifier: Apache-2.0
// Totals over many dossiers, for an office's own eyes, a dashboard, or a metrics collector.
//
// Holds no personal data: a dossier is named by the end of its id, which is a digest, never by its source's name.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/base/files.hpp"
#include "lib/base/json.hpp"
#include "lib/model/dossier.hpp"

namespace saoy::stages {

// How far a paper has come; each paper counts in exactly one of them.
enum class PaperState { waiting, refused, attested, numbered, issued, submitted };
inline constexpr std::array paper_states{PaperState::waiting,  PaperState::refused, PaperState::attested,
                                         PaperState::numbered, PaperState::issued,  PaperState::submitted};
std::string_view to_string(PaperState state) noexcept;
PaperState state_of(const Dossier& dossier, const Paper& paper);

struct DoubtfulPage {
    std::string dossier;  // the last 16 characters of its id
    int page = 0;
    double confidence = 0;
};

class Report {
public:
    static constexpr std::size_t bins = 10;  // of page confidence, a tenth each

    // Pages read with a mean word confidence below `doubt` are listed.
    explicit Report(double doubt = 0.7);

    // A dossier that was added before is not counted again.
    void add(const Dossier& dossier);
    void add_unreadable() { ++unreadable; }

    std::size_t dossiers = 0, unreadable = 0;
    std::size_t pages = 0, blank = 0, read = 0, words = 0, copies = 0;
    std::map<std::string, std::size_t> types;       // by code
    std::map<std::string, std::string> type_names;  // by code, as the profile has them; may be empty
    std::map<PaperState, std::size_t> states;       // every state is there
    std::map<std::string, std::size_t> per_day;     // copies issued, by the day of their last signature in Vietnam
    std::array<std::size_t, bins> confidence{};     // pages with words, by confidence
    std::vector<DoubtfulPage> doubtful;             // in the order added

    std::size_t papers() const;
    double mean_confidence() const;  // over words; 0 when none was read
    double doubt() const noexcept { return doubt_; }

private:
    double doubt_;
    double weighted_ = 0;
    std::set<std::string> seen_;
};

// For a program; codes as keys.
Json to_json(const Report& report, Time now);
// A table for a person.
std::string to_table(const Report& report);
// Prometheus text format 0.0.4, as the node exporter's textfile collector reads it.
std::string to_prometheus(const Report& report, Time now);
// One self-contained page: no scripts, nothing loaded from elsewhere.
std::string to_html(const Report& report, Time now, const std::string& title);

// The names of a profile's document types by code.
std::map<std::string, std::string> read_type_names(const Path& profile, const Path& schemas);
// The profile's name for it, the code without one.
std::string name_of_type(const Report& report, const std::string& type);
// The state in the user's language.
std::string label_of(PaperState state);
// "12,5" in Vietnamese, "12.5" in English.
std::string percent(double share);

}  // namespace saoy::stages
