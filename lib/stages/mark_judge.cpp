// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/mark_judge.hpp"

#include <algorithm>
#include <cmath>

#include "lib/base/error.hpp"
#include "lib/base/files.hpp"
#include "lib/base/text.hpp"
#include "lib/image/marks.hpp"
#include "lib/image/page_image.hpp"
#include "lib/stages/fuzzy.hpp"

namespace saoy::stages {

namespace {

// On its head.
Raster turned(const Raster& picture) {
    Raster over = picture;
    std::reverse(over.samples.begin(), over.samples.end());
    return over;
}

// Letters only, folded: "TỐI MẬT." -> "TOIMAT". Misreadings of spaces and specks do not count.
std::string letters_of(std::string_view read) {
    std::string letters;
    for (const char c : text::fold(read))
        if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) letters += c;
    return letters;
}

// The same letters and accents, in capitals or not.
bool has_words(const std::string& text, const std::string& words) {
    return text::lower(text).find(text::lower(words)) != std::string::npos;
}

std::string text_of(const LineText& line) {
    std::vector<std::string> words;
    for (const LineWord& word : line.words) words.push_back(word.text);
    return text::join(words, " ");
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

MarkJudge::Look MarkJudge::look_of(const MarkCandidate& candidate) const {
    Look look;
    for (const Raster& upright : candidate.pictures)
        for (const Raster& picture : {upright, turned(upright)})
            for (const Shape& shape : shapes_) {
                const double alike = image::likeness(picture, shape.faces);
                if (shape.harmless) {
                    look.harmless = std::max(look.harmless, alike);
                } else if (alike > look.mark) {
                    look.mark = alike;
                    look.which = shape.mark;
                }
            }
    return look;
}

// What is read of a candidate: the mark it comes nearest to, and whether it is plainly something else.
struct MarkJudge::Reading {
    double mark = 0;  // likeness of the letters, 1 = the same
    const SecrecyMark* which = nullptr;
    double harmless = 0;  // likeness to a stamp that forbids nothing
    double other = 0;     // certainty of a reading that is no mark
};

namespace {

// A short word must be read whole; a longer one may have a letter wrong.
constexpr double alike = 0.85;

}  // namespace

MarkJudge::Reading MarkJudge::read(const std::vector<Raster>& pictures, LineReader& reader) const {
    Reading reading;
    for (const LineText& line : reader.read(pictures)) {
        const std::string text = text_of(line), letters = letters_of(text);
        if (letters.size() < 2) continue;
        bool near = false;
        for (const SecrecyMark& mark : rules_->marks) {
            const std::string wanted = letters_of(mark.words);
            // a line may have words before and after; a stamp has its own alone
            const double same = mark.width_mm > 0 ? likeness(letters, wanted) : holds_like(letters, wanted).ratio;
            // MẶT and MẤT are other words; a doubtful reading may have the accents wrong
            if (same == 1 && line.certainty >= 0.85 && !has_words(text, mark.words)) continue;
            near = near || same >= 0.6;
            if (same > reading.mark) {
                reading.mark = same;
                reading.which = &mark;
            }
        }
        for (const SecrecyMark& mark : rules_->harmless)
            reading.harmless = std::max(reading.harmless, likeness(letters, letters_of(mark.words)));
        if (!near && letters.size() > 2) reading.other = std::max(reading.other, line.certainty);
    }
    return reading;
}

MarkJudge::Judgement MarkJudge::judge(const MarkCandidate& candidate,
                                      const std::function<LineReader&()>& reader) const {
    const Look look = look_of(candidate);
    const bool stamp = candidate.boxed && (candidate.doubled || candidate.red);
    const bool line = !candidate.boxed && candidate.width_mm > 22 && candidate.width_mm > 5 * candidate.height_mm;
    if (look.mark < 0.45 && !stamp && !line && !candidate.apart) return {};

    std::vector<Raster> pictures = candidate.pictures;
    Reading reading = read(pictures, reader());
    if (reading.mark < alike && (stamp || reading.other < 0.8)) {
        for (Raster& picture : pictures) picture = turned(picture);
        const Reading over = read(pictures, reader());
        const double harmless = std::max(reading.harmless, over.harmless);
        if (over.mark > reading.mark || over.other > reading.other) reading = over;
        reading.harmless = harmless;
    }
    const bool read = reading.mark >= alike;
    const bool harmless = reading.harmless >= 0.6 && reading.harmless > reading.mark + 0.15;
    if (read && reading.which->width_mm == 0) return {Answer::mark, reading.which};
    if (!stamp) {
        if (reading.other >= 0.85 || harmless) return {};
        const bool word = (read && (look.mark >= 0.5 || candidate.apart)) || look.mark >= 0.7;
        return {word ? Answer::word : Answer::nothing};
    }
    const bool looks = look.mark >= 0.62 && look.mark > look.harmless + 0.1;
    if (read || looks) return {Answer::mark, read ? reading.which : look.which};
    if (harmless || look.harmless >= 0.6) return {Answer::harmless};
    const bool plain = reading.other >= 0.85;
    if (look.mark > look.harmless && look.mark >= 0.55) return {Answer::unreadable};
    if (plain) return {Answer::harmless};
    // A whole red double frame of a stamp's size whose words cannot be read: a person has to look.
    const bool whole = candidate.red && candidate.doubled && candidate.frame > 0.9;
    return {reading.other < 0.6 && whole ? Answer::unreadable : Answer::nothing};
}

std::vector<MarkVerdict> MarkJudge::operator()(const std::vector<MarkCandidate>& candidates,
                                               const std::function<LineReader&()>& reader) const {
    std::vector<Judgement> judgements;
    for (const MarkCandidate& candidate : candidates) judgements.push_back(judge(candidate, reader));
    // A part of a frame cannot be read where the whole of it can.
    const auto is_told = [&](const MarkCandidate& part) {
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            const MarkCandidate& whole = candidates[i];
            const double away = std::hypot(whole.x_mm - part.x_mm, whole.y_mm - part.y_mm);
            if (judgements[i].answer == Answer::harmless && away < (whole.width_mm + part.width_mm) / 4) return true;
        }
        return false;
    };
    std::vector<MarkVerdict> verdicts;
    const auto add = [&](const std::string& code, bool stops) {
        const bool known =
            std::any_of(verdicts.begin(), verdicts.end(), [&](const MarkVerdict& other) { return other.code == code; });
        if (!known) verdicts.push_back({code, stops});
    };
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const Judgement& each = judgements[i];
        if (each.answer == Answer::mark) add(each.mark->code, each.mark->stops);
        if (each.answer == Answer::word) add("secrecy-word", false);
        if (each.answer == Answer::unreadable && !is_told(candidates[i])) add("secrecy-frame", false);
    }
    return verdicts;
}

}  // namespace saoy::stages
