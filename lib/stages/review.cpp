// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/review.hpp"

#include <algorithm>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/stages/review_queue.hpp"
#include "lib/xml/document_types.hpp"

namespace saoy::stages {

namespace {

constexpr const char* attest_action = "attest";
constexpr const char* refuse_action = "refuse";
constexpr const char* type_action = "set-type";

Paper& undecided_copy(Folder& folder, const std::string& id) {
    Paper* paper = find_paper(folder.dossier, id);
    if (paper == nullptr)
        throw Error(Fault::input, "no-such-paper",
                    text::fill(text::tr("{0}: has no paper '{1}'"), {folder.path().string(), id}),
                    text::tr("saoy-review show DOSSIER lists its papers"));
    if (const Copy* copy = find_copy(folder.dossier, id))
        throw Error(Fault::refused, "already-certified",
                    text::fill(text::tr("{0}: paper {1} has its number {2} in the register already"),
                               {folder.path().string(), id, std::to_string(copy->number)}));
    for (const Json& entry : folder.journal_entries())
        if (entry.value("action", "") == reserve_action && entry.value("paper", "") == id)
            throw Error(
                Fault::refused, "number-taken",
                text::fill(text::tr("{0}: a number is being taken for paper {1}"), {folder.path().string(), id}),
                text::tr("run saoy-certify-copy again; then void the number if it must not be used"));
    return *paper;
}

bool has_page(const Paper& paper, int number) {
    return std::find(paper.pages.begin(), paper.pages.end(), number) != paper.pages.end();
}

void must_be_seen(const Folder& folder, const Paper& paper) {
    for (const int number : paper.pages)
        if (!page_of(folder.dossier, number).seen)
            throw Error(Fault::refused, "page-unseen",
                        text::fill(text::tr("{0}: nobody has compared page {1} by itself, as the profile asks"),
                                   {folder.path().string(), std::to_string(number)}),
                        text::tr("saoy-review see --page N --by NAME DOSSIER"));
}

// The account that captured the pages, as the journal's first line has it.
std::string captured_by(const std::vector<Json>& journal) {
    return journal.empty() ? std::string() : journal.front().value("actor", "");
}

[[noreturn]] void refuse_two_eyes(const Folder& folder, const std::string& account) {
    throw Error(Fault::refused, "four-eyes",
                text::fill(text::tr("{0}: was captured by the account {1}, which may not attest it"),
                           {folder.path().string(), account}),
                text::tr("another person compares it, under another account"));
}

}  // namespace

Reviewer::Reviewer(Person by, const Profile& profile, store::Register* book)
    : by_{text::nfc(by.name), text::nfc(by.title)}, profile_(profile), book_(book) {
    if (text::trim(by_.name).empty())
        throw Error(Fault::usage, "no-name", text::tr("who decides must be named"),
                    text::tr("give --by \"FULL NAME\""));
}

void Reviewer::keep(const Folder& folder, const std::string& action, const std::string& paper, Json detail) const {
    detail["by"] = by_.name;
    detail["title"] = by_.title;
    if (!paper.empty()) detail["paper"] = paper;
    if (book_ != nullptr) {
        Json chained = detail;
        chained["login"] = folder.actor();
        book_->record(action, folder.dossier.id + (paper.empty() ? "" : "/" + paper), chained,
                      {by_.name, "reviewer", folder.now()});
    }
    folder.journal(action, detail);
}

void Reviewer::see(Folder& folder, int number) const {
    std::vector<Json> pages;
    for (const Paper& paper : folder.dossier.papers) {
        if (number != 0 && !has_page(paper, number)) continue;
        undecided_copy(folder, paper.id);
        for (Page& page : folder.dossier.pages) {
            if (!has_page(paper, page.number) || (number != 0 && page.number != number)) continue;
            page.seen = Seen{by_.name, folder.now()};
            pages.push_back({{"page", page.number}, {"master", page.master.sha256}, {"image", page.image.sha256}});
        }
    }
    if (pages.empty())
        throw Error(
            Fault::input, "no-such-page",
            text::fill(text::tr("{0}: has no paper with page {1}"), {folder.path().string(), std::to_string(number)}),
            text::tr("saoy-review show DOSSIER lists its papers"));
    keep(folder, "see", "", {{"alike", pages}});
}

void Reviewer::accept(Folder& folder, const std::string& id) const {
    Paper& paper = undecided_copy(folder, id);
    if (const std::string account = captured_by(folder.journal_entries());
        profile_.review.four_eyes && account == folder.actor())
        refuse_two_eyes(folder, account);
    if (profile_.review.each_page) must_be_seen(folder, paper);
    keep(folder, attest_action, id, {{"masters", masters_digest(folder.dossier, paper)}, {"name", paper.type_name}});
    paper.refusal.reset();
    paper.second_look.reset();
    paper.attestation = Attestation{by_.name, by_.title, folder.now()};
}

void Reviewer::refuse(Folder& folder, const std::string& id, const std::string& reason, const std::string& note) const {
    const auto known = std::find_if(profile_.refusals.begin(), profile_.refusals.end(),
                                    [&](const RefusalReason& each) { return each.code == reason; });
    if (known == profile_.refusals.end()) {
        std::vector<std::string> codes;
        for (const RefusalReason& each : profile_.refusals) codes.push_back(each.code);
        throw Error(Fault::usage, "unknown-reason", text::fill(text::tr("'{0}' is not a reason to refuse"), {reason}),
                    text::fill(text::tr("reasons: {0}"), {text::join(codes, ", ")}));
    }
    Paper& paper = undecided_copy(folder, id);
    keep(folder, refuse_action, id,
         {{"masters", masters_digest(folder.dossier, paper)}, {"reason", reason}, {"text", known->text}});
    paper.attestation.reset();
    paper.second_look.reset();
    paper.refusal = Refusal{reason, by_.name, text::nfc(note), folder.now()};
}

void Reviewer::set_type(Folder& folder, const std::string& id, const std::string& type,
                        const std::string& type_name) const {
    Paper& paper = undecided_copy(folder, id);
    keep(folder, type_action, id, {{"from", paper.type}, {"to", type}});
    if (paper.type_name != type_name) paper.attestation.reset();
    paper.type = type;
    paper.type_name = type_name;
    paper.decided_by = by_.name;
    paper.confidence = 1;
}

int Reviewer::override_quality(Folder& folder, int number, const std::string& code, const std::string& reason) const {
    if (text::trim(reason).empty())
        throw Error(Fault::usage, "no-reason", text::tr("a page that is not good enough needs a reason to be kept"),
                    text::tr("give --reason \"SENTENCE\""));
    const Override given{by_.name, text::nfc(reason), folder.now()};
    std::vector<int> pages;
    for (Page& page : folder.dossier.pages)
        for (Finding& finding : page.quality.findings) {
            const bool meant = finding.code == code && finding.level == Level::fail;
            if (!meant || (number != 0 && page.number != number)) continue;
            for (const Paper& paper : folder.dossier.papers)
                if (has_page(paper, page.number)) undecided_copy(folder, paper.id);
            finding.overridden = given;
            pages.push_back(page.number);
        }
    if (pages.empty())
        throw Error(Fault::input, "no-such-finding",
                    text::fill(text::tr("{0}: no page fails by '{1}'"), {folder.path().string(), code}),
                    text::tr("saoy-review show DOSSIER lists what was found"));
    keep(folder, "override", "", {{"code", code}, {"pages", pages}, {"reason", given.reason}});
    return int(pages.size());
}

void Reviewer::draw(Folder& folder, const std::string& id, const std::string& seed) const {
    Paper& paper = undecided_copy(folder, id);
    if (!paper.attestation || paper.second_look) return;
    keep(folder, "draw", id, {{"seed", seed}});
    paper.second_look = SecondLook{seed, "", {}};
}

void Reviewer::confirm(Folder& folder, const std::string& id) const {
    Paper& paper = undecided_copy(folder, id);
    if (!waits_for_second(paper)) return;
    if (text::fold(paper.attestation->by) == text::fold(by_.name))
        throw Error(Fault::refused, "same-person",
                    text::fill(text::tr("{0}: {1} has attested paper {2}"), {folder.path().string(), by_.name, id}),
                    text::tr("another person looks at it a second time"));
    keep(folder, "confirm", id,
         {{"masters", masters_digest(folder.dossier, paper)}, {"seed", paper.second_look->seed}});
    paper.second_look->by = by_.name;
    paper.second_look->at = folder.now();
}

bool waits_for_second(const Paper& paper) {
    return paper.attestation && paper.second_look && paper.second_look->by.empty();
}

void must_be_attested(const Folder& folder, const Paper& paper, const ReviewRules& rules) {
    if (!paper.attestation)
        throw Error(Fault::refused, "not-attested",
                    text::fill(text::tr("nobody has compared paper {0} with its original"), {paper.id}),
                    text::tr("saoy-review accept or saoy-review reject, by the person who has the original"));
    const std::vector<Json> journal = folder.journal_entries();
    Json last = Json::object();
    for (const Json& entry : journal) {
        const std::string action = entry.value("action", "");
        if (entry.value("paper", "") == paper.id && (action == attest_action || action == refuse_action)) last = entry;
    }
    if (last.value("action", "") != attest_action || last.value("by", "") != paper.attestation->by ||
        last.value("masters", "") != masters_digest(folder.dossier, paper) || last.value("name", "") != paper.type_name)
        throw Error(Fault::refused, "attested-otherwise",
                    text::fill(text::tr("paper {0}: the journal does not say that these pages were attested under this "
                                        "name"),
                               {paper.id}),
                    text::tr("the official compares it again: saoy-review accept"));
    if (const std::string account = captured_by(journal); rules.four_eyes && account == last.value("actor", ""))
        refuse_two_eyes(folder, account);
    if (rules.each_page) must_be_seen(folder, paper);
    if (waits_for_second(paper))
        throw Error(
            Fault::refused, "second-look",
            text::fill(text::tr("paper {0} was drawn for a second person, who has not looked at it yet"), {paper.id}),
            text::tr("saoy-review confirm, by another person than who attested it"));
}

std::string type_name(const Path& profile_folder, const Path& schemas, const std::string& type) {
    const xml::Schema schema(schemas / "document-types.xsd");
    const DocumentTypes known = xml::read_document_types(profile_folder / "document-types.xml", schema);
    std::vector<std::string> codes;
    for (const DocumentType& each : known.types) {
        if (each.code == type) return each.name;
        codes.push_back(each.code);
    }
    throw Error(Fault::usage, "unknown-type", text::fill(text::tr("the profile has no document type '{0}'"), {type}),
                text::fill(text::tr("types: {0}"), {text::join(codes, ", ")}));
}

Attest::Attest(Options options) : options_(std::move(options)), delegated_(options_.by.name.empty()) {
    if (const auto& delegation = options_.profile.review.delegation; delegated_ && delegation)
        options_.by = {delegation->official, delegation->title};
}

std::string Attest::parameters() const {
    return options_.by.name + "\n" + options_.by.title + (delegated_ ? "\n" + options_.profile.digest : "");
}

std::string Attest::inputs(const Dossier& dossier) const {
    std::string inputs;
    for (const Paper& paper : dossier.papers)
        inputs += paper.id + " " + masters_digest(dossier, paper) + " " + paper.type_name + "\n";
    return inputs;
}

void Attest::run(Folder& folder, Executor&, Events&) const {
    if (delegated_ && !options_.profile.review.delegation)
        throw Error(Fault::refused, "no-delegation",
                    text::tr("the profile holds no delegation: papers wait until a person has compared them"),
                    text::tr("saoy-review queue, then saoy-review accept"));
    std::optional<store::Register> book;
    if (!options_.register_file.empty()) book.emplace(options_.register_file);
    const Reviewer reviewer(options_.by, options_.profile, book ? &*book : nullptr);
    std::vector<std::string> doubtful;
    for (const Paper& paper : folder.dossier.papers) {
        if (paper.attestation || paper.refusal || find_copy(folder.dossier, paper.id) != nullptr) continue;
        if (delegated_ && !doubt_of(folder.dossier, paper, options_.profile.review).reasons.empty())
            doubtful.push_back(paper.id);
        else
            reviewer.accept(folder, paper.id);
    }
    if (doubtful.empty()) return;
    folder.save();
    throw Error(Fault::refused, "doubtful",
                text::fill(text::tr("paper {0} is doubtful: it waits for a person, whatever the delegation says"),
                           {text::join(doubtful, ", ")}),
                text::tr("saoy-review queue tells why"));
}

}  // namespace saoy::stages
