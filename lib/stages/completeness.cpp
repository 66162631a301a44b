// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/completeness.hpp"

#include <algorithm>
#include <set>

#include "lib/base/text.hpp"
#include "lib/model/values.hpp"

namespace saoy::stages {

namespace {

constexpr double unreadable_below = 0.5;  // mean confidence of a page's words

const Field* field_of(const Paper& paper, const std::string& name) {
    const auto found =
        std::find_if(paper.fields.begin(), paper.fields.end(), [&](const Field& field) { return field.name == name; });
    return found == paper.fields.end() ? nullptr : &*found;
}

// As it is compared: a date as ISO, a number as digits, a name without accents and case.
std::string value_of(const Paper& paper, const std::string& name) {
    const Field* field = field_of(paper, name);
    return field == nullptr ? "" : label_key(field->normal.empty() ? field->value : field->normal);
}

std::string date_of(const Paper& paper, const std::string& name) {
    const Field* field = field_of(paper, name);
    if (field == nullptr) return "";
    return field->normal.empty() ? date_in(field->value).value_or(field->value.size() == 10 ? field->value : "")
                                 : field->normal;
}

bool is_copy(const Paper& paper) {
    return std::find(paper.reasons.begin(), paper.reasons.end(), "copy-not-original") != paper.reasons.end();
}

bool is_over(const Paper& paper, const DocumentType& type, const std::string& today) {
    const std::string until = date_of(paper, "gia_tri_den");
    if (!until.empty() && until < today) return true;
    const std::string issued = date_of(paper, "ngay_ky");
    return type.months > 0 && !issued.empty() && months_later(issued, type.months) < today;
}

bool is_unreadable(const Dossier& dossier, const Paper& paper) {
    return std::any_of(paper.pages.begin(), paper.pages.end(), [&](int number) {
        const Page& page = page_of(dossier, number);
        return !page.blank && page.text && page.words > 0 && page.confidence < unreadable_below;
    });
}

// Pages that the paper's own numbers show to be missing (saoy-ocr finds them), or a card's other side.
bool lacks_pages(const Dossier& dossier, const Paper& paper, const DocumentType& type) {
    int printed = 0;
    for (const int number : paper.pages) {
        const Page& page = page_of(dossier, number);
        if (!page.blank) ++printed;
        for (const Finding& finding : page.quality.findings)
            if (finding.code == "page-missing" && finding.level != Level::pass) return true;
    }
    return type.card && printed == 1;
}

struct Judged {
    NeedState state = NeedState::present;
    std::string says;
};

Judged judge_paper(const Need& need, const Dossier& dossier, const Paper& paper, const DocumentTypes& types,
                   const std::string& today) {
    static const DocumentType none{};
    const DocumentType* known = find_type(types, paper.type);
    const DocumentType& type = known == nullptr ? none : *known;
    const auto about = [&](NeedState state, const std::string& sentence) {
        return Judged{state, text::fill(sentence, {need.name})};
    };
    if (is_unreadable(dossier, paper))
        return about(NeedState::unreadable, text::tr("{0}: cannot be read well enough; please scan it again"));
    if (need.original && is_copy(paper))
        return about(NeedState::wrong_form, text::tr("{0}: this is a copy; the original is needed"));
    if (is_over(paper, type, today)) return about(NeedState::expired, text::tr("{0}: is no longer valid"));
    if (lacks_pages(dossier, paper, type))
        return about(NeedState::incomplete,
                     type.card ? text::tr("{0}: the other side is missing") : text::tr("{0}: pages are missing"));
    return {};
}

bool will_do(const Need& need, const Paper& paper) {
    return need.types.empty() || std::find(need.types.begin(), need.types.end(), paper.type) != need.types.end();
}

// The first paper in order that is not taken; else the first that will do at all.
NeedAnswer answer(const Need& need, const Dossier& dossier, const DocumentTypes& types, const std::string& today,
                  std::set<std::string>& taken) {
    NeedAnswer best{need, NeedState::missing, "", text::fill(text::tr("{0}: is missing"), {need.name})};
    for (const Paper& paper : dossier.papers) {
        if (taken.count(paper.id) > 0 || !will_do(need, paper)) continue;
        Judged judged = judge_paper(need, dossier, paper, types, today);
        const bool better = best.paper.empty() || judged.state == NeedState::present;
        if (better) best = {need, judged.state, paper.id, std::move(judged.says)};
        if (best.state == NeedState::present) break;
    }
    if (!best.paper.empty()) taken.insert(best.paper);
    return best;
}

// Papers that carry one person's number must agree on name and birth; those with one name and birth, on the number.
void compare(const Paper& a, const Paper& b, std::vector<Contradiction>& found) {
    const auto differ = [&](const char* field) {
        const std::string one = value_of(a, field), other = value_of(b, field);
        return !one.empty() && !other.empty() && one != other;
    };
    const auto same = [&](const char* field) {
        const std::string one = value_of(a, field);
        return !one.empty() && one == value_of(b, field);
    };
    if (same("so_dinh_danh")) {
        for (const char* field : {"ho_ten", "ngay_sinh", "gioi_tinh"})
            if (differ(field)) found.push_back({field, a.id, b.id});
        return;
    }
    if (!same("ho_ten")) return;
    if (same("ngay_sinh") && differ("so_dinh_danh")) found.push_back({"so_dinh_danh", a.id, b.id});
    if (differ("ngay_sinh")) found.push_back({"ngay_sinh", a.id, b.id});
}

const char* word_of(NeedState state) {
    switch (state) {
        case NeedState::present: return "present";
        case NeedState::missing: return "missing";
        case NeedState::unreadable: return "unreadable";
        case NeedState::expired: return "expired";
        case NeedState::wrong_form: return "wrong-kind";
        case NeedState::incomplete: break;
    }
    return "incomplete";
}

bool counts(const NeedAnswer& answer) {
    return answer.state != NeedState::present && !(answer.need.optional && answer.state == NeedState::missing);
}

}  // namespace

bool Completeness::complete() const {
    return contradictions.empty() && std::none_of(needs.begin(), needs.end(), counts);
}

Completeness check_papers(const Procedure& procedure, const Dossier& dossier, const DocumentTypes& types,
                          const std::string& today) {
    Completeness completeness{procedure, {}, {}, {}, {}};
    std::set<std::string> taken;
    // What is always asked for takes its papers first.
    for (const bool optional : {false, true})
        for (const Need& need : procedure.needs)
            if (need.optional == optional) completeness.needs.push_back(answer(need, dossier, types, today, taken));
    for (std::size_t i = 0; i < dossier.papers.size(); ++i) {
        const Paper& paper = dossier.papers[i];
        if (paper.type == "unknown") completeness.unknown.push_back(paper.id);
        if (paper.type != "unknown" && taken.count(paper.id) == 0) completeness.extra.push_back(paper.id);
        for (std::size_t k = i + 1; k < dossier.papers.size(); ++k)
            compare(paper, dossier.papers[k], completeness.contradictions);
    }
    return completeness;
}

std::string in_words(const Completeness& completeness) {
    std::vector<std::string> parts;
    for (const NeedAnswer& answer : completeness.needs)
        if (counts(answer)) parts.push_back(answer.says);
    for (const Contradiction& contradiction : completeness.contradictions)
        parts.push_back(text::fill(text::tr("papers {0} and {1} do not say the same: {2}"),
                                   {contradiction.paper, contradiction.other, contradiction.field}));
    if (!completeness.unknown.empty())
        parts.push_back(text::fill(text::tr("a clerk must look at what is not known: {0}"),
                                   {text::join(completeness.unknown, ", ")}));
    const std::string name = completeness.procedure.name;
    if (completeness.complete() && parts.empty()) return text::fill(text::tr("{0}: all papers are there."), {name});
    if (completeness.complete())
        return text::fill(text::tr("{0}: all papers are there; {1}."), {name, text::join(parts, "; ")});
    return name + ": " + text::join(parts, "; ") + ".";
}

Json to_json(const Completeness& completeness) {
    Json needs = Json::array();
    for (const NeedAnswer& answer : completeness.needs) {
        Json need{{"name", answer.need.name},
                  {"types", answer.need.types},
                  {"optional", answer.need.optional},
                  {"show_only", answer.need.show},
                  {"state", word_of(answer.state)}};
        if (!answer.paper.empty()) need["paper"] = answer.paper;
        if (counts(answer)) need["says"] = answer.says;
        needs.push_back(std::move(need));
    }
    Json contradictions = Json::array();
    for (const Contradiction& each : completeness.contradictions)
        contradictions.push_back({{"field", each.field}, {"papers", {each.paper, each.other}}});
    return {{"code", completeness.procedure.code}, {"name", completeness.procedure.name},
            {"complete", completeness.complete()}, {"needs", needs},
            {"contradictions", contradictions},    {"unknown", completeness.unknown},
            {"extra", completeness.extra},         {"says", in_words(completeness)}};
}

}  // namespace saoy::stages
