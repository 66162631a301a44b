// SPDX-License-Identifier: Apache-2.0
// saoy-register: looks into the certification register, proves it, exports it, and makes an unfinished entry void.
#include <algorithm>

#include "cli/frame/tool.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/stages/ledger.hpp"

namespace {

using namespace saoy;
using store::Entry;

struct Options {
    std::string file, book, text, reason, by;
    int year = 0, month = 0, number = 0;
    bool bom = false, csv = false;
};

std::vector<Entry> entries(const store::Register& book, const Options& options) {
    store::Filter filter;
    if (options.year != 0) filter.year = options.year;
    filter.book = options.book;
    filter.text = options.text;
    std::vector<Entry> found;
    book.each(filter, [&](const Entry& entry) {
        if (options.number != 0 && entry.number != options.number) return;
        if (options.month != 0 && vietnam_time(entry.at).month != options.month) return;
        found.push_back(entry);
    });
    return found;
}

void list(cli::Run& run, const std::vector<Entry>& found) {
    if (run.json()) {
        for (const Entry& entry : found) run.print(stages::entry_json(entry).dump());
        return;
    }
    std::vector<std::vector<std::string>> rows{{text::tr("year"), text::tr("book"), text::tr("number"),
                                                text::tr("state"), text::tr("day"), text::tr("paper"),
                                                text::tr("requester"), text::tr("official")}};
    for (const Entry& entry : found) rows.push_back(stages::entry_cells(entry));
    std::vector<std::size_t> width(rows.front().size());
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) width[i] = std::max(width[i], text::length(row[i]));
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i)
            line += row[i] + (i + 1 < row.size() ? std::string(width[i] - text::length(row[i]) + 2, ' ') : "");
        run.print(line);
    }
}

Entry one_entry(const std::vector<Entry>& found, int number) {
    if (found.empty())
        throw Error(Fault::missing, "no-such-number",
                    text::fill(text::tr("the register has no number {0} there"), {std::to_string(number)}));
    if (found.size() > 1)
        throw Error(Fault::usage, "which-number",
                    text::fill(text::tr("number {0} is there {1} times"),
                               {std::to_string(number), std::to_string(found.size())}),
                    text::tr("add --year and --book"));
    return found.front();
}

void show(cli::Run& run, const Entry& entry) {
    const Json json = stages::entry_json(entry);
    if (run.json()) {
        run.print(json.dump());
        return;
    }
    for (const auto& [key, value] : json.items())
        run.print(key + std::string(16 - std::min<std::size_t>(15, key.size()), ' ') +
                  (value.is_string() ? value.get<std::string>() : value.dump()));
}

// A number that waits for its signature is told, but is no fault: the next run finishes it.
void check(cli::Run& run, const store::Register& book) {
    const auto digest_of = [](const Path& copy) -> std::optional<std::string> {
        if (!std::filesystem::exists(copy)) return std::nullopt;
        return crypto::sha256_file(copy);
    };
    for (const store::Problem& problem : book.check(digest_of)) {
        if (problem.code != "reserved-unfinished") run.answer_no();
        if (run.json())
            run.print(Json({{"code", problem.code},
                            {"book", problem.book},
                            {"year", problem.year},
                            {"number", problem.number},
                            {"text", problem.text}})
                          .dump());
        else
            run.print(
                problem.code + (problem.book.empty() ? "" : " " + problem.book) +
                (problem.year == 0 ? "" : " " + std::to_string(problem.number) + "/" + std::to_string(problem.year)) +
                ": " + problem.text);
    }
}

// The heading is the form's own wording, so it stands in the profile.
void export_csv(cli::Run& run, const std::vector<Entry>& found, bool bom) {
    std::string heading = read_file(run.profile_folder() / "register.csv", 1 << 16);
    heading.erase(heading.find_last_not_of("\r\n") + 1);
    run.print((bom ? "\xEF\xBB\xBF" : "") + heading + "\r");
    for (const Entry& entry : found) run.print(stages::csv_record(stages::book_columns(entry)) + "\r");
}

}  // namespace

int main(int argc, char** argv) {
    cli::Tool tool(
        argc, argv, "register", "Shows, checks and exports the certification register.",
        {{"saoy-register check --register register.db",
          text::tr("prove that no number is missing or twice and every copy is there; exit status 1 if not")},
         {"saoy-register export --csv --bom --year 2026 --month 3 --register register.db > so.csv",
          text::tr("the book of a month for printing, readable by spreadsheets")}});
    Options options;
    CLI::App& app = tool.app();
    app.add_option("--register", options.file, text::tr("the register file"))->required()->type_name("FILE");
    app.add_option("--year", options.year, text::tr("only this year"));
    app.add_option("--book", options.book, text::tr("only this book, such as SCT/BS"));
    tool.takes_profile();
    tool.takes_json(text::tr("one JSON object a line").c_str());
    app.require_subcommand(1);
    app.fallthrough();
    CLI::App* list_app = app.add_subcommand("list", text::tr("the entries as a table"));
    list_app->add_option("--text", options.text, text::tr("only where paper, requester or dossier holds this"));
    CLI::App* show_app = app.add_subcommand("show", text::tr("everything of one entry"));
    show_app->add_option("number", options.number, text::tr("its number"))->required();
    app.add_subcommand("check", text::tr("prove the register; each problem is a line"));
    CLI::App* export_app = app.add_subcommand("export", text::tr("the columns of the book"));
    export_app->add_flag("--csv", options.csv, text::tr("as CSV (RFC 4180, UTF-8)"))->required();
    export_app->add_flag("--bom", options.bom, text::tr("begin with a byte order mark, which Excel needs"));
    export_app->add_option("--month", options.month, text::tr("only this month"))->check(CLI::Range(1, 12));
    CLI::App* void_app = app.add_subcommand("void", text::tr("keep a number that will not be issued, as a void entry"));
    void_app->add_option("number", options.number, text::tr("its number"))->required();
    void_app->add_option("--reason", options.reason, text::tr("why"))->required();
    void_app->add_option("--by", options.by, text::tr("who decides it"))->required();

    return tool.run([&](cli::Run& run) {
        // Opening would make a file that is not there, and an empty register always passes its check.
        if (!std::filesystem::exists(options.file))
            throw Error(Fault::missing, "no-such-file", options.file + ": " + text::tr("there is no register"));
        store::Register book(options.file);
        const std::string word = app.get_subcommands().front()->get_name();
        if (word == "check") return check(run, book);
        const auto found = entries(book, options);
        if (word == "list") return list(run, found);
        if (word == "export") return export_csv(run, found, options.bom);
        const Entry entry = one_entry(found, options.number);
        if (word == "void") {
            book.make_void(entry.request_id,
                           options.reason + " (" + options.by + ", " + rfc3339(run.clock().now()) + ")");
            return show(run, *book.find(entry.request_id));
        }
        show(run, entry);
    });
}
