// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/classify.hpp"

#include <algorithm>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/stages/judge.hpp"
#include "lib/xml/alto.hpp"
#include "lib/xml/document_types.hpp"

namespace saoy::stages {

namespace {

constexpr const char* by_rules = "rules";

bool set_by_person(const Paper& paper) { return !paper.decided_by.empty() && paper.decided_by != by_rules; }

// The first page with something on it; none when all are blank.
const Page* first_page(const Dossier& dossier, const Paper& paper) {
    for (const int number : paper.pages) {
        const Page& page = page_of(dossier, number);
        if (!page.blank) return &page;
    }
    return nullptr;
}

Judgement judge_paper(const DocumentTypes& types, const Folder& folder, const Paper& paper) {
    const Page* page = first_page(folder.dossier, paper);
    if (page == nullptr) {
        Judgement nothing;
        nothing.reasons = {is_electronic(folder.dossier) ? "electronic" : "blank"};
        return nothing;
    }
    if (!page->text)
        throw Error(Fault::input, "no-text",
                    text::fill(text::tr("page {0} has not been read"), {std::to_string(page->number)}),
                    text::fill(text::tr("run saoy-ocr {0} first"), {folder.path().string()}));
    return judge(types, xml::read_alto(folder.read(*page->text), page->geometry));
}

void record(Paper& paper, Judgement judgement) {
    paper.type = std::move(judgement.type);
    paper.type_name = std::move(judgement.name);
    paper.confidence = judgement.confidence;
    paper.runner_up = std::move(judgement.runner_up);
    paper.reasons = std::move(judgement.reasons);
    paper.fields = std::move(judgement.fields);
    paper.decided_by = by_rules;
}

void tell_unknown(const Folder& folder, const Paper& paper, Events& events) {
    Event event;
    event.kind = Event::Kind::warning;
    event.stage = "classify";
    event.item = folder.path().string();
    event.page = paper.pages.empty() ? 0 : paper.pages.front();
    event.code = "type-unknown";
    event.text = text::fill(text::tr("paper {0}: its kind is not sure enough"), {paper.id});
    event.hint = text::tr("a clerk names it with saoy-review");
    event.numbers = {{"confidence", paper.confidence}};
    events.emit(event);
}

}  // namespace

Classify::Classify(const Path& profile_folder, const Path& schemas)
    : types_(
          xml::read_document_types(profile_folder / "document-types.xml", xml::Schema(schemas / "document-types.xsd"))),
      digest_(crypto::sha256_file(profile_folder / "document-types.xml")) {}

std::string Classify::parameters() const { return digest_; }

std::string Classify::inputs(const Dossier& dossier) const {
    std::string listing;
    for (const Paper& paper : dossier.papers) {
        const Page* page = first_page(dossier, paper);
        listing += paper.id + " " + (page != nullptr && page->text ? page->text->sha256 : "-") + " " +
                   (set_by_person(paper) ? paper.type : "-") + "\n";
    }
    return listing;
}

void Classify::run(Folder& folder, Executor& executor, Events& events) const {
    std::vector<Paper>& papers = folder.dossier.papers;
    // What a person has set stays, and so does what stands in the register already.
    const auto settled = [&](const Paper& paper) {
        return set_by_person(paper) || find_copy(folder.dossier, paper.id) != nullptr;
    };
    std::vector<Judgement> judgements(papers.size());
    executor.for_each(papers.size(), [&](std::size_t i) {
        if (!settled(papers[i])) judgements[i] = judge_paper(types_, folder, papers[i]);
    });
    for (std::size_t i = 0; i < papers.size(); ++i) {
        if (settled(papers[i])) continue;
        record(papers[i], std::move(judgements[i]));
        if (papers[i].type != "unknown") continue;
        papers[i].type_name = types_.unknown_name;
        tell_unknown(folder, papers[i], events);
    }
}

}  // namespace saoy::stages
