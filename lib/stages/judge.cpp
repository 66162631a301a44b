// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/judge.hpp"

#include <algorithm>
#include <cmath>

#include "lib/base/text.hpp"
#include "lib/stages/fuzzy.hpp"
#include "lib/stages/label_fields.hpp"
#include "lib/stages/page_facts.hpp"
#include "lib/stages/sheet.hpp"

namespace saoy::stages {

namespace {

constexpr std::size_t most_title_lines = 5;
constexpr double near_as_like = 0.1;     // a title this much less like may still push another one aside
constexpr double card_mm[] = {100, 70};  // a page of at most this size is a card: 85.6 x 54 mm and some edge
constexpr double off_centre = 0.06;      // of the page's width, that the middle of a centred title may be away
constexpr double worth_naming = 0.2;     // least score of a runner-up that is told

struct Title {
    const Phrase* phrase = nullptr;
    double ratio = 0;
    std::size_t first = 0, last = 0;  // lines of the sheet, with the title lines that go on under it
};

struct Score {
    const DocumentType* type = nullptr;
    Title title;
    double value = 0;
    std::vector<std::string> reasons;
};

std::string quoted(const char* what, const Phrase& phrase) { return std::string(what) + " \"" + phrase.text + "\""; }

// The first word carries the nature: an application for a certificate is like the certificate in all but that word.
bool same_first_word(const std::string& line, const std::string& phrase) {
    return likeness(line.substr(0, line.find(' ')), phrase.substr(0, phrase.find(' '))) >= 0.5;
}

double title_likeness(const std::string& line, const Phrase& phrase, double least) {
    if (!same_first_word(line, phrase.folded)) return 0;
    const std::size_t bracket = line.find(" (");
    double ratio = found(line, phrase, least);
    if (bracket != std::string::npos) ratio = std::max(ratio, found(line.substr(0, bracket), phrase, least));
    return ratio;
}

std::size_t end_of_run(const std::vector<SheetLine>& sheet, std::size_t first) {
    std::size_t last = first;
    while (last + 1 < sheet.size() && sheet[last + 1].title_like && sheet[last + 1].follows) ++last;
    return last;
}

bool better(const Title& a, const Title& b) {
    if (a.ratio * a.phrase->weight != b.ratio * b.phrase->weight)
        return a.ratio * a.phrase->weight > b.ratio * b.phrase->weight;
    return a.phrase->text.size() > b.phrase->text.size();
}

Title title_of(const std::vector<SheetLine>& sheet, const DocumentType& type, double least) {
    Title best;
    for (std::size_t first = 0; first < sheet.size(); ++first) {
        if (!sheet[first].title_like) continue;
        const std::size_t last = end_of_run(sheet, first);
        std::string joined;
        for (std::size_t i = first; i <= last && i < first + most_title_lines; ++i) {
            joined += (joined.empty() ? "" : " ") + sheet[i].folded;
            for (const Phrase& phrase : type.titles) {
                const Title title{&phrase, title_likeness(joined, phrase, least), first, last};
                // "HỘI ĐỒNG …" is an agency sooner than a "HỢP ĐỒNG"
                if (title.ratio < sheet[first].issuer) continue;
                if (title.ratio > 0 && (best.phrase == nullptr || better(title, best))) best = title;
            }
        }
    }
    return best;
}

// Whether title `b` is only a part or the continuation of title `a`.
bool pushes_aside(const Title& a, const Title& b) {
    if (a.phrase == nullptr || b.phrase == nullptr || a.ratio < b.ratio - near_as_like) return false;
    if (a.first > b.first || a.last < b.first) return false;
    return a.first < b.first || a.phrase->text.size() > b.phrase->text.size();
}

void drop_lesser_titles(std::vector<Score>& scores) {
    std::vector<bool> aside(scores.size());
    for (std::size_t i = 0; i < scores.size(); ++i)
        aside[i] = std::any_of(scores.begin(), scores.end(),
                               [&](const Score& other) { return pushes_aside(other.title, scores[i].title); });
    for (std::size_t i = 0; i < scores.size(); ++i)
        if (aside[i]) scores[i].title = {};
}

// What is missing of the likeness counts twice: a title at the edge of recognition needs cues.
double title_value(const Title& title) {
    return title.phrase == nullptr ? 0 : title.phrase->weight * std::max(0.0, 1 - 2 * (1 - title.ratio));
}

double sum_of(const std::vector<Phrase>& phrases, const std::vector<SheetLine>& sheet, double least, const char* what,
              std::vector<std::string>& reasons) {
    double sum = 0;
    for (const Phrase& phrase : phrases) {
        double best = 0;
        for (const SheetLine& line : sheet) best = std::max(best, found(line.folded, phrase, least));
        if (best == 0) continue;
        sum += phrase.weight * best;
        reasons.push_back(quoted(what, phrase));
    }
    return sum;
}

bool is_card_sized(const PageText& page) {
    if (page.dpi <= 0) return false;
    const auto [shorter, longer] = std::minmax(page.width, page.height);
    return longer <= card_mm[0] / 25.4 * page.dpi && shorter <= card_mm[1] / 25.4 * page.dpi;
}

bool is_centred(const Title& title, const std::vector<SheetLine>& sheet, const PageText& page) {
    const Box& box = sheet[title.first].line->box;
    return std::abs(box.left + box.width / 2.0 - page.width / 2.0) <= off_centre * page.width;
}

// Only beside a title: papers of every kind lie like this.
double layout_value(const Score& score, const std::vector<SheetLine>& sheet, const DocumentTypes& types,
                    const PageText& page, std::vector<std::string>& reasons) {
    if (score.title.phrase == nullptr) return 0;
    const LayoutHints& hints = score.type->layout;
    double sum = 0;
    const auto note = [&](bool holds, const char* what) {
        if (!holds) return;
        sum += types.layout_weight;
        reasons.push_back(std::string("layout ") + what);
    };
    note(hints.card_sized && is_card_sized(page), "card");
    note(hints.landscape && page.width > page.height, "landscape");
    note(hints.title_centred && is_centred(score.title, sheet, page), "title-centre");
    return sum;
}

void weigh(Score& score, const std::vector<SheetLine>& sheet, const DocumentTypes& types, const PageText& page) {
    if (score.title.phrase != nullptr)
        score.reasons.push_back(quoted("title", *score.title.phrase) + " " + two_digits(score.title.ratio) + " page " +
                                std::to_string(page.page));
    const DocumentType& type = *score.type;
    double cues = sum_of(type.cues, sheet, types.cue_match, "cue", score.reasons);
    if (!type.titles.empty()) cues = std::min(cues, types.cue_cap);
    const double layout = layout_value(score, sheet, types, page, score.reasons);
    const double against = sum_of(type.negatives, sheet, types.cue_match, "against", score.reasons);
    score.value = std::clamp(title_value(score.title) + cues + layout - against, 0.0, 1.0);
}

void note_copy_marks(const DocumentTypes& types, const std::vector<SheetLine>& sheet, int page,
                     std::vector<std::string>& reasons) {
    bool copy = false;
    for (const Phrase& mark : types.copy_marks)
        if (std::any_of(sheet.begin(), sheet.end(),
                        [&](const SheetLine& line) { return found(line.folded, mark, types.cue_match) > 0; })) {
            if (!copy) reasons.push_back("copy-not-original");
            copy = true;
            reasons.push_back(quoted("mark", mark) + " page " + std::to_string(page));
        }
}

std::vector<Score> ranking(const DocumentTypes& types, const std::vector<SheetLine>& sheet, const PageText& page) {
    std::vector<Score> scores;
    for (const DocumentType& type : types.types)
        scores.push_back({&type, title_of(sheet, type, types.title_match), 0, {}});
    drop_lesser_titles(scores);
    for (Score& score : scores) weigh(score, sheet, types, page);
    std::stable_sort(scores.begin(), scores.end(), [](const Score& a, const Score& b) { return a.value > b.value; });
    return scores;
}

Judgement judge_page(const DocumentTypes& types, const PageText& page) {
    const std::vector<SheetLine> sheet = sheet_of(page, types);
    std::vector<Score> scores = ranking(types, sheet, page);
    Judgement judgement;
    if (scores.empty()) return judgement;
    const Score& best = scores.front();
    const double next = scores.size() > 1 ? scores[1].value : 0;
    judgement.confidence = std::round(best.value * 1000) / 1000;
    judgement.reasons = best.reasons;
    if (best.value >= worth_naming) judgement.likeliest = best.type->code;
    if (next >= worth_naming) judgement.runner_up = scores[1].type->code;

    if (best.value < types.accept) {
        if (best.value >= worth_naming) judgement.runner_up = best.type->code;
        judgement.reasons.push_back("below-threshold " + two_digits(best.value) + " < " + two_digits(types.accept));
    } else if (best.value - next < types.margin) {
        judgement.reasons.push_back("too-near " + best.type->code + " " + two_digits(best.value) + ", " +
                                    scores[1].type->code + " " + two_digits(next));
    } else {
        judgement.type = best.type->code;
        judgement.name = best.type->name;
    }
    note_copy_marks(types, sheet, page.page, judgement.reasons);
    return judgement;
}

}  // namespace

std::string two_digits(double value) {
    const long hundredths = std::lround(value * 100);
    const std::string digits = std::to_string(100 + hundredths % 100);
    return std::to_string(hundredths / 100) + "." + digits.substr(1);
}

std::vector<Field> fields_of(const DocumentTypes& types, const DocumentType& type, const std::vector<PageText>& pages) {
    std::vector<Field> fields;
    for (const PageText& page : pages) {
        const std::vector<SheetLine> sheet = sheet_of(page, types);
        add_label_fields(fields, types, type, sheet, page.page);
        add_page_facts(fields, types, sheet, page.page, page.height);
    }
    return fields;
}

Judgement judge(const DocumentTypes& types, const std::vector<PageText>& pages) {
    if (pages.empty()) return {};
    Judgement judgement = judge_page(types, pages.front());
    // A card may have been scanned with its back first.
    if (judgement.type == "unknown" && pages.size() == 2) {
        Judgement other = judge_page(types, pages.back());
        const DocumentType* type = find_type(types, other.type);
        if (type != nullptr && type->card) judgement = std::move(other);
    }
    if (const DocumentType* type = find_type(types, judgement.type)) judgement.fields = fields_of(types, *type, pages);
    return judgement;
}

}  // namespace saoy::stages
