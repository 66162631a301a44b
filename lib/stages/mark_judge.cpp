// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/mark_judge.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

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
constexpr double nearly_line = 0.7;    // of a line's letters: for a clerk
constexpr double marred_line = 0.55;   // the same where letters went with what was under them
constexpr std::size_t few_letters = 4;
constexpr double sure_words = 0.85;      // confidence from which on words are what they are read as
constexpr double likely_another = 0.75;  // the same of a word with a mark's letters and other accents

// Of the network, for what is in a frame.
constexpr double worth_a_look = 0.003;  // below this nothing is seen from beside it either
constexpr double unlikely = 0.03;       // below this only a plain frame is read
constexpr double readable = 0.1;        // below this words that are read are for a clerk
constexpr double readable_few = 0.5;    // the same of a few letters: MẶT in faint ink is read as MẬT
constexpr double doubtful_look = 0.14, likely_look = 0.5, sure_look = 0.93;
constexpr double only_look = 0.5;                     // in a frame of its own, though no other look agrees
constexpr double intact_look = 0.055;                 // the same in a frame that nothing is missing of
constexpr double plain_view = 0.35, half_view = 0.8;  // of a view with more than plain_frame, half_frame of two lines
constexpr double sure_single_look = 0.97;             // of an only one
constexpr double sure_asking_look = 0.9;              // that it is a mark which a clerk decides about
constexpr double beyond_doubt = 0.97;                 // even where something else is read
constexpr double slight_agreement = 0.2;              // of all looks, where one is beyond doubt
constexpr double likely_harmless = 0.3;               // from here on a harmless stamp is not excluded
constexpr double settled_harmless = 0.92;             // from here on it is one, unless a mark is likelier than not
constexpr double told_harmless = 0.95;                // what the most of a frame shows; no part of it is looked at

constexpr double close_size = 2.0 / 3;  // share of the profile's tolerance

// Shares of a frame.
constexpr double whole_frame = 0.75, plain_frame = 0.7, likely_frame = 0.6;  // the last: of one of two lines
constexpr double half_frame = 0.5, told_frame = 0.8, intact_frame = 0.95;

// Three letters are soon read into anything.
bool is_read(const WordsRead& mark) {
    return mark.alike >= same_letters && (mark.sure >= 0.5 || mark.letters > few_letters);
}

bool is_stamp(const MarkView& candidate) { return candidate.boxed && (candidate.doubled || candidate.red); }

// How much of a frame is there, beyond what any print shows of one: of two views the better, and the longer. A table's
// cell around a stamp is not the stamp's frame.
double evidence_of(const MarkView& view) {
    return (is_stamp(view) ? 1 : 0.3) * std::max(0.01, view.frame - 0.35) * (view.width_mm + view.height_mm);
}

// From which probability on a clerk is asked: the less there is of a frame, the surer must be what is in it.
double bound_of(const MarkView& view) {
    if (!is_stamp(view)) return 0.9;
    if (view.frame >= (view.doubled ? likely_frame : plain_frame)) return doubtful_look;
    return view.red && view.frame >= likely_frame ? likely_look : 0.85;
}

// One look of several may be mistaken: the geometric mean of the best two; of an only one, itself.
double agreed(std::vector<double> looks) {
    if (looks.size() < 2) return looks.empty() ? 0 : looks.front();
    std::partial_sort(looks.begin(), looks.begin() + 2, looks.end(), std::greater<>());
    return std::sqrt(looks[0] * looks[1]);
}

// Words in a frame of another mark's size are not that mark.
bool fits(const MarkView& frame, const SecrecyMark& mark, double tolerance) {
    return std::abs(frame.width_mm - mark.width_mm) <= tolerance * mark.width_mm &&
           std::abs(frame.height_mm - mark.height_mm) <= tolerance * mark.height_mm;
}

// What cannot be read of the profile's own files is the profile's fault.
template <class Call>
auto configured(const Call& read) {
    try {
        return read();
    } catch (const Error& error) {
        throw Error(Fault::configuration, error.code(), error.what(), error.hint());
    }
}

// Seen along the longer one's side: a part of the other, and not a stamp above or below it.
bool overlap(const MarkView& a, const MarkView& b) {
    const double angle = (a.width_mm > b.width_mm ? a : b).angle * std::numbers::pi / 180;
    const double dx = b.x_mm - a.x_mm, dy = b.y_mm - a.y_mm;
    const double along = std::abs(dx * std::cos(angle) + dy * std::sin(angle));
    const double across = std::abs(dy * std::cos(angle) - dx * std::sin(angle));
    return along < 0.45 * (a.width_mm + b.width_mm) && across < 0.6 * std::max(a.height_mm, b.height_mm);
}

}  // namespace

