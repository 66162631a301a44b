// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/ledger.hpp"

#include <algorithm>

#include <cstdio>
#include <map>

#include "lib/archive/zip.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/stages/issued_bytes.hpp"
#include "lib/xml/ods.hpp"

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

std::string shown(const std::string& text, bool unmask) { return unmask ? text : text::mask_numbers(text); }

std::string note_of(const Entry& entry, bool unmask) {
    switch (entry.state) {
        case Entry::State::issued: return shown(entry.note, unmask);
        case Entry::State::reserved: return text::tr("not issued yet");
        case Entry::State::waiting: return text::tr("waits for its signatures");
        case Entry::State::voided: return text::fill(text::tr("void: {0}"), {shown(entry.note, unmask)});
    }
    return "";
}

Json masked(Json detail) {
    for (auto& value : detail)
        if (value.is_string()) value = text::mask_numbers(value.get<std::string>());
    return detail;
}

}  // namespace

Json entry_json(const Entry& entry, bool unmask) {
    Json json = {{"agency", entry.agency},
                 {"book", entry.book},
                 {"volume", entry.volume},
                 {"mode", entry.mode},
                 {"year", entry.year},
                 {"number", entry.number},
                 {"state", to_string(entry.state)},
                 {"at", rfc3339(entry.at)},
                 {"paper_name", shown(entry.paper_name, unmask)},
                 {"requester", shown(entry.requester, unmask)},
                 {"official", shown(entry.official, unmask)},
                 {"copies", entry.copies},
                 {"pages", entry.pages},
                 {"fee", entry.fee},
                 {"dossier", entry.dossier},
                 {"paper", entry.paper},
                 {"request_id", entry.request_id},
                 {"masters_sha256", entry.masters_digest}};
    if (entry.received != Time{}) json["received_at"] = rfc3339(entry.received);
    if (entry.due != Time{}) json["due_at"] = rfc3339(entry.due);
    if (entry.issued_at) {
        json["issued_at"] = rfc3339(*entry.issued_at);
        json["copy"] = entry.copy_path;
        json["copy_sha256"] = entry.copy_digest;
    }
    if (!entry.note.empty()) json["note"] = shown(entry.note, unmask);
    return json;
}

Json link_json(const store::Link& link) {
    return {{"sequence", link.sequence},
            {"at", rfc3339(link.at)},
            {"who", text::mask_numbers(link.who)},
            {"role", link.role},
            {"action", link.action},
            {"subject", link.subject},
            {"detail", masked(Json::parse(link.detail, nullptr, false))},
            {"previous", link.previous},
            {"hash", link.hash}};
}

std::vector<std::string> entry_cells(const Entry& entry, bool unmask) {
    return {std::to_string(entry.year),
            entry.book,
            number_of(entry),
            to_string(entry.state),
            day(entry.at, "%04d-%02d-%02d"),
            shown(entry.paper_name, unmask),
            shown(entry.requester, unmask),
            shown(entry.official, unmask)};
}

