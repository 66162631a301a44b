// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/mark_judge.hpp"

#include <algorithm>
#include <cmath>

#include "lib/base/error.hpp"
#include "lib/base/files.hpp"
#include "lib/image/marks.hpp"
#include "lib/image/page_image.hpp"
#include "lib/stages/mark_words.hpp"

namespace saoy::stages {

namespace {

// On its head.
Raster turned(const Raster& picture) {
    Raster over = picture;
    std::reverse(over.samples.begin(), over.samples.end());
    return over;
}

constexpr double same_letters = 0.85;  // a short word must be read whole; a longer one may have a letter wrong
constexpr double sure_words = 0.85;    // confidence from which on words are what they are read as

// Three letters are soon read into anything.
bool is_read(const WordsRead& mark) { return mark.alike >= same_letters && (mark.sure >= 0.5 || mark.letters > 4); }

bool is_stamp(const MarkView& candidate) { return candidate.boxed && (candidate.doubled || candidate.red); }

bool overlap(const MarkView& a, const MarkView& b) {
    return std::hypot(a.x_mm - b.x_mm, a.y_mm - b.y_mm) < (a.width_mm + b.width_mm) / 4;
}

}  // namespace

MarkJudge::MarkJudge(SecrecyRules rules) : rules_(std::make_shared<SecrecyRules>(std::move(rules))) {
    read_shapes(rules_->marks, false);
    read_shapes(rules_->harmless, true);
}

void MarkJudge::read_shapes(const std::vector<SecrecyMark>& marks, bool harmless) {
    for (const SecrecyMark& mark : marks) {
        if (mark.shapes.empty() || mark.faces <= 0) continue;
        Raster sheet;
        try {
            sheet = image::read_png(read_file(mark.shapes));
        } catch (const Error& error) {
            throw Error(Fault::configuration, error.code(), error.what(), error.hint());
        }
        const int height = sheet.height / mark.faces;
        Shape shape{&mark, harmless, {}};
        for (int face = 0; face < mark.faces; ++face) {
            Raster picture{sheet.width, height, 1, 0, {}};
            const auto first = sheet.samples.begin() + std::ptrdiff_t(face) * height * sheet.width;
            picture.samples.assign(first, first + std::ptrdiff_t(height) * sheet.width);
            shape.faces.push_back(std::move(picture));
        }
        shapes_.push_back(std::move(shape));
    }
}

MarkJudge::Look MarkJudge::look_at(const std::vector<Raster>& pictures, Alike alike) const {
    Look look;
    for (const Raster& upright : pictures)
        for (const Raster& picture : {upright, turned(upright)})
            for (const Shape& shape : shapes_) {
                const double here = alike(picture, shape.faces);
                if (shape.harmless) {
                    look.harmless = std::max(look.harmless, here);
                } else if (here > look.mark) {
                    look.mark = here;
                    look.which = shape.mark;
                }
            }
    return look;
}

MarkJudge::Look MarkJudge::look_of(const MarkView& candidate) const {
    return look_at(candidate.pictures, image::likeness);
}

MarkJudge::Look MarkJudge::look_inside(const MarkView& candidate) const {
    return look_at(candidate.insides, image::likeness_inside);
}

namespace {

// Upright and on its head.
MarkReading read_of(std::vector<Raster> pictures, LineReader& reader, const SecrecyRules& rules) {
    MarkReading reading = compare(reader.read(pictures), rules);
    if (reading.mark.alike == 1 && reading.mark.sure > sure_words) return reading;
    for (Raster& picture : pictures) picture = turned(picture);
    reading.add(compare(reader.read(pictures), rules));
    return reading;
}

}  // namespace

MarkJudge::Judgement MarkJudge::judge_stamp(const std::vector<const MarkView*>& views, const Reader& reader) const {
    double best = 0;
    for (const MarkView* view : views) best = std::max(best, view->frame);
    Look look, inside;
    MarkReading reading;
    bool framed = false;
    for (const MarkView* view : views) {
        // What lies worse in its frame than another view of it shows a part, or print beside it: that clears nobody.
        const bool whole = view->frame >= 0.8 * best;
        const auto raise = [whole](Look& all, const Look& seen) {
            if (whole) all.harmless = std::max(all.harmless, seen.harmless);
            if (seen.mark > all.mark) all.mark = seen.mark, all.which = seen.which;
        };
        raise(look, look_of(*view));
        raise(inside, look_inside(*view));
        MarkReading seen = read_of(view->pictures, reader(), *rules_);
        if (!whole) seen.harmless = {}, seen.other = 0;
        reading.add(seen);
        framed = framed || (view->doubled && view->frame >= 0.55);
    }
    const WordsRead &mark = reading.mark, &harmless = reading.harmless;
    const bool read = is_read(mark) || (mark.alike >= same_letters && (look.mark >= 0.4 || inside.mark >= 0.45));
    const bool longer = harmless.alike >= same_letters && harmless.letters > mark.letters && harmless.sure > 0.5;
    if (read && !longer) return {Answer::mark, mark.which};
    const bool plain = reading.other >= sure_words;
    const auto looks = [&](const Look& seen, double least) {
        return seen.mark >= least && seen.mark > seen.harmless + 0.07 && (!plain || seen.mark >= 0.72);
    };
    if (looks(inside, best >= 0.62 ? 0.52 : 0.6)) return {Answer::mark, inside.which};
    if (looks(look, 0.62)) return {Answer::mark, look.which};
    const bool told = harmless.alike >= 0.6 && harmless.alike > mark.alike + 0.15;
    const bool harmless_look = (look.harmless >= 0.6 && look.harmless > look.mark) ||
                               (inside.harmless >= 0.55 && inside.harmless > inside.mark + 0.05);
    if (longer || told || harmless_look) return {};
    // Worn, but likelier one than anything else.
    const bool likely = inside.mark > inside.harmless + 0.02 && inside.mark >= (mark.alike >= 0.6 ? 0.38 : 0.45);
    if (best >= 0.62 && likely && !plain) return {Answer::mark, inside.which};
    if (plain) return {};
    return {framed ? Answer::unreadable : Answer::nothing};
}

// Words without the frame of a stamp: a line that is a mark by its words, or what a clerk has to look at.
MarkJudge::Judgement MarkJudge::judge_words(const MarkView& candidate, const Reader& reader) const {
    const Look look = look_of(candidate);
    const bool line = !candidate.boxed && candidate.width_mm > 22 && candidate.width_mm > 5 * candidate.height_mm;
    if (look.mark < 0.45 && !line && !candidate.apart) return {};
    const MarkReading reading = read_of(candidate.pictures, reader(), *rules_);
    const WordsRead& mark = reading.mark;
    const bool read = is_read(mark);
    if (read && mark.which->width_mm == 0) return {Answer::mark, mark.which};
    // A frame of one line, or one whose lines have run together.
    const bool boxed = candidate.boxed && candidate.frame >= 0.8 && look.mark >= 0.6 && mark.letters > 4;
    if (read && boxed) return {Answer::mark, mark.which};
    if (reading.other >= sure_words) return {};
    if (reading.harmless.alike >= 0.6 && reading.harmless.alike > mark.alike + 0.15) return {};
    const bool word = (read && (look.mark >= 0.5 || candidate.apart)) || (look.mark >= 0.7 && mark.alike >= 0.6);
    return {word ? Answer::word : Answer::nothing};
}

std::vector<MarkVerdict> MarkJudge::operator()(const std::vector<MarkView>& candidates, const Reader& reader) const {
    std::vector<MarkVerdict> verdicts;
    const auto add = [&](const Judgement& judged) {
        if (judged.answer == Answer::nothing) return;
        const MarkVerdict verdict = judged.answer == Answer::mark
                                        ? MarkVerdict{judged.mark->code, judged.mark->stops}
                                        : MarkVerdict{judged.answer == Answer::word ? "secrecy-word" : "secrecy-frame"};
        if (std::none_of(verdicts.begin(), verdicts.end(),
                         [&](const auto& known) { return known.code == verdict.code; }))
            verdicts.push_back(verdict);
    };
    std::vector<bool> taken(candidates.size());
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (taken[i]) continue;
        if (!is_stamp(candidates[i])) {
            add(judge_words(candidates[i], reader));
            continue;
        }
        std::vector<const MarkView*> views;
        for (std::size_t j = i; j < candidates.size(); ++j)
            if (!taken[j] && is_stamp(candidates[j]) && overlap(candidates[i], candidates[j]))
                taken[j] = true, views.push_back(&candidates[j]);
        add(judge_stamp(views, reader));
    }
    return verdicts;
}

}  // namespace saoy::stages