namespace {

// The words of a mark in several faces, one below the other.
std::vector<Raster> faces_of(const SecrecyMark& mark) {
    const Raster sheet = configured([&] { return image::read_png(read_file(mark.shapes)); });
    const int height = sheet.height / mark.faces;
    std::vector<Raster> faces;
    for (int face = 0; face < mark.faces; ++face) {
        Raster picture{sheet.width, height, 1, 0, {}};
        const auto first = sheet.samples.begin() + std::ptrdiff_t(face) * height * sheet.width;
        picture.samples.assign(first, first + std::ptrdiff_t(height) * sheet.width);
        faces.push_back(std::move(picture));
    }
    return faces;
}

}  // namespace

MarkJudge::MarkJudge(SecrecyRules rules) : rules_(std::make_shared<SecrecyRules>(std::move(rules))) {
    for (const SecrecyMark& mark : rules_->marks)
        if (!mark.shapes.empty() && mark.faces > 0) shapes_.push_back(faces_of(mark));
    if (!rules_->net.empty()) net_ = configured([&] { return image::StampNet(read_file(rules_->net)); });
}

double MarkJudge::look_of(const MarkView& candidate) const {
    double best = 0;
    for (const Raster& upright : candidate.pictures)
        for (const Raster& picture : {upright, turned(upright)})
            for (const std::vector<Raster>& faces : shapes_) best = std::max(best, image::likeness(picture, faces));
    return best;
}

void MarkJudge::Sight::add(const Sight& more) {
    if (more.stops > stops) stops = more.stops, stopping = more.stopping;
    if (more.asks > asks) asks = more.asks, asking = more.asking;
    harmless = std::max(harmless, more.harmless);
}

MarkJudge::Sight MarkJudge::sight_of(const Raster& inside, const MarkView& frame) const {
    const auto coded = [](const std::vector<SecrecyMark>& marks, const std::string& code) {
        const auto mark = std::find_if(marks.begin(), marks.end(), [&](const auto& each) { return each.code == code; });
        return mark == marks.end() ? nullptr : &*mark;
    };
    Sight best;
    for (const image::StampNet::Shares& shares : net_(inside, frame.width_mm / frame.height_mm)) {
        Sight sight;
        double most_stopping = 0, most_asking = 0;
        for (std::size_t i = 0; i < shares.size(); ++i) {
            if (coded(rules_->harmless, net_.codes()[i])) sight.harmless += shares[i];
            const SecrecyMark* mark = coded(rules_->marks, net_.codes()[i]);
            if (!mark || !fits(frame, *mark, rules_->tolerance)) continue;
            (mark->stops ? sight.stops : sight.asks) += shares[i];
            double& most = mark->stops ? most_stopping : most_asking;
            if (shares[i] > most) most = shares[i], (mark->stops ? sight.stopping : sight.asking) = mark;
        }
        best.add(sight);
    }
    return best;
}

MarkJudge::Sight MarkJudge::sight_of(const MarkView& candidate) const {
    Sight best;
    for (const Raster& inside : candidate.insides) best.add(sight_of(inside, candidate));
    return best;
}

// Each look at it; where it may be a mark, also from beside it.
std::vector<MarkJudge::Sight> MarkJudge::sights_of(const MarkView& view) const {
    std::vector<Sight> sights;
    const auto look = [&](const std::vector<Raster>& insides) {
        for (const Raster& inside : insides) sights.push_back(sight_of(inside, view));
    };
    look(view.insides);
    if (std::any_of(sights.begin(), sights.end(), [](const Sight& seen) { return seen.stops >= worth_a_look; }))
        look(view.nearby);
    return sights;
}

namespace {

// Upright and on its head. Of a line of words each picture by itself, until one is plain when upright.
MarkReading read_of(std::vector<Raster> pictures, LineReader& reader, const SecrecyRules& rules, bool line) {
    if (pictures.empty()) return {};
    MarkReading reading;
    const auto is_mark = [&] { return reading.mark.alike == 1 && reading.mark.sure > sure_words; };
    if (line)
        for (const Raster& picture : pictures) {
            reading.add(compare(reader.read({picture}), rules));
            if (is_mark() || reading.other >= sure_words) return reading;
        }
    else
        reading = compare(reader.read(pictures), rules);
    if (is_mark()) return reading;
    for (Raster& picture : pictures) picture = turned(picture);
    reading.add(compare(reader.read(pictures), rules));
    return reading;
}

}  // namespace

