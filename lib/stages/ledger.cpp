// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/ledger.hpp"

#include <cstdio>

#include "lib/base/text.hpp"

namespace saoy::stages {

namespace {

using store::Entry;

std::string day(Time at, const char* format) {
    const VietnamTime time = vietnam_time(at);
    char text[40];
    std::snprintf(text, sizeof text, format, time.year, time.month, time.day);
    return text;
}

// NĐ 23/2015 Đ.13 k.2 writes the first number "01".
std::string number_of(const Entry& entry) { return (entry.number < 10 ? "0" : "") + std::to_string(entry.number); }

std::string note_of(const Entry& entry) {
    switch (entry.state) {
        case Entry::State::issued: return text::mask_numbers(entry.note);
        case Entry::State::reserved: return text::tr("not issued yet");
        case Entry::State::voided: return text::fill(text::tr("void: {0}"), {text::mask_numbers(entry.note)});
    }
    return "";
}

}  // namespace

Json entry_json(const Entry& entry) {
    Json json = {{"agency", entry.agency},
                 {"book", entry.book},
                 {"year", entry.year},
                 {"number", entry.number},
                 {"state", to_string(entry.state)},
                 {"at", rfc3339(entry.at)},
                 {"paper_name", text::mask_numbers(entry.paper_name)},
                 {"requester", text::mask_numbers(entry.requester)},
                 {"official", text::mask_numbers(entry.official)},
                 {"copies", entry.copies},
                 {"pages", entry.pages},
                 {"fee", entry.fee},
                 {"dossier", entry.dossier},
                 {"paper", entry.paper},
                 {"request_id", entry.request_id},
                 {"masters_sha256", entry.masters_digest}};
    if (entry.issued_at) {
        json["issued_at"] = rfc3339(*entry.issued_at);
        json["copy"] = entry.copy_path;
        json["copy_sha256"] = entry.copy_digest;
    }
    if (!entry.note.empty()) json["note"] = text::mask_numbers(entry.note);
    return json;
}

std::vector<std::string> entry_cells(const Entry& entry) {
    return {std::to_string(entry.year),
            entry.book,
            number_of(entry),
            to_string(entry.state),
            day(entry.at, "%04d-%02d-%02d"),
            text::mask_numbers(entry.paper_name),
            text::mask_numbers(entry.requester),
            text::mask_numbers(entry.official)};
}

std::string csv_record(const std::vector<std::string>& cells) {
    std::string record;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        std::string cell = cells[i];
        if (!cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos)
            cell.insert(0, "'");
        if (i != 0) record += ',';
        if (cell.find_first_of(",\"\r\n") == std::string::npos) {
            record += cell;
            continue;
        }
        record += '"';
        for (const char c : cell) record.append(c == '"' ? 2 : 1, c);
        record += '"';
    }
    return record;
}

std::vector<std::string> book_columns(const Entry& entry) {
    const VietnamTime time = vietnam_time(entry.at);
    char date[40];
    std::snprintf(date, sizeof date, "%02d/%02d/%04d", time.day, time.month, time.year);
    return {number_of(entry),
            date,
            text::mask_numbers(entry.requester),
            text::mask_numbers(entry.paper_name),
            text::mask_numbers(entry.official),
            std::to_string(entry.copies),
            std::to_string(entry.fee),
            note_of(entry)};
}

}  // namespace saoy::stages
