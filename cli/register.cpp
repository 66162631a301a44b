// SPDX-License-Identifier: Apache-2.0
// saoy-register: begins the certification register, looks into it, proves it, exports it, and closes what is to end.
#include <algorithm>

#include "cli/frame/begin_register.hpp"
#include "cli/frame/choices.hpp"
#include "cli/frame/sign_options.hpp"
#include "cli/frame/tool.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/pdf/table.hpp"
#include "lib/stages/issued_bytes.hpp"
#include "lib/stages/ledger.hpp"
#include "lib/stages/seal.hpp"
#include "lib/xml/register_form.hpp"
#include "lib/xml/signature_policy.hpp"

namespace {

using namespace saoy;
using store::Entry;

struct Options {
    std::string location, book, text, reason, by, file, ods, pdf;
    std::vector<std::string> works, trust, seals, lists, authorities;
    int year = 0, month = 0, number = 0;
    bool bom = false, csv = false, unmask = false;
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

void list(cli::Run& run, const std::vector<Entry>& found, bool unmask) {
    if (run.json()) {
        for (const Entry& entry : found) run.print(stages::entry_json(entry, unmask).dump());
        return;
    }
    std::vector<std::vector<std::string>> rows{{text::tr("year"), text::tr("book"), text::tr("number"),
                                                text::tr("state"), text::tr("day"), text::tr("paper"),
                                                text::tr("requester"), text::tr("official")}};
    for (const Entry& entry : found) rows.push_back(stages::entry_cells(entry, unmask));
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

// A JSON object as it is, or as lines of key and value.
void print_object(cli::Run& run, const Json& json) {
    if (run.json()) {
        run.print(json.dump());
        return;
    }
    for (const auto& [key, value] : json.items())
        run.print(key + std::string(16 - std::min<std::size_t>(15, key.size()), ' ') +
                  (value.is_string() ? value.get<std::string>() : value.dump()));
}

// A number that waits for its copy or its signature is told, but is no fault: the next run finishes it.
void check(cli::Run& run, const store::Register& book, const Options& options) {
    const std::vector<Path> folders(options.works.begin(), options.works.end());
    crypto::TrustedCertificates trusted(
        xml::read_signature_policy(run.profile_folder() / "signature-policy.xml", run.schemas()));
    for (const std::string& anchor : options.trust) trusted.add_anchors(anchor);
    for (const std::string& list : options.lists) trusted.add_revocation_list(list);
    auto problems = book.check([&](const Entry& entry) { return stages::copy_digest(entry, folders); },
                               [&](const store::Link& seal, const store::Link& sealed) {
                                   return stages::seal_fault(seal, sealed, options.trust.empty() ? nullptr : &trusted);
                               });
    for (const std::string& file : options.seals)
        if (!stages::has_sealed_link(book, Json::parse(read_file(file, 1 << 20), nullptr, false)))
            problems.push_back(
                {0, 0, "", "seal-lost", text::fill(text::tr("the chain has not what {0} sealed"), {file})});
    for (const store::Problem& problem : problems) {
        if (problem.code != "reserved-unfinished" && problem.code != "waiting-signature") run.answer_no();
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

void export_book(cli::Run& run, const std::vector<Entry>& found, const Options& options) {
    if (int(options.csv) + int(!options.ods.empty()) + int(!options.pdf.empty()) != 1)
        throw Error(Fault::usage, "which-form", text::tr("in which form is the book to be exported?"),
                    text::tr("give one of --csv, --ods FILE and --pdf FILE"));
    const RegisterForm form = xml::read_register_form(run.profile_folder() / "register-form.xml", run.schemas());
    if (!options.csv) stages::must_be_one_book(found);
    const Table table = stages::book_table(form, run.profile().office, found, options.month, options.unmask);
    if (options.csv) {
        std::string csv = (options.bom ? "\xEF\xBB\xBF" : "") + stages::csv_of(table);
        csv.pop_back();  // the printed line brings its own
        return run.print(csv);
    }
    if (!options.ods.empty()) return stages::write_ods(table, options.ods, run.clock().now());
    pdf::Metadata metadata;
    metadata.title = text::join(table.head, " - ");
    metadata.author = run.profile().office.agency_name;
    metadata.creator = "saoy-register";
    metadata.producer = "saoy " SAOY_VERSION;
    metadata.key = metadata.title;
    metadata.at = run.clock().now();
    write_file(options.pdf, pdf::write_table(table, metadata, run.profile().fonts));
}

void verify_copy(cli::Run& run, const store::Register& book, const Options& options) {
    for (const std::string& digest : stages::digests_of_revisions(options.file))
        if (const auto entry = book.find_by_copy(digest))
            return print_object(run, stages::entry_json(*entry, options.unmask));
    run.answer_no();
    if (!run.json()) run.print(text::fill(text::tr("{0}: the register has no such copy"), {options.file}));
}

void show_log(cli::Run& run, const store::Register& book) {
    book.each_link([&](const store::Link& link) {
        if (run.json())
            run.print(stages::link_json(link).dump());
        else
            run.print(std::to_string(link.sequence) + "  " + rfc3339(link.at) + "  " + link.action + "  " + link.who +
                      " (" + link.role + ")  " + link.subject);
    });
}

// Without anchors nothing that comes from a time stamp authority could be believed: the seal goes without.
void seal(cli::Run& run, store::Register& book, const crypto::Signer& agency, const Options& options) {
    if (options.trust.empty() && !options.authorities.empty())
        throw Error(Fault::usage, "no-anchor", text::tr("a time stamp needs trusted certificates to be believed"),
                    text::tr("give the anchors with --trust FILE"));
    stages::OnlineChild::Options asking;
    asking.children = run.children();
    asking.profile = run.profile_folder();
    asking.schemas = run.schemas();
    for (const std::string& url : options.authorities) asking.authorities.push_back({url, {}});
    for (const std::string& anchor : options.trust) asking.trust.push_back({{}, anchor});
    for (const std::string& list : options.lists) asking.lists.emplace_back(list);
    const stages::OnlineChild online(asking);
    const stages::Sealed sealed = stages::seal(book, agency, {options.by, "agency", run.clock().now()},
                                               options.trust.empty() ? nullptr : &online);
    run.print(stages::link_json(sealed.link).dump());
    const auto warn = [&](const char* code, const std::string& sentence, const std::string& hint) {
        Event event;
        event.kind = Event::Kind::warning;
        event.stage = "register";
        event.item = options.location;
        event.code = code;
        event.text = sentence;
        event.hint = hint;
        run.events().emit(event);
    };
    if (!sealed.warning.empty()) warn("revocation-unknown", sealed.warning, "");
    if (!sealed.unstamped.empty())
        warn("seal-unstamped", text::fill(text::tr("sealed without a time stamp: {0}"), {sealed.unstamped}),
             text::tr("seal again later: the next seal covers this one"));
}

void close(cli::Run& run, store::Register& book, const Options& options, const store::Act& act) {
    const store::Totals totals = book.close(run.profile().office.agency_code, options.book, options.year, act);
    print_object(run, {{"book", options.book},
                       {"year", options.year},
                       {"last", totals.last},
                       {"issued", totals.issued},
                       {"voided", totals.voided},
                       {"copies", totals.copies},
                       {"fee", totals.fee}});
}

}  // namespace

int main(int argc, char** argv) {
    cli::Tool tool(
        argc, argv, "register", "Begins, shows, checks, exports and closes the certification register.",
        {{"saoy-register check --register register.db",
          text::tr("prove that no number is missing, twice or altered and every copy is there; exit status 1 if not")},
         {"saoy-register export --csv --bom --year 2026 --month 3 --register register.db > so.csv",
          text::tr("the book of a month, readable by spreadsheets")},
         {"saoy-register export --pdf so.pdf --year 2026 --month 3 --book SCT/BS --register register.db",
          text::tr("the book of a month with its totals, to be printed and bound")}});
    Options options;
    CLI::App& app = tool.app();
    app.add_option("--register", options.location, text::tr("the register: its file, or postgresql://…"))
        ->required()
        ->type_name("REGISTER");
    app.add_option("--year", options.year, text::tr("only this year"));
    app.add_option("--book", options.book, text::tr("only this book, such as SCT/BS"));
    app.add_option("--by", options.by, text::tr("full name of who acts; needed for what is written into the register"));
    app.add_flag("--unmask", options.unmask, text::tr("show personal numbers whole; the register notes who looked"));
    tool.takes_profile();
    tool.takes_json(text::tr("one JSON object a line").c_str());
    app.require_subcommand(1);
    app.fallthrough();
    app.add_subcommand("create", text::tr("begin a new register, unless it is there already"));
    app.add_subcommand("list", text::tr("the entries as a table"))
        ->add_option("--text", options.text,
                     text::tr("only where paper, requester, official or dossier holds this; accents may be left out"));
    app.add_subcommand("search", text::tr("the entries that hold a text"))
        ->add_option("text", options.text, text::tr("a part of paper, requester, official or dossier"))
        ->required();
    app.add_subcommand("show", text::tr("everything of one entry"))
        ->add_option("number", options.number, text::tr("its number"))
        ->required();
    CLI::App* check_app = app.add_subcommand("check", text::tr("prove the register; each problem is a line"));
    check_app->add_option("--work", options.works, text::tr("folder of dossiers that were moved; may be given again"))
        ->type_name("WORK");
    check_app
        ->add_option("--trust", options.trust,
                     text::tr("certificates that the seals must lead to, PEM; may be given again"))
        ->type_name("FILE");
    check_app->add_option("--seal", options.seals, text::tr("a seal that was kept elsewhere; may be given again"))
        ->type_name("FILE");
    CLI::App* seal_app =
        app.add_subcommand("seal", text::tr("sign the chain as it stands, and print the seal to be kept elsewhere"));
    const cli::KeyOptions agency(*seal_app, "agency");
    seal_app
        ->add_option(
            "--trust", options.trust,
            text::tr("certificates that the time stamp must lead to, PEM; with them the seal is stamped; may be given "
                     "again"))
        ->type_name("FILE");
    seal_app
        ->add_option("--tsa", options.authorities,
                     text::tr("time stamp authority, instead of the profile's (repeatable; asked in this order)"))
        ->type_name("URL");
    for (CLI::App* either : {check_app, seal_app})
        either->add_option("--crl", options.lists, text::tr("revocation list that need not be asked for (repeatable)"))
            ->type_name("FILE");
    CLI::App* export_app = app.add_subcommand("export", text::tr("the columns of the book"));
    export_app->add_flag("--csv", options.csv, text::tr("as CSV (RFC 4180, UTF-8), printed"));
    export_app->add_option("--ods", options.ods, text::tr("as a spreadsheet (OpenDocument) in this file"))
        ->type_name("FILE");
    export_app->add_option("--pdf", options.pdf, text::tr("as a PDF for the printer in this file"))->type_name("FILE");
    export_app->add_flag("--bom", options.bom, text::tr("begin with a byte order mark, which Excel needs"));
    export_app->add_option("--month", options.month, text::tr("only this month"))->check(cli::in_range(1, 12));
    CLI::App* void_app = app.add_subcommand("void", text::tr("keep a number that will not be issued, as a void entry"));
    void_app->add_option("number", options.number, text::tr("its number"))->required();
    CLI::App* resume_app = app.add_subcommand(
        "resume", text::tr("go on after the register was taken back from a backup, or its clock was wrong"));
    for (CLI::App* decision : {void_app, resume_app})
        decision->add_option("--reason", options.reason, text::tr("why"))->required();
    app.add_subcommand("close", text::tr("end the book of a year, with its totals; needs --year and --book"));
    app.add_subcommand("verify-copy", text::tr("which entry a copy belongs to"))
        ->add_option("file", options.file, text::tr("the signed copy"))
        ->required();
    app.add_subcommand("stats", text::tr("counts of the entries by book, year and state"));
    app.add_subcommand("log", text::tr("the chain of everything that was done"));

    return tool.run([&](cli::Run& run) {
        const std::string word = app.get_subcommands().front()->get_name();
        if (word == "create") {
            if (!cli::begin_register(run, options.location))
                run.print(text::fill(text::tr("{0}: is there already"), {options.location}));
            return;
        }
        store::Register book(options.location);
        const store::Act act{options.by, "clerk", run.clock().now()};
        const auto must_be_named = [&] {
            if (text::trim(options.by).empty())
                throw Error(Fault::usage, "no-name", text::tr("who acts must be named"),
                            text::tr("give --by \"FULL NAME\""));
        };
        if (options.unmask) {
            must_be_named();
            book.record("unmask", "", {{"command", word}, {"login", run.actor()}}, act);
        }
        if (word == "check") return check(run, book, options);
        if (word == "log") return show_log(run, book);
        if (word == "verify-copy") return verify_copy(run, book, options);
        if (word == "void" || word == "close" || word == "resume" || word == "seal") must_be_named();
        if (word == "seal") return seal(run, book, *agency.read(), options);
        if (word == "close") {
            if (options.year == 0 || options.book.empty())
                throw Error(Fault::usage, "which-book", text::tr("which book is to be closed?"),
                            text::tr("add --year and --book"));
            return close(run, book, options, act);
        }
        if (word == "resume") {
            book.resume(options.reason, act);
            return;
        }
        const auto found = entries(book, options);
        if (word == "list" || word == "search") return list(run, found, options.unmask);
        if (word == "stats") {
            for (const Json& line : stages::statistics(found)) print_object(run, line);
            return;
        }
        if (word == "export") return export_book(run, found, options);
        const Entry entry = one_entry(found, options.number);
        if (word == "void") {
            book.make_void(entry.request_id, options.reason + " (" + options.by + ", " + rfc3339(act.at) + ")", act);
            return print_object(run, stages::entry_json(*book.find(entry.request_id), options.unmask));
        }
        print_object(run, stages::entry_json(entry, options.unmask));
    });
}
