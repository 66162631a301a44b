// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/classify.hpp"

#include <algorithm>
#include <cmath>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/stages/identity.hpp"
#include "lib/stages/stack.hpp"
#include "lib/xml/alto.hpp"

namespace saoy::stages {

namespace {

constexpr const char* by_rules = "rules";

bool set_by_person(const Paper& paper) { return !paper.decided_by.empty() && paper.decided_by != by_rules; }

std::vector<const Page*> printed_pages(const Dossier& dossier, const Paper& paper) {
    std::vector<const Page*> pages;
    for (const int number : paper.pages)
        if (const Page& page = page_of(dossier, number); !page.blank) pages.push_back(&page);
    return pages;
}

std::vector<PageText> texts_of(const Folder& folder, const Paper& paper) {
    std::vector<PageText> texts;
    for (const Page* page : printed_pages(folder.dossier, paper)) {
        if (!page->text)
            throw Error(Fault::input, "no-text",
                        text::fill(text::tr("page {0} has not been read"), {std::to_string(page->number)}),
                        text::fill(text::tr("run saoy-ocr {0} first"), {folder.path().string()}));
        texts.push_back(xml::read_alto(folder.read(*page->text), page->geometry));
    }
    return texts;
}

// What a person has set stays, and so does what stands in the register already.
bool is_settled(const Dossier& dossier, const Paper& paper) {
    return set_by_person(paper) || find_copy(dossier, paper.id) != nullptr;
}

// From the upright page, where texts are compared, to the master, which never changes.
void place_on_master(std::vector<Field>& fields, const Dossier& dossier, const std::vector<PageText>& texts) {
    for (Field& field : fields) {
        if (field.box.width == 0) continue;
        const auto text =
            std::find_if(texts.begin(), texts.end(), [&](const PageText& each) { return each.page == field.page; });
        if (text == texts.end()) continue;
        const Page& page = page_of(dossier, field.page);
        const PageMap map(page.geometry, page.width, page.height, text->width, text->height);
        const Quad quad = map.to_master(field.box);
        const auto [left, right] = std::minmax({quad[0].x, quad[1].x, quad[2].x, quad[3].x});
        const auto [top, bottom] = std::minmax({quad[0].y, quad[1].y, quad[2].y, quad[3].y});
        field.box = {int(std::lround(left)), int(std::lround(top)), int(std::lround(right - left)),
                     int(std::lround(bottom - top))};
    }
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

void tell_stack(const Folder& folder, const Paper& paper, Events& events) {
    for (const Parting& parting : partings_of(paper)) {
        Event event;
        event.kind = Event::Kind::warning;
        event.stage = "classify";
        event.item = folder.path().string();
        event.page = parting.page;
        event.code = "stack-split";
        event.text = text::fill(text::tr("paper {0}: page {1} seems to begin another paper"),
                                {paper.id, std::to_string(parting.page)});
        event.hint = text::tr("look at it; saoy-classify --split makes papers of their own of such pages");
        events.emit(event);
    }
}

}  // namespace

Classify::Classify(const Path& profile_folder, const Path& schemas, Path children, bool split)
    : judge_(profile_folder, schemas), children_(std::move(children)), split_(split) {}

std::string Classify::parameters() const { return judge_.digest() + (split_ ? " split" : ""); }

std::string Classify::inputs(const Dossier& dossier) const {
    std::string listing;
    for (const Paper& paper : dossier.papers) {
        listing += paper.id;
        for (const Page* page : printed_pages(dossier, paper))
            listing += " " + page->master.sha256 + " " + (page->text ? page->text->sha256 : "-");
        listing += " " + (set_by_person(paper) ? paper.type : "-") + "\n";
    }
    return listing;
}

Judgement Classify::judge_paper(const Folder& folder, const Paper& paper) const {
    const std::vector<PageText> texts = texts_of(folder, paper);
    Judgement judgement = judge_(texts);
    if (texts.empty()) judgement.reasons = {is_electronic(folder.dossier) ? "electronic" : "blank"};
    for (const Parting& parting : partings(judge_, texts)) judgement.reasons.push_back(reason_of(parting));
    place_on_master(judgement.fields, folder.dossier, texts);
    const DocumentType* type = find_type(judge_.types(), judgement.type);
    if (type == nullptr || !type->identity) return judgement;
    Identity identity;
    find_mrz(identity, texts, vietnam_time(folder.now()).year);
    if (!children_.empty()) find_code(identity, folder, paper, children_);
    join_identity(judgement, identity, judge_.types().birth_places);
    return judgement;
}

void Classify::part_stacks(Folder& folder) const {
    const std::vector<Paper> papers = folder.dossier.papers;
    for (const Paper& paper : papers) {
        if (is_settled(folder.dossier, paper) || paper.attestation || paper.refusal || paper.pages.size() < 2) continue;
        const std::vector<Parting> found = partings(judge_, texts_of(folder, paper));
        if (found.empty()) continue;
        part(folder.dossier, paper.id, found);
        std::vector<int> pages;
        for (const Parting& parting : found) pages.push_back(parting.page);
        folder.journal("parted", {{"paper", paper.id}, {"before_pages", pages}});
    }
}

void Classify::run(Folder& folder, Executor& executor, Events& events) const {
    if (split_) part_stacks(folder);
    std::vector<Paper>& papers = folder.dossier.papers;
    const auto settled = [&](const Paper& paper) { return is_settled(folder.dossier, paper); };
    std::vector<Judgement> judgements(papers.size());
    executor.for_each(papers.size(), [&](std::size_t i) {
        if (!settled(papers[i])) judgements[i] = judge_paper(folder, papers[i]);
    });
    for (std::size_t i = 0; i < papers.size(); ++i) {
        if (settled(papers[i])) continue;
        record(papers[i], std::move(judgements[i]));
        tell_stack(folder, papers[i], events);
        if (papers[i].type != "unknown") continue;
        papers[i].type_name = judge_.types().unknown_name;
        tell_unknown(folder, papers[i], events);
    }
}

}  // namespace saoy::stages
