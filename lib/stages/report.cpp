// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/report.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "lib/base/text.hpp"
#include "lib/xml/document_types.hpp"

namespace saoy::stages {

namespace {

using text::tr;

std::string day_of(Time time) { return rfc3339(time).substr(0, 10); }

std::string short_name(const std::string& id) { return id.size() <= 16 ? id : id.substr(id.size() - 16); }

std::string padded(std::string text, std::size_t width) {
    const std::size_t length = text::length(text);
    if (length < width) text.append(width - length, ' ');
    return text;
}

void table_line(std::string& table, const std::string& name, const std::string& value) {
    table += "  " + padded(name, 44) + std::string(value.size() < 8 ? 8 - value.size() : 0, ' ') + value + "\n";
}

void metric(std::string& out, const char* name, const char* help, const std::string& samples) {
    out += std::string("# HELP ") + name + " " + help + "\n# TYPE " + name + " gauge\n" + samples;
}

std::string sample(const std::string& name, const std::string& value) { return name + " " + value + "\n"; }
std::string sample(const std::string& name, std::size_t value) { return sample(name, std::to_string(value)); }

std::string decimal(double value) {
    char number[32];
    std::snprintf(number, sizeof number, "%.4f", value);
    return number;
}

}  // namespace

std::string_view to_string(PaperState state) noexcept {
    switch (state) {
        case PaperState::waiting: return "waiting";
        case PaperState::refused: return "refused";
        case PaperState::attested: return "attested";
        case PaperState::numbered: return "numbered";
        case PaperState::issued: return "issued";
        case PaperState::submitted: return "submitted";
    }
    return "waiting";
}

std::string label_of(PaperState state) {
    switch (state) {
        case PaperState::waiting: return tr("waiting for review");
        case PaperState::refused: return tr("refused");
        case PaperState::attested: return tr("attested");
        case PaperState::numbered: return tr("numbered, not signed");
        case PaperState::issued: return tr("issued");
        case PaperState::submitted: return tr("submitted");
    }
    return "";
}

PaperState state_of(const Dossier& dossier, const Paper& paper) {
    if (const Copy* copy = find_copy(dossier, paper.id)) {
        if (!copy->issued) return PaperState::numbered;
        const bool acknowledged = dossier.submission && !dossier.submission->receipt_id.empty();
        return acknowledged ? PaperState::submitted : PaperState::issued;
    }
    if (paper.refusal) return PaperState::refused;
    return paper.attestation ? PaperState::attested : PaperState::waiting;
}

Report::Report(double doubt) : doubt_(doubt) {
    for (const PaperState state : paper_states) states[state] = 0;
}

void Report::add(const Dossier& dossier) {
    if (!seen_.insert(dossier.id).second) return;
    ++dossiers;
    for (const Page& page : dossier.pages) {
        ++pages;
        if (page.blank) ++blank;
        if (!page.text) continue;
        ++read;
        if (page.words > 0) {
            words += std::size_t(page.words);
            weighted_ += page.confidence * page.words;
            ++confidence[std::min(bins - 1, std::size_t(std::max(0.0, page.confidence) * double(bins)))];
        }
        if (!page.blank && page.confidence < doubt_)
            doubtful.push_back({short_name(dossier.id), page.number, page.confidence});
    }
    for (const Paper& paper : dossier.papers) {
        ++types[paper.type];
        ++states[state_of(dossier, paper)];
    }
    for (const Copy& copy : dossier.copies) {
        if (!copy.issued) continue;
        ++copies;
        Time last{};
        for (const Signature& signature : copy.signatures) last = std::max(last, signature.at);
        if (last != Time{}) ++per_day[day_of(last)];
    }
}

std::size_t Report::papers() const {
    std::size_t all = 0;
    for (const auto& [type, count] : types) all += count;
    return all;
}

double Report::mean_confidence() const { return words == 0 ? 0 : weighted_ / double(words); }

std::map<std::string, std::string> read_type_names(const Path& profile, const Path& schemas) {
    std::map<std::string, std::string> names;
    const xml::Schema schema(schemas / "document-types.xsd");
    for (const DocumentType& type : xml::read_document_types(profile / "document-types.xml", schema).types)
        names[type.code] = type.name;
    return names;
}

std::string name_of_type(const Report& report, const std::string& type) {
    if (type == "unknown") return tr("not recognised");
    const auto named = report.type_names.find(type);
    return named == report.type_names.end() ? type : named->second;
}

std::string percent(double share) {
    char number[32];
    std::snprintf(number, sizeof number, "%.1f", share * 100);
    std::string written = number;
    // TRANSLATORS: the decimal mark
    written.replace(written.find('.'), 1, tr("."));
    return written + " %";
}

Json to_json(const Report& report, Time now) {
    Json json = {{"v", 1},
                 {"at", rfc3339(now)},
                 {"dossiers", report.dossiers},
                 {"unreadable", report.unreadable},
                 {"papers", report.papers()},
                 {"pages", report.pages},
                 {"blank_pages", report.blank},
                 {"read_pages", report.read},
                 {"words", report.words},
                 {"copies_issued", report.copies}};
    json["mean_confidence"] = report.words == 0 ? Json() : Json(std::round(report.mean_confidence() * 1e4) / 1e4);
    json["papers_by_type"] = report.types;
    json["papers_by_state"] = Json::object();
    for (const auto& [state, count] : report.states) json["papers_by_state"][std::string(to_string(state))] = count;
    json["copies_per_day"] = report.per_day;
    json["pages_by_confidence"] = report.confidence;
    json["low_confidence"] = {{"below", report.doubt()}, {"pages", Json::array()}};
    for (const DoubtfulPage& page : report.doubtful)
        json["low_confidence"]["pages"].push_back(
            {{"dossier", page.dossier}, {"page", page.page}, {"confidence", page.confidence}});
    return json;
}

std::string to_table(const Report& report) {
    std::string table;
    const auto count = [&](const std::string& name, std::size_t value) {
        table_line(table, name, std::to_string(value));
    };
    const auto heading = [&](const std::string& title) { table += "\n" + title + "\n"; };
    table += tr("Totals") + "\n";
    count(tr("dossiers"), report.dossiers);
    if (report.unreadable != 0) count(tr("dossiers that cannot be read"), report.unreadable);
    count(tr("papers"), report.papers());
    count(tr("pages"), report.pages);
    count(tr("blank pages"), report.blank);
    count(tr("pages read"), report.read);
    table_line(table, tr("mean confidence of reading"), report.words == 0 ? "-" : percent(report.mean_confidence()));
    count(tr("copies issued"), report.copies);
    heading(tr("Papers by state"));
    for (const auto& [state, number] : report.states) count(label_of(state), number);
    heading(tr("Papers by type"));
    for (const auto& [type, number] : report.types) count(name_of_type(report, type), number);
    if (!report.per_day.empty()) {
        heading(tr("Copies issued a day"));
        for (const auto& [day, number] : report.per_day) count(day, number);
    }
    if (!report.doubtful.empty()) {
        heading(text::fill(tr("Pages read with less than {0} confidence"), {percent(report.doubt())}));
        for (const DoubtfulPage& page : report.doubtful)
            table_line(table, page.dossier + " " + text::fill(tr("page {0}"), {std::to_string(page.page)}),
                       percent(page.confidence));
    }
    return table;
}

std::string to_prometheus(const Report& report, Time now) {
    std::string out, papers, types;
    for (const auto& [state, count] : report.states)
        papers += sample("saoy_papers{state=\"" + std::string(to_string(state)) + "\"}", count);
    for (const auto& [type, count] : report.types) types += sample("saoy_papers_by_type{type=\"" + type + "\"}", count);
    metric(out, "saoy_dossiers", "Dossiers looked at.", sample("saoy_dossiers", report.dossiers));
    metric(out, "saoy_dossiers_unreadable", "Dossiers that could not be read.",
           sample("saoy_dossiers_unreadable", report.unreadable));
    metric(out, "saoy_papers", "Papers by how far they have come.", papers);
    metric(out, "saoy_papers_by_type", "Papers by type code.", types);
    metric(out, "saoy_pages", "Pages captured.", sample("saoy_pages", report.pages));
    metric(out, "saoy_pages_blank", "Pages without content.", sample("saoy_pages_blank", report.blank));
    metric(out, "saoy_pages_low_confidence", "Pages whose reading is doubtful.",
           sample("saoy_pages_low_confidence", report.doubtful.size()));
    if (report.words != 0)
        metric(out, "saoy_ocr_confidence_mean", "Mean word confidence, 0 to 1.",
               sample("saoy_ocr_confidence_mean", decimal(report.mean_confidence())));
    metric(out, "saoy_copies_issued", "Certified copies issued.", sample("saoy_copies_issued", report.copies));
    metric(out, "saoy_report_timestamp_seconds", "When these numbers were taken.",
           sample("saoy_report_timestamp_seconds", std::to_string(now.time_since_epoch().count())));
    return out;
}

}  // namespace saoy::stages