// What lies worse in its frame than another view of it shows a part, or print beside it.
bool MarkJudge::Evidence::is_whole(const MarkView& view) const { return evidence_of(view) >= 0.75 * most; }
bool MarkJudge::Evidence::is_part(const MarkView& view) const { return evidence_of(view) < 0.55 * most; }

// Of the views the one with the most evidence is a harmless stamp's: what lies within it seems many a thing.
bool MarkJudge::tells_harmless(const std::vector<const MarkView*>& views, bool inked) const {
    const MarkView* most = nullptr;
    for (const MarkView* view : views)
        if ((is_stamp(*view) || !inked) && (most == nullptr || evidence_of(*view) > evidence_of(*most))) most = view;
    if (most == nullptr || most->frame < told_frame) return false;
    const Sight seen = sight_of(*most);
    return seen.harmless >= told_harmless && seen.stops < doubtful_look;
}

// What is seen in all views of one stamp.
MarkJudge::Evidence MarkJudge::evidence_in(const std::vector<const MarkView*>& views) const {
    Evidence all;
    // It has ink of its own, or two lines: a table's cell around it says nothing of it.
    all.inked = std::any_of(views.begin(), views.end(), [](const MarkView* view) { return is_stamp(*view); });
    for (const MarkView* view : views) {
        if (all.inked && !is_stamp(*view)) continue;
        all.best = std::max(all.best, view->frame), all.most = std::max(all.most, evidence_of(*view));
    }
    for (const MarkView* view : views) {
        const bool part = all.is_part(*view);
        const bool framed = view->doubled && view->frame >= whole_frame;
        const bool halved = view->doubled && view->frame >= half_frame;
        if ((part && !halved) || (all.inked && !is_stamp(*view))) continue;
        std::vector<double> own;
        for (const Sight& seen : sights_of(*view)) {
            own.push_back(seen.stops);
            if (!part) all.likeliest = std::max(all.likeliest, seen.mark());
            if (!part && halved && seen.stops >= half_view) all.shown = true;
            if (!part && view->doubled && view->frame >= plain_frame) all.once = std::max(all.once, seen.stops);
            if (!all.is_whole(*view)) continue;
            all.bound = std::min(all.bound, bound_of(*view));
            all.sight.add(seen);
            all.looks.push_back(seen.stops);
        }
        const double here = agreed(std::move(own));
        if (framed) all.standing = std::max(all.standing, here);
        if (halved && here >= half_view) all.shown = true;
        if (framed && view->frame >= intact_frame) all.intact = std::max(all.intact, here);
    }
    all.stops = agreed(all.looks);
    return all;
}

MarkJudge::Judgement MarkJudge::judge_stamp(const std::vector<const MarkView*>& views, const Reader& reader) const {
    const Evidence seen = evidence_in(views);
    const Sight& sight = seen.sight;
    const bool known = !net_.codes().empty();
    const double doubt = seen.shown ? 1 : std::max(seen.likeliest, seen.standing);
    if (known && (doubt < unlikely || (sight.harmless >= settled_harmless && doubt < likely_look))) return {};
    if (known && seen.likeliest < beyond_doubt && tells_harmless(views, seen.inked)) return {};
    // A stamp is cut to its size: what is barely within the tolerance is asked about.
    const auto sized = [&](const SecrecyMark* mark) {
        return std::any_of(views.begin(), views.end(), [&](const MarkView* view) {
            return evidence_of(*view) >= seen.most && fits(*view, *mark, close_size * rules_->tolerance);
        });
    };
    MarkReading reading;
    for (const MarkView* view : views) {
        MarkReading read = read_of(view->pictures, reader(), *rules_, false);
        // Of a part, words of several letters alone say something: of MẬT ĐỘ the first is seen by itself.
        if (seen.is_part(*view) && read.mark.letters <= few_letters) read.mark = {};
        if (!seen.is_whole(*view)) read.harmless = {}, read.other = 0;
        reading.add(read);
    }
    const WordsRead &mark = reading.mark, &harmless = reading.harmless;
    const bool longer = harmless.alike >= same_letters && harmless.letters > mark.letters && harmless.sure > 0.5;
    const bool told = harmless.alike >= 0.6 && harmless.alike > mark.alike + 0.15;
    const bool read = is_read(mark) || (mark.alike >= same_letters && seen.likeliest >= 0.3);
    if (read && !longer) {
        // A frame of one black line may be any table's.
        const bool framed = seen.inked || (seen.best >= 0.8 && mark.letters > 4);
        const bool few = mark.letters <= few_letters;
        const double enough = few ? readable_few : readable;
        // MẶT and MẬT are told apart by the looks at the whole of it.
        const bool doubted = sight.stops < likely_look || (seen.looks.size() > 1 && seen.stops < slight_agreement) ||
                             (reading.another >= likely_another && seen.stops < sure_look);
        const bool likely = !known || (seen.likeliest >= enough && sight.harmless < likely_harmless);
        const bool sure = likely && !(known && few && doubted) && (!known || sized(mark.which));
        return {framed && sure ? Answer::mark : Answer::word, mark.which};
    }
    if (!known) {
        const bool unread = !longer && !told && reading.other < sure_words;
        return {seen.inked && unread && seen.best >= 0.55 ? Answer::unreadable : Answer::nothing};
    }
    const bool plain = longer || told || reading.other >= sure_words;
    const bool single = seen.looks.size() == 1;
    const bool backed = single || seen.stops >= slight_agreement || seen.best >= intact_frame;
    const bool beyond = sight.stops >= beyond_doubt && backed;
    const bool sure = seen.stops >= (single ? sure_single_look : sure_look) && !plain;
    const bool framed = seen.inked && seen.best >= plain_frame;
    if (framed && sight.harmless < likely_harmless && (beyond || sure) && sized(sight.stopping))
        return {Answer::mark, sight.stopping};
    if (framed && sight.asks >= sure_asking_look && !plain) return {Answer::mark, sight.asking};
    // Lines of print beside a stamp may seem a wider frame, in which other words are plainly read.
    if (seen.standing >= likely_look || seen.shown) return {Answer::unreadable};
    if (!plain && (seen.intact >= intact_look || seen.once >= plain_view)) return {Answer::unreadable};
    // What a clerk is asked about anyway must not be asked about for a slight likeness.
    if (plain) return {seen.stops >= std::max(seen.bound, likely_look) ? Answer::unreadable : Answer::nothing};
    const bool seen_once = seen.bound <= doubtful_look && sight.stops >= only_look;
    return {seen.stops >= seen.bound || seen_once ? Answer::unreadable : Answer::nothing};
}

