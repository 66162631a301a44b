// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/mark_words.hpp"

#include <algorithm>

#include "lib/base/text.hpp"
#include "lib/stages/fuzzy.hpp"

namespace saoy::stages {

namespace {

constexpr double near = 0.6, near_line = 0.55;  // letters this like may be a stamp's, a line's
constexpr double sure_accents = 0.75;           // from here on MẶT and MẤT are other words, not misread ones

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

// The share of some words' letters that are read as their beginning and, further on, as their end.
double share_around(const std::string& letters, const std::string& wanted) {
    constexpr std::size_t few = 4;  // fewer are soon found
    std::size_t best = 0;
    for (std::size_t head = few; head + few <= wanted.size(); ++head) {
        const std::size_t at = letters.find(wanted.substr(0, head));
        if (at == std::string::npos) break;
        for (std::size_t tail = wanted.size() - head; tail >= few; --tail)
            if (letters.find(wanted.substr(wanted.size() - tail), at + head) != std::string::npos) {
                best = std::max(best, head + tail);
                break;
            }
    }
    return double(best) / double(wanted.size());
}

struct Line {
    std::string text, letters;
    double sure = 0;  // mean over the letters of the confidence in their words
};

Line line_of(const LineText& read) {
    Line line;
    double sum = 0;
    for (const LineWord& word : read.words) {
        const std::size_t count = letters_of(word.text).size();
        line.text += (line.text.empty() ? "" : " ") + word.text;
        sum += word.confidence * double(count);
    }
    line.letters = letters_of(line.text);
    line.sure = line.letters.empty() ? 0 : sum / double(line.letters.size());
    return line;
}

// MẶT and MẤT, where the reader is sure of it; not MAT, whose accents were lost.
bool is_another_word(const Line& line, const SecrecyMark& mark) {
    const bool bare = text::fold(line.text) == text::lower(line.text) || text::fold(line.text) == line.text;
    return line.letters.size() <= 4 && line.sure >= sure_accents && !bare && !has_words(line.text, mark.words);
}

void take(WordsRead& best, const WordsRead& read) {
    if (read.better_than(best)) best = read;
}

}  // namespace

bool WordsRead::better_than(const WordsRead& other) const {
    if (alike != other.alike) return alike > other.alike;
    if (letters != other.letters) return letters > other.letters;
    return sure > other.sure;
}

void MarkReading::add(const MarkReading& more) {
    take(mark, more.mark);
    take(harmless, more.harmless);
    other = std::max(other, more.other);
    another = std::max(another, more.another);
    around = std::max(around, more.around);
}

MarkReading compare(const std::vector<LineText>& lines, const SecrecyRules& rules) {
    MarkReading reading;
    for (const LineText& each : lines) {
        const Line line = line_of(each);
        if (line.letters.size() < 2) continue;
        bool may_be = false;
        for (const SecrecyMark& mark : rules.marks) {
            const std::string wanted = letters_of(mark.words);
            // a line may have words before and after; a stamp has its own alone
            const double alike =
                mark.width_mm > 0 ? likeness(line.letters, wanted) : holds_like(line.letters, wanted).ratio;
            if (mark.width_mm == 0 && mark.stops)
                reading.around = std::max({reading.around, alike, share_around(line.letters, wanted)});
            if (alike == 1 && is_another_word(line, mark)) {
                reading.another = std::max(reading.another, line.sure);
                continue;
            }
            may_be = may_be || alike >= (mark.width_mm > 0 ? near : near_line) ||
                     (mark.width_mm > 0 && wanted.find(line.letters) != std::string::npos);
            take(reading.mark, {alike, line.sure, wanted.size(), &mark});
        }
        for (const SecrecyMark& mark : rules.harmless) {
            const std::string wanted = letters_of(mark.words);
            take(reading.harmless, {likeness(line.letters, wanted), line.sure, wanted.size(), &mark});
        }
        if (!may_be && line.letters.size() > 2) reading.other = std::max(reading.other, line.sure);
    }
    return reading;
}

}  // namespace saoy::stages
