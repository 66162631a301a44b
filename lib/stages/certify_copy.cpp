// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/certify_copy.hpp"

#include <algorithm>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/stages/copy_draft.hpp"
#include "lib/stages/qualification.hpp"
#include "lib/stages/review.hpp"
#include "lib/stages/sign.hpp"
#include "lib/store/register.hpp"

namespace saoy::stages {

namespace {

// A paper asks under the same id each time; after its number was made void, under "…#2", "…#3" for a new one.
std::string request_id(const store::Register& book, const Dossier& dossier, const Paper& paper) {
    const std::string first = dossier.id + "/" + paper.id;
    std::string id = first;
    for (int turn = 2;; ++turn) {
        const auto entry = book.find(id);
        if (!entry || entry->state != store::Entry::State::voided) return id;
        id = first + "#" + std::to_string(turn);
    }
}

// A signature covers the file's bytes: from then on they are not ours to write.
bool is_final(const Copy& copy) { return copy.issued || !copy.signatures.empty(); }

void tell(Events& events, Event::Kind kind, const Folder& folder, const char* code, std::string sentence) {
    Event event;
    event.kind = kind;
    event.stage = "certify-copy";
    event.item = folder.path().string();
    event.code = code;
    event.text = std::move(sentence);
    events.emit(event);
}

// NĐ 45/2020 Đ.10 certifies copies of paper originals; an electronic document is used as it is.
void must_be_paper(const Dossier& dossier) {
    if (!is_electronic(dossier)) return;
    throw Error(Fault::refused, "already-electronic",
                text::tr("the dossier holds a signed electronic document; it is not a paper original to be copied"),
                text::tr("use the electronic document itself; saoy-verify checks its signature"));
}

void must_be_decided(const Folder& folder, const ReviewRules& rules) {
    if (folder.dossier.papers.empty())
        throw Error(Fault::refused, "not-attested", text::tr("the dossier has no papers yet"),
                    text::tr("run saoy-classify and saoy-review first"));
    for (const Paper& paper : folder.dossier.papers) {
        if (paper.refusal) continue;
        if (paper.type_name.empty())
            throw Error(Fault::refused, "not-classified",
                        text::fill(text::tr("paper {0} has no name for the register"), {paper.id}),
                        text::tr("run saoy-classify, or saoy-review set-type"));
        must_be_attested(folder, paper, rules);
    }
}

// What the quality gate refused is certified only when a named person answers for it.
void must_be_good_enough(const Folder& folder, const Paper& paper) {
    for (const int number : paper.pages) {
        const Page& page = page_of(folder.dossier, number);
        for (const Finding& finding : page.quality.findings)
            if (finding.level == Level::fail && !finding.overridden)
                throw Error(Fault::refused, "quality-" + finding.code,
                            text::fill(text::tr("paper {0}: {1}"), {paper.id, retake_sentence(finding, number)}),
                            text::fill(text::tr("or answer for it: saoy-review override --code {0} --reason SENTENCE "
                                                "--by NAME DOSSIER"),
                                       {finding.code}));
    }
}

// Who signs the copy, as the book says it: the official, or the agency where it signs alone.
std::string signer_of(const Office& office, const CopyMode& mode) {
    if (std::find(mode.signers.begin(), mode.signers.end(), "official") == mode.signers.end())
        return office.agency_name;
    return office.official + ", " + text::join(text::split(office.signer_role, '\n'), " ");
}

store::Request request_for(const store::Register& book, const Folder& folder, const Paper& paper,
                           const CopyDraft& draft, const CertifyCopy::Options& options, const CopyMode& mode) {
    const Profile& profile = options.profile;
    store::Request request;
    request.request_id = request_id(book, folder.dossier, paper);
    request.agency = profile.office.agency_code;
    request.book = mode.book;
    request.volume = mode.volume;
    request.mode = mode.code;
    request.received = folder.dossier.created;
    request.due = due_time(profile.due, request.received);
    request.at = paper.attestation->at;
    request.masters_digest = draft.masters();
    request.dossier = folder.dossier.id;
    request.paper = paper.id;
    request.paper_name = paper.type_name;
    request.official = signer_of(profile.office, mode);
    request.attested_by = paper.attestation->by;
    request.requester = text::nfc(options.requester);
    request.copies = options.copies;
    request.pages = draft.pages_counted();
    request.fee = fee_for(profile.fee, request.pages) * request.copies;
    return request;
}

// A copy whose number was made void leaves the dossier, signed or not, so that the paper may get another number.
void drop_void_copies(Folder& folder, const store::Register& book, Events& events) {
    auto& copies = folder.dossier.copies;
    for (auto copy = copies.begin(); copy != copies.end();) {
        const auto entry = copy->issued ? std::nullopt : book.find(copy->request_id);
        if (!entry || entry->state != store::Entry::State::voided) {
            ++copy;
            continue;
        }
        tell(events, Event::Kind::warning, folder, "number-void",
             text::fill(text::tr("paper {0}: its number {1} was made void: {2}"),
                        {copy->paper, std::to_string(copy->number), text::mask_numbers(entry->note)}));
        folder.journal("number-void", {{"paper", copy->paper},
                                       {"request", copy->request_id},
                                       {"number", copy->number},
                                       {"file", copy->file.path},
                                       {"sha256", copy->file.sha256}});
        std::vector<Path> files{folder.file(copy->file)};
        if (copy->note) files.push_back(folder.file(*copy->note));
        copy = copies.erase(copy);
        folder.save();
        for (const Path& file : files) std::filesystem::remove(file);
    }
}

// Without an excerpt every page is.
bool is_chosen(const CertifyCopy::Options& options, int page) {
    return options.excerpt.empty() ||
           std::find(options.excerpt.begin(), options.excerpt.end(), page) != options.excerpt.end();
}

Copy& copy_of(Dossier& dossier, const Paper& paper) {
    for (Copy& copy : dossier.copies)
        if (copy.paper == paper.id) return copy;
    return dossier.copies.emplace_back();
}

}  // namespace

CertifyCopy::CertifyCopy(Options options)
    : options_(std::move(options)), mode_(mode_of(options_.profile, options_.mode)) {
    if (options_.qualifications.empty())
        options_.qualifications = options_.register_file.parent_path() / "qualifications.jsonl";
    must_fill(mode_);
    if (mode_.excerpt && options_.excerpt.empty())
        throw Error(Fault::usage, "which-pages",
                    text::fill(text::tr("the mode {0} copies a part of the paper: which pages?"), {mode_.code}),
                    text::tr("give --pages 2-3"));
    if (!mode_.excerpt && !options_.excerpt.empty())
        throw Error(Fault::usage, "whole-copy",
                    text::fill(text::tr("the mode {0} copies every page of the paper"), {mode_.code}),
                    text::tr("leave --pages out"));
}

// The profile's digest stands for the office, the texts, the fee and the fonts' names.
std::string CertifyCopy::parameters() const {
    std::string text = options_.mode + "\n" + options_.profile.digest + "\n" + options_.requester + "\n" +
                       std::to_string(options_.copies);
    for (const int page : options_.excerpt) text += " " + std::to_string(page);
    return text;
}

std::string CertifyCopy::inputs(const Dossier& dossier) const {
    std::string inputs;
    for (const Paper& paper : dossier.papers) {
        inputs += paper.id + " " + paper.type + " " + paper.type_name + " " + paper.decided_by;
        if (paper.attestation)
            inputs += " attested " + rfc3339(paper.attestation->at) + " " + paper.attestation->by + ", " +
                      paper.attestation->title;
        if (paper.refusal) inputs += " refused " + paper.refusal->reason;
        inputs += "\n";
        for (const int number : paper.pages) {
            const Page& page = page_of(dossier, number);
            inputs += page.master.sha256 + " " + std::to_string(page.frame) + " " + page.image.sha256 + " " +
                      (page.text ? page.text->sha256 : "no-text") + " " + std::to_string(page.geometry.rotation) + " " +
                      std::to_string(page.geometry.skew) + " " + std::to_string(page.dpi_x) + " " +
                      std::to_string(page.dpi_y) + (page.flat ? " " + page.flat->sha256 : "") +
                      (page.blank ? " blank\n" : "\n");
        }
    }
    return inputs;
}

std::vector<const Paper*> CertifyCopy::papers_to_copy(const Folder& folder) const {
    must_be_paper(folder.dossier);
    must_be_decided(folder, options_.profile.review);
    std::vector<const Paper*> papers;
    for (const Paper& paper : folder.dossier.papers) {
        const Copy* const copy = find_copy(folder.dossier, paper.id);
        if (copy != nullptr && copy->mode != mode_.code)
            throw Error(
                Fault::refused, "other-mode",
                text::fill(text::tr("paper {0} has a copy of the mode {1}, number {2}; an original has one number"),
                           {paper.id, copy->mode, std::to_string(copy->number)}),
                text::tr("hand out further copies of that one, or make that entry void first"));
        if (std::none_of(paper.pages.begin(), paper.pages.end(), [&](int page) { return is_chosen(options_, page); }))
            continue;
        if (paper.refusal || (copy != nullptr && is_final(*copy))) continue;
        must_be_good_enough(folder, paper);
        papers.push_back(&paper);
    }
    return papers;
}

// A point that does not reach the register prepares: whatever would keep a copy from being made is told now, and the
// papers wait for their numbers.
std::unique_ptr<store::Register> CertifyCopy::reach_register(Folder& folder, Executor& pages) const {
    try {
        return std::make_unique<store::Register>(options_.register_file);
    } catch (const Error& away) {
        if (away.code() != "register-unreachable") throw;
        Json papers = Json::array();
        for (const Preview& prepared : preview(folder, pages)) papers.push_back(prepared.paper);
        if (papers.empty()) throw;
        folder.journal("waits", {{"for", "register"}, {"papers", papers}});
        throw Error(Fault::temporary, "register-away",
                    text::fill(text::tr("everything but the number is prepared, which waits: {0}"), {away.what()}),
                    text::tr("run it again when the register is within reach"));
    }
}

void CertifyCopy::run(Folder& folder, Executor& pages, Events& events) const {
    must_be_paper(folder.dossier);
    must_be_decided(folder, options_.profile.review);
    const std::unique_ptr<store::Register> reached = reach_register(folder, pages);
    store::Register& book = *reached;
    drop_void_copies(folder, book, events);
    const std::vector<const Paper*> papers = papers_to_copy(folder);
    if (!papers.empty() && options_.profile.qualification.required)
        must_be_qualified(options_.qualifications, device_of(folder.dossier), options_.profile.qualification,
                          folder.now());
    for (const Copy& copy : folder.dossier.copies)
        if (is_final(copy))
            tell(events, Event::Kind::skipped, folder, copy.issued ? "copy-issued" : "copy-signed",
                 text::fill(text::tr("the copy of paper {0} is {1}; it is never made again"),
                            {copy.paper, copy.issued ? text::tr("issued") : text::tr("signed")}));
    if (papers.empty()) return;

    std::vector<CopyDraft> drafts;
    drafts.reserve(papers.size());
    for (const Paper* paper : papers) {
        if (paper->attestation->by != options_.profile.office.official)
            tell(events, Event::Kind::warning, folder, "attested-by-other",
                 text::fill(text::tr("paper {0} was attested by {1}; the statement names {2}, who must sign it"),
                            {paper->id, paper->attestation->by, options_.profile.office.official}));
        drafts.emplace_back(folder, *paper, options_.profile, mode_, options_.excerpt, pages);
    }

    const store::Act act{folder.actor(), "clerk", folder.now()};
    for (std::size_t i = 0; i < papers.size(); ++i) {
        const Paper& paper = *papers[i];
        const store::Request request = request_for(book, folder, paper, drafts[i], options_, mode_);
        folder.journal(reserve_action, {{"paper", paper.id}, {"request", request.request_id}});
        const store::Entry entry = book.reserve(request, act);
        if (entry.official != request.official)
            throw Error(Fault::refused, "official-changed",
                        text::fill(text::tr("paper {0}: number {1} was taken for {2}, the profile now names {3}"),
                                   {paper.id, std::to_string(entry.number), entry.official, request.official}),
                        text::tr("void it with saoy-register, or certify with the former profile"));
        drafts[i].follow(entry.at, entry.paper_name);
        if (entry.state == store::Entry::State::issued) {
            tell(events, Event::Kind::skipped, folder, "copy-issued",
                 text::fill(text::tr("the copy of paper {0} is {1}; it is never made again"),
                            {paper.id, text::tr("issued")}));
            continue;
        }
        const std::string path = drafts[i].path(entry.year, entry.number);
        for (const Copy& other : folder.dossier.copies)
            if (other.paper != paper.id && other.file.path == path)
                throw Error(Fault::configuration, "file-name-not-unique",
                            text::fill(text::tr("two copies would be {0}"), {path}),
                            text::tr("put {number} into the profile's file-name"));
        const Copy* const earlier = find_copy(folder.dossier, paper.id);
        if (earlier != nullptr && earlier->file.path == path && is_signed_since(folder, *earlier)) {
            tell(events, Event::Kind::skipped, folder, "copy-signed",
                 text::fill(text::tr("the copy of paper {0} is {1}; it is never made again"),
                            {paper.id, text::tr("signed")}));
            continue;
        }
        const StoredFile note =
            folder.write(drafts[i].note_path(entry.year, entry.number), drafts[i].note(entry.year, entry.number));
        const StoredFile file = folder.write(path, drafts[i].write(entry.year, entry.number));

        Copy& copy = copy_of(folder.dossier, paper);
        copy.paper = paper.id;
        copy.mode = mode_.code;
        copy.request_id = entry.request_id;
        copy.book = entry.book;
        copy.year = entry.year;
        copy.number = entry.number;
        copy.file = file;
        copy.waits_for = waits_for(copy, mode_);
        copy.note = note;
        // Each copy is in the manifest as soon as its file is durable.
        folder.save();
        book.wait_for_signature(entry.request_id, entry.attempt, file.sha256, {act.who, act.role, folder.now()});
        book.hand_over(entry.request_id, entry.attempt, {act.who, act.role, folder.now()});  // whoever signs, anywhere
        folder.journal("certify-copy", {{"paper", paper.id},
                                        {"request", entry.request_id},
                                        {"book", entry.book},
                                        {"year", entry.year},
                                        {"number", entry.number},
                                        {"masters", entry.masters_digest},
                                        {"file", file.path},
                                        {"sha256", file.sha256}});
    }
}

std::vector<CertifyCopy::Preview> CertifyCopy::preview(const Folder& folder, Executor& pages) const {
    std::vector<Preview> previews;
    for (const Paper* paper : papers_to_copy(folder)) {
        const CopyDraft draft(folder, *paper, options_.profile, mode_, options_.excerpt, pages);
        previews.push_back({paper->id, paper->type_name, mode_.book, vietnam_time(paper->attestation->at).year,
                            draft.pages_counted(), fee_for(options_.profile.fee, draft.pages_counted()),
                            draft.has_own_page()});
    }
    return previews;
}

}  // namespace saoy::stages