// Words without the frame of a stamp: a line that is a mark by its words, or what a clerk has to look at.
MarkJudge::Judgement MarkJudge::judge_words(const MarkView& candidate, const Reader& reader) const {
    const bool line = !candidate.boxed && candidate.width_mm > 22 && candidate.width_mm > 5 * candidate.height_mm;
    double look = line ? 0 : look_of(candidate);  // of a line only once it has been read
    if (look < 0.45 && !line && !candidate.apart) return {};
    // A cell of a table, in which the first of several words may be read by itself.
    const bool told = !net_.codes().empty() && candidate.boxed && !candidate.insides.empty();
    if (told && sight_of(candidate).mark() < unlikely) return {};
    const MarkReading reading = read_of(candidate.pictures, reader(), *rules_, line);
    const WordsRead& mark = reading.mark;
    const bool read = is_read(mark);
    if (read && mark.which->width_mm == 0) return {Answer::mark, mark.which};
    // A frame of one line, or one whose lines have run together.
    const bool boxed = candidate.boxed && candidate.frame >= 0.8 && look >= 0.6 && mark.letters > 4;
    if (read && boxed) return {Answer::mark, mark.which};
    // A long line with some letters wrong is no other.
    if (line && mark.which != nullptr && mark.which->width_mm == 0 && mark.alike >= nearly_line) return {Answer::word};
    if (std::max(reading.other, reading.another) >= sure_words) return {};
    // It was sought for the sake of lines; a stamp's word is seen where it is a stamp.
    if (candidate.bared) {
        return {reading.around >= marred_line ? Answer::word : Answer::nothing};
    }
    if (reading.harmless.alike >= 0.6 && reading.harmless.alike > mark.alike + 0.15) return {};
    if (line) look = look_of(candidate);
    const bool word = (read && (look >= 0.5 || candidate.apart)) || (look >= 0.7 && mark.alike >= 0.6);
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
    // Frames of one black line are many where there are tables; the few that look like a stamp are judged as one.
    std::vector<bool> stamp;
    for (const MarkView& each : candidates)
        stamp.push_back(is_stamp(each) || (each.boxed && sight_of(each).mark() >= bound_of(each)));
    std::vector<bool> taken(candidates.size());
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (taken[i]) continue;
        if (!stamp[i]) {
            add(judge_words(candidates[i], reader));
            continue;
        }
        std::vector<const MarkView*> views;
        for (std::size_t j = 0; j < candidates.size(); ++j)
            if (!taken[j] && candidates[j].boxed && overlap(candidates[i], candidates[j]))
                taken[j] = true, views.push_back(&candidates[j]);
        add(judge_stamp(views, reader));
    }
    return verdicts;
}

}  // namespace saoy::stages
