// SPDX-License-Identifier: Apache-2.0
#include "cli/frame/audit_options.hpp"
#include "cli/frame/choices.hpp"

#include <glob.h>

#include <algorithm>
#include <iostream>
#include <set>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"

namespace saoy::cli {

namespace {

bool is_pdf(const Path& path) {
    std::string ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return std::tolower(c); });
    return ending == ".pdf";
}

// Long work is not begun that could not be written down in the end.
void require_folder_of(const Path& file) {
    if (!file.empty() && file.has_parent_path() && !std::filesystem::is_directory(file.parent_path()))
        throw Error(Fault::output, "no-folder", text::fill(text::tr("{0}: its folder is not there"), {file.string()}),
                    text::tr("make the folder first, or name another file"));
}

// A folder stands for every *.pdf below it.
std::vector<std::string> files_below(const std::string& folder) {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && is_pdf(entry.path())) files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<std::string> files_like(const std::string& pattern) {
    glob_t found{};
    std::vector<std::string> files;
    if (::glob(pattern.c_str(), 0, nullptr, &found) == 0) files.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
    ::globfree(&found);
    if (files.empty())
        throw Error(Fault::missing, "no-match", text::fill(text::tr("{0}: no file is named so"), {pattern}),
                    text::tr("look at the pattern with ls, or name the folder"));
    return files;
}

std::vector<std::string> files_of(const std::string& operand) {
    if (operand == "-") {
        std::vector<std::string> files;
        for (std::string line; std::getline(std::cin, line);)
            if (!line.empty()) files.push_back(line);
        return files;
    }
    if (std::filesystem::is_directory(operand)) return files_below(operand);
    if (operand.find_first_of("*?[") != std::string::npos && !std::filesystem::exists(operand))
        return files_like(operand);
    return {operand};
}

}  // namespace

AuditOptions::AuditOptions(CLI::App& app) {
    app.add_option("--sample", sample, text::tr("judge only so many of the files, drawn by --seed"))
        ->type_name("N")
        ->check(in_range(1, 1'000'000'000));
    app.add_option("--seed", seed, text::tr("word that a sample is drawn by; the same word draws the same files"))
        ->type_name("WORD")
        ->capture_default_str();
    app.add_option("--resume", resume,
                   text::tr("keep verdicts in this file, and take over those that are there already"))
        ->type_name("FILE");
    app.add_option("--html", html, text::tr("write a report for people: one page with totals and reasons"))
        ->type_name("FILE");
    app.add_option("--xml", xml, text::tr("write the validation reports in the shape of ETSI TS 119 102-2"))
        ->type_name("FILE");
}

std::string AuditOptions::choose(Run& run) const {
    for (const std::string& file : {resume, html, xml}) require_folder_of(file);
    std::set<std::pair<std::string, std::string>> drawn;  // digest with the seed, file
    std::size_t total = 0, understood = 0;
    std::vector<std::string> operands;
    run.expand_items([&](const std::string& operand) {
        operands.push_back(operand);
        std::vector<std::string> files = files_of(operand);
        ++understood;
        total += files.size();
        if (!sample) return files;
        for (const std::string& file : files) {
            drawn.emplace(crypto::sha256(seed + "\n" + file), file);
            if (drawn.size() > *sample) drawn.erase(std::prev(drawn.end()));
        }
        return files;
    });
    const std::string where = text::join(operands, ", ");
    if (total == 0 && understood != 0)
        throw Error(Fault::missing, "no-file", text::fill(text::tr("{0}: no PDF file there"), {where}),
                    text::tr("name PDF files, folders of them, or a pattern in quotes"));
    if (!sample) return where;
    std::set<std::string> names;
    for (const auto& [digest, file] : drawn) names.insert(file);
    run.expand_items([&](const std::string& file) {
        return names.erase(file) != 0 ? std::vector{file} : std::vector<std::string>();
    });
    return text::fill(text::tr("{0}: a sample of {1} of {2} files, seed {3}"),
                      {where, std::to_string(drawn.size()), std::to_string(total), seed});
}

void AuditOptions::write(const stages::Audit& audit, const std::string& scope, Run& run) const {
    const Time now = run.clock().now();
    if (!html.empty()) write_file(html, audit.html(scope, now));
    if (!xml.empty()) write_file(xml, audit.xml(now));
    if (audit.size() < 2) return;
    if (!run.json() && !run.quiet()) run.print(audit.summary());
    Event event;
    event.kind = Event::Kind::progress;
    event.stage = "verify";
    event.code = "audit-total";
    event.text = audit.summary();
    for (const auto& [name, count] : audit.totals()) event.numbers.emplace_back(name, double(count));
    run.events().emit(event);
}

}  // namespace saoy::cli
