// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/review.hpp"

#include <algorithm>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/xml/document_types.hpp"

namespace saoy::stages {

namespace {

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

void must_have_name(const Person& by) {
    if (text::trim(by.name).empty())
        throw Error(Fault::usage, "no-name", text::tr("who decides must be named"),
                    text::tr("give --by \"FULL NAME\""));
}

}  // namespace

void accept(Folder& folder, const std::string& id, const Person& by) {
    must_have_name(by);
    Paper& paper = undecided_copy(folder, id);
    paper.refusal.reset();
    paper.attestation = Attestation{text::nfc(by.name), text::nfc(by.title), folder.now()};
    folder.journal("attest", {{"paper", id},
                              {"by", paper.attestation->by},
                              {"title", paper.attestation->title},
                              {"masters", masters_digest(folder.dossier, paper)}});
}

void refuse(Folder& folder, const std::string& id, const std::string& reason, const std::string& note, const Person& by,
            const Profile& profile) {
    must_have_name(by);
    const bool known = std::any_of(profile.refusals.begin(), profile.refusals.end(),
                                   [&](const RefusalReason& known_reason) { return known_reason.code == reason; });
    if (!known) {
        std::vector<std::string> codes;
        for (const RefusalReason& each : profile.refusals) codes.push_back(each.code);
        throw Error(Fault::usage, "unknown-reason", text::fill(text::tr("'{0}' is not a reason to refuse"), {reason}),
                    text::fill(text::tr("reasons: {0}"), {text::join(codes, ", ")}));
    }
    Paper& paper = undecided_copy(folder, id);
    paper.attestation.reset();
    paper.refusal = Refusal{reason, text::nfc(by.name), text::nfc(note), folder.now()};
    folder.journal("refuse", {{"paper", id}, {"reason", reason}, {"by", paper.refusal->by}});
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

void set_type(Folder& folder, const std::string& id, const std::string& type, const std::string& type_name,
              const Person& by) {
    must_have_name(by);
    Paper& paper = undecided_copy(folder, id);
    folder.journal("set-type", {{"paper", id}, {"from", paper.type}, {"to", type}, {"by", by.name}});
    paper.type = type;
    paper.type_name = type_name;
    paper.decided_by = text::nfc(by.name);
    paper.confidence = 1;
}

int override_quality(Folder& folder, int number, const std::string& code, const std::string& reason, const Person& by) {
    must_have_name(by);
    if (text::trim(reason).empty())
        throw Error(Fault::usage, "no-reason", text::tr("a page that is not good enough needs a reason to be kept"),
                    text::tr("give --reason \"SENTENCE\""));
    const Override given{text::nfc(by.name), text::nfc(reason), folder.now()};
    std::vector<int> pages;
    for (Page& page : folder.dossier.pages)
        for (Finding& finding : page.quality.findings) {
            const bool meant = finding.code == code && finding.level == Level::fail;
            if (!meant || (number != 0 && page.number != number)) continue;
            for (const Paper& paper : folder.dossier.papers)
                if (std::find(paper.pages.begin(), paper.pages.end(), page.number) != paper.pages.end())
                    undecided_copy(folder, paper.id);
            finding.overridden = given;
            pages.push_back(page.number);
        }
    if (pages.empty())
        throw Error(Fault::input, "no-such-finding",
                    text::fill(text::tr("{0}: no page fails by '{1}'"), {folder.path().string(), code}),
                    text::tr("saoy-review show DOSSIER lists what was found"));
    folder.journal("override", {{"code", code}, {"pages", pages}, {"by", given.by}, {"reason", given.reason}});
    return int(pages.size());
}

std::string Attest::inputs(const Dossier& dossier) const {
    std::string inputs;
    for (const Paper& paper : dossier.papers) inputs += paper.id + " " + masters_digest(dossier, paper) + "\n";
    return inputs;
}

void Attest::run(Folder& folder, Executor&, Events&) const {
    for (const Paper& paper : folder.dossier.papers)
        if (!paper.attestation && !paper.refusal && find_copy(folder.dossier, paper.id) == nullptr)
            accept(folder, paper.id, by_);
}

}  // namespace saoy::stages