std::vector<Json> statistics(const std::vector<Entry>& entries) {
    std::map<std::tuple<int, std::string>, Json> books;
    for (const Entry& entry : entries) {
        Json& line = books
                         .try_emplace({entry.year, entry.book}, Json{{"year", entry.year},
                                                                     {"book", entry.book},
                                                                     {"reserved", 0},
                                                                     {"waiting", 0},
                                                                     {"issued", 0},
                                                                     {"voided", 0},
                                                                     {"copies", 0},
                                                                     {"pages", 0},
                                                                     {"fee", 0}})
                         .first->second;
        const auto add = [&](const std::string& key, std::int64_t more) {
            line[key] = line[key].get<std::int64_t>() + more;
        };
        add(to_string(entry.state), 1);
        if (entry.state != Entry::State::issued) continue;
        add("copies", entry.copies);
        add("pages", entry.pages);
        add("fee", entry.fee);
    }
    std::vector<Json> lines;
    for (auto& [key, line] : books) lines.push_back(std::move(line));
    return lines;
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

Table book_table(const RegisterForm& form, const Office& office, const std::vector<Entry>& entries, int month,
                 bool unmask) {
    Table table;
    table.columns = form.columns;
    std::int64_t issued = 0, voided = 0, copies = 0, fee = 0;
    for (const Entry& entry : entries) {
        table.rows.push_back({number_of(entry), day(entry.at, "%04d-%02d-%02d"), shown(entry.requester, unmask),
                              shown(entry.paper_name, unmask), shown(entry.official, unmask),
                              std::to_string(entry.copies), std::to_string(entry.fee), note_of(entry, unmask)});
        if (entry.state == Entry::State::voided) ++voided;
        if (entry.state != Entry::State::issued) continue;
        ++issued;
        copies += entry.copies;
        fee += entry.fee;
    }
    if (entries.empty()) return table;
    const Entry& first = entries.front();
    const std::string of_month = month == 0 ? "" : std::to_string(month);
    const std::map<std::string, std::string> blanks = {{"agency", office.agency_name},
                                                       {"book", first.book},
                                                       {"volume", first.volume},
                                                       {"year", std::to_string(first.year)},
                                                       {"month", of_month},
                                                       {"entries", std::to_string(entries.size())},
                                                       {"issued", std::to_string(issued)},
                                                       {"voided", std::to_string(voided)},
                                                       {"copies", shown_number(std::to_string(copies))},
                                                       {"fee", shown_number(std::to_string(fee))}};
    for (const std::string& line : month == 0 ? form.head_of_year : form.head_of_month)
        table.head.push_back(fill_blanks(line, blanks));
    for (const std::string& line : form.foot) table.foot.push_back(fill_blanks(line, blanks));
    table.name = std::to_string(first.year) + (month == 0 ? "" : "-" + of_month);
    return table;
}

void must_be_one_book(const std::vector<Entry>& entries) {
    if (entries.empty()) throw Error(Fault::missing, "no-entries", text::tr("the register has no entry there"));
    for (const Entry& entry : entries)
        if (entry.book != entries.front().book || entry.year != entries.front().year)
            throw Error(Fault::usage, "which-book", text::tr("which book is it to be?"),
                        text::tr("add --year and --book"));
}

std::string csv_of(const Table& table) {
    std::vector<std::string> cells;
    for (const Table::Column& column : table.columns) cells.push_back(column.title);
    std::string csv = csv_record(cells) + "\r\n";
    for (const auto& row : table.rows) {
        cells = row;
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (table.columns[i].kind == Table::Kind::date) cells[i] = shown_date(cells[i]);
        csv += csv_record(cells) + "\r\n";
    }
    return csv;
}

void write_ods(const Table& table, const Path& file, Time at) {
    archive::write_zip(file,
                       {{"mimetype", xml::ods_mimetype, {}, false},
                        {"META-INF/manifest.xml", xml::ods_manifest(), {}, true},
                        {"content.xml", xml::ods_content(table), {}, true},
                        {"styles.xml", xml::ods_styles(), {}, true}},
                       at);
}

std::optional<std::string> copy_digest(const Entry& entry, const std::vector<Path>& works) {
    const auto digest_of = [&](const Path& file) {
        std::vector<std::string> digests = digests_of_revisions(file);
        const bool is_grown = std::find(digests.begin(), digests.end(), entry.copy_digest) != digests.end();
        return is_grown ? entry.copy_digest : digests.front();
    };
    if (std::filesystem::exists(entry.copy_path)) return digest_of(entry.copy_path);
    for (const Path& work : works) {
        const Path moved = work / entry.dossier / "copies" / Path(entry.copy_path).filename();
        if (std::filesystem::exists(moved)) return digest_of(moved);
    }
    return std::nullopt;
}

}  // namespace saoy::stages
