// SPDX-License-Identifier: Apache-2.0
#include "lib/image/pose.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "lib/image/sweeps.hpp"

namespace saoy::image {

namespace {

Pix turned(const Pix& pix, int rotation) {
    return owned(rotation == 0 ? pixCopy(nullptr, pix.get()) : pixRotateOrth(pix.get(), rotation / 90));
}

Pix straight(const Pix& ink, const Lean& lean) {
    if (std::abs(lean.angle) < 0.1) return owned(pixCopy(nullptr, ink.get()));
    return owned(
        pixRotate(ink.get(), l_float32(lean.angle * std::numbers::pi / 180), L_ROTATE_SHEAR, L_BRING_IN_WHITE, 0, 0));
}

// ---- which way is up ----

// Of straight lines of text: rises and marks above the x-height against tails and dots below the baseline.
// Latin text has more above, Vietnamese far more. Positive is upright; 0 when the lines do not say it clearly.
int vote_of_lines(const Pix& ink) {
    const Pix blurred = owned(pixMorphSequence(ink.get(), "c25.1 + o15.1", 0));
    const Boxes boxes(pixConnCompBB(blurred.get(), 8));
    int up = 0, down = 0;
    for (l_int32 i = 0; boxes && i < boxaGetCount(boxes.get()); ++i) {
        l_int32 x = 0, y = 0, w = 0, h = 0;
        boxaGetBoxGeometry(boxes.get(), i, &x, &y, &w, &h);
        if (w < 80 || h < 5 || h > 60) continue;
        // marks stand apart from the letters' band: look a little above and below it
        const int top = std::max(0, y - 10), bottom = std::min(pixGetHeight(ink.get()), y + h + 10);
        const Handle<BOX, [](BOX* box) { boxDestroy(&box); }> window(boxCreate(x, top, w, bottom - top));
        const Pix line = owned(pixClipRectangle(ink.get(), window.get(), nullptr));
        const Numbers rows(pixCountPixelsByRow(line.get(), nullptr));
        l_float32 most = 0;
        numaGetMax(rows.get(), &most, nullptr);
        int first = -1, last = -1;
        l_float32 value = 0;
        const int count = numaGetCount(rows.get());
        for (int row = 0; row < count; ++row) {
            numaGetFValue(rows.get(), row, &value);
            if (value < 0.45F * most) continue;
            if (first < 0) first = row;
            last = row;
        }
        if (last - first < 4 || last - first > 30) continue;
        const int reach = std::min({(last - first) * 3 / 4, first, count - 1 - last});
        double above = 0, below = 0;
        for (int step = 2; step <= reach; ++step) {
            numaGetFValue(rows.get(), first - step, &value);
            above += value;
            numaGetFValue(rows.get(), last + step, &value);
            below += value;
        }
        if (above > 1.3 * below) ++up;
        if (below > 1.3 * above) ++down;
    }
    constexpr int least = 4;
    if (up >= least && up >= 2 * down) return up;
    if (down >= least && down >= 2 * up) return -down;
    return 0;
}

// +1 upright, -1 upside down, 0 not clear; of an image whose lines run level.
struct Vote {
    int way = 0;
    bool sure = false;  // both signs say so: one alone was seen to be wrong on tables by 6 standard deviations
};
Vote upright(const Pix& ink) {
    l_float32 shape = 0;  // by ascenders and descenders, in standard deviations
    pixUpDownDetect(ink.get(), &shape, 0, 0, 0);
    const int lines = vote_of_lines(ink);
    constexpr l_float32 telling = 5;  // Leptonica asks 8, for lines that may run any way; short pages give 7
    const int by_shape = std::abs(shape) < telling ? 0 : shape > 0 ? 1 : -1;
    const int by_lines = (lines > 0) - (lines < 0);
    if (by_shape * by_lines < 0) return {};
    const bool sure = by_shape * by_lines > 0;
    return {by_shape != 0 ? by_shape : by_lines, sure};
}

}  // namespace

namespace {

// Pixels at look_dpi. Dots of leaders stand lower than the words they lead to: together they seem to lean.
constexpr int leader_dot = 6;

// How sharply ink and gaps change from row to row once the page is sheared straight.
double sharpness(const Pix& ink, double degrees) {
    const Pix straight =
        owned(pixVShearCorner(nullptr, ink.get(), l_float32(degrees * std::numbers::pi / 180), L_BRING_IN_WHITE));
    l_float32 sum = 0;
    pixFindDifferentialSquareSum(straight.get(), &sum);
    return sum;
}

// The middle of the peak around `angle`. Its top is where chance puts it on pages of few words, up to a quarter of a
// degree aside; its flanks are steep and stand still.
double middle_of_peak(const Pix& ink, double angle) {
    constexpr double range = 0.4, step = 0.05, foot = 0.6;  // degrees; the part of the peak's height that is left out
    std::vector<double> angles, scores;
    for (double from = -range; from <= range + step / 2; from += step) {
        angles.push_back(angle + from);
        scores.push_back(sharpness(ink, angles.back()));
    }
    const auto [least, most] = std::minmax_element(scores.begin(), scores.end());
    const double bound = *least + foot * (*most - *least);
    double weights = 0, sum = 0;
    const auto add = [&](std::ptrdiff_t i) {
        const double weight = scores[std::size_t(i)] - bound;
        if (weight <= 0) return false;
        weights += weight;
        sum += weight * angles[std::size_t(i)];
        return true;
    };
    const std::ptrdiff_t top = most - scores.begin();
    for (std::ptrdiff_t i = top; i >= 0 && add(i); --i) continue;
    for (std::ptrdiff_t i = top + 1; i < std::ptrdiff_t(scores.size()) && add(i); ++i) continue;
    return weights > 0 ? sum / weights : angle;
}

}  // namespace

// Coarse first, then around what was found: the peak of a page of long lines is a twentieth of a degree wide, and a
// search that halves steps of a degree passes it by.
Lean lean_of(const Pix& ink, bool quick, int reduced) {
    const auto search = [&](double centre, double range, double step, int reduction) {
        l_float32 angle = 0, confidence = 0, score = 0;
        pixFindSkewSweepAndSearchScorePivot(ink.get(), &angle, &confidence, &score, reduction / reduced, 2 / reduced,
                                            l_float32(centre), l_float32(range), l_float32(step), 0.01F,
                                            L_SHEAR_ABOUT_CORNER);
        return Lean{angle, confidence, score};
    };
    constexpr double usual = 7, widest = 16;  // degrees; wider for sheets fed by hand
    constexpr double plain = 6;               // of confidence: chance gave 3.2 on a page that leans by 15 degrees
    Lean lean = search(0, usual, 1, 4);
    if (lean.confidence < plain || std::abs(lean.angle) > usual - 1) {
        const Lean wide = search(0, widest, 1, 4);
        if (wide.confidence > lean.confidence) lean = wide;
    }
    const Lean fine = search(lean.angle, 0.6, 0.1, 2);
    if (fine.score >= lean.score) lean.angle = fine.angle, lean.score = fine.score;
    constexpr double turned_from = 1;  // degrees; a PDF shows the page upright, its edges tell what is left of the lean
    if (!quick || std::abs(lean.angle) >= turned_from) lean.angle = middle_of_peak(ink, lean.angle);
    return lean;
}

std::optional<Lean> glance_at(const Pix& page) {
    constexpr int smallest = 100;  // pixels
    if (std::min(pixGetWidth(page.get()), pixGetHeight(page.get())) < smallest) return std::nullopt;
    const Raster half = even_paper(raster_of(owned(pixScaleAreaMap2(page.get())), 0));
    const Pix ink = owned(pixRemoveBorderConnComps(below(half, usual_ink).get(), 8));
    const Pix words = owned(pixSelectBySize(ink.get(), 0, leader_dot / 2, 8, L_SELECT_HEIGHT, L_SELECT_IF_GT, nullptr));
    l_int32 letters = 0;
    pixCountConnComp(words.get(), 8, &letters);
    constexpr int plenty = 100;
    if (letters < plenty) return std::nullopt;
    const Lean lean = lean_of(words, true, 2);
    constexpr double plain = 4, usual = 6;  // of confidence, chance gives up to 3.2; degrees
    if (lean.confidence < plain || std::abs(lean.angle) > usual) return std::nullopt;
    return lean;
}

// Which of the page's two axes the lines run along is told by how sharply ink and gaps change from row to row; which
// end is up by the shapes of letters. Both can be silent on forms, cards and pages of few words.
Pose pose_of(const Pix& ink, int declared, bool quick) {
    const Pix across = turned(ink, 90);
    const Pix words = owned(pixSelectBySize(ink.get(), 0, leader_dot, 8, L_SELECT_HEIGHT, L_SELECT_IF_GT, nullptr));
    Pose pose;
    pose.leans = {lean_of(words, quick), lean_of(turned(words, 90), quick)};
    // Rules and columns run across the lines: two weak answers that agree are a good one.
    constexpr double weak = 1.5, alike = 0.3, firm = 3;
    if (std::abs(pose.leans[0].angle - pose.leans[1].angle) < alike &&
        std::max(pose.leans[0].confidence, pose.leans[1].confidence) >= weak)
        for (Lean& lean : pose.leans) lean.confidence = std::max(lean.confidence, firm);
    const int told = declared % 180;  // the axis that the carrier says
    const double along = pose.leans[told == 0 ? 0 : 1].score, other = pose.leans[told == 0 ? 1 : 0].score;
    constexpr double clear = 1.5;  // ratio of scores between lines that run along and lines that run across
    const bool upended = other >= clear * along;
    const int axis = upended ? 90 - told : told;
    const Vote vote = upright(straight(axis == 0 ? ink : across, pose.leans[axis == 0 ? 0 : 1]));
    pose.rotation = vote.way == 0 ? declared : vote.way > 0 ? axis : axis + 180;
    const bool axis_clear = upended || along >= clear * other;
    pose.sure = axis_clear && vote.sure;
    return pose;
}

// Letters by their size, at least one stroke wide; what shines through is blurred into larger or no spots.
bool holds_pale_print(const Pix& faint) {
    constexpr int many = 40;
    const Boxes boxes(pixConnCompBB(faint.get(), 8));
    int letters = 0;
    for (l_int32 i = 0; boxes && i < boxaGetCount(boxes.get()); ++i) {
        l_int32 w = 0, h = 0;
        boxaGetBoxGeometry(boxes.get(), i, nullptr, nullptr, &w, &h);
        letters += h >= 8 && h <= 60 && w >= 4 && w <= 60;
    }
    return letters >= many;
}

bool is_blank(const Pix& ink, const Pix& faint) {
    const int width = pixGetWidth(ink.get()), height = pixGetHeight(ink.get());
    const Boxes boxes(pixConnCompBB(ink.get(), 8));
    int letters = 0;
    for (l_int32 i = 0; boxes && i < boxaGetCount(boxes.get()); ++i) {
        l_int32 x = 0, y = 0, w = 0, h = 0;
        boxaGetBoxGeometry(boxes.get(), i, &x, &y, &w, &h);
        const double middle = (x + w / 2.0) / width, level = (y + h / 2.0) / height;
        const bool centred = middle > 0.35 && middle < 0.65 && (level < 0.15 || level > 0.85);
        const bool inside = middle > 0.06 && middle < 0.94 && level > 0.03 && level < 0.97;
        const bool letter = h >= 8 && h <= 60 && w >= 3 && w <= 100;
        const bool stroke = inside && std::min(w, h) >= 15 && std::max(w, h) >= 60;
        if (stroke || (letter && centred)) return false;
        letters += letter && inside;
    }
    constexpr int few = 4;  // blank pages measured up to 3
    return letters < few && !holds_pale_print(faint);
}

namespace {

// Strokes that come down from the top of a strip along an edge. Dots of leaders are none, whatever they run into.
int strokes_from_top(const Pix& strip) {
    constexpr int margin = 3, shortest = 4, longest = 60;  // at 150 dpi; no print stands half a millimetre from an edge
    const int height = pixGetHeight(strip.get());
    const auto reaches = [&](int x) {
        int y = margin;
        l_uint32 bit = 1;
        for (; y < height && bit != 0; ++y) pixGetPixel(strip.get(), x, y, &bit);
        return bit != 0;
    };
    const Boxes boxes(pixConnCompBB(strip.get(), 8));
    int count = 0;
    for (l_int32 i = 0; boxes && i < boxaGetCount(boxes.get()); ++i) {
        l_int32 x = 0, y = 0, w = 0, h = 0;
        boxaGetBoxGeometry(boxes.get(), i, &x, &y, &w, &h);
        if (y >= margin || h < shortest || w < 2) continue;
        if (w <= longest) {
            ++count;
            continue;
        }
        // the dark of a lid, or a rule that lies along the edge: what hangs on it, of the same table
        for (int column = x, run = 0; column <= x + w; ++column) {
            if (column < x + w && reaches(column)) {
                ++run;
                continue;
            }
            count += run > 0 && run <= longest;
            run = 0;
        }
    }
    return count;
}

}  // namespace

std::array<int, 4> strokes_cut(const Pix& whole) {
    const int width = pixGetWidth(whole.get()), height = pixGetHeight(whole.get());
    constexpr int deep = 13;
    if (width < deep || height < deep) return {};
    const auto strokes = [&](int left, int top, int w, int h, int quarters) {
        const Handle<BOX, [](BOX* box) { boxDestroy(&box); }> window(boxCreate(left, top, w, h));
        const Pix strip = owned(pixClipRectangle(whole.get(), window.get(), nullptr));
        return strokes_from_top(owned(pixRotateOrth(strip.get(), quarters)));
    };
    return {strokes(0, 0, width, deep, 0), strokes(width - deep, 0, deep, height, 3),
            strokes(0, height - deep, width, deep, 2), strokes(0, 0, deep, height, 1)};
}

}  // namespace saoy::image
