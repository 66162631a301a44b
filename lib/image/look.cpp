// SPDX-License-Identifier: Apache-2.0
// How a page lies and whether it is empty, seen on a clean 1-bit image of about 150 dpi.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "lib/image/leptonica.hpp"

namespace saoy::image {

namespace {

constexpr double look_dpi = 150;  // every length in pixels below is at this resolution

// ---- a clean image to look at ----

Pix small_grey(std::string_view bytes, const Header& header, int frame, double dpi) {
    const int reduction = dpi >= 8 * look_dpi ? 8 : dpi >= 4 * look_dpi ? 4 : dpi >= 2 * look_dpi ? 2 : 1;
    Pix pix = to_grey(decode(bytes, header, frame, reduction, true));
    const double factor = look_dpi / dpi * header.width / pixGetWidth(pix.get());
    if (factor > 0.95) return pix;
    return owned(pixScaleAreaMap(pix.get(), l_float32(factor), l_float32(factor)));
}

// Paper to 200, ink below; the black of an open lid and pages' edges cut away.
Pix ink_of(const Pix& grey, int threshold) {
    const Pix normal(pixBackgroundNormSimple(grey.get(), nullptr, nullptr));
    const Pix ink = owned(pixThresholdToBinary(normal ? normal.get() : grey.get(), threshold));
    return owned(pixRemoveBorderConnComps(ink.get(), 8));
}

Pix turned(const Pix& pix, int rotation) {
    return owned(rotation == 0 ? pixCopy(nullptr, pix.get()) : pixRotateOrth(pix.get(), rotation / 90));
}

// ---- skew ----

struct Lean {
    double angle = 0;  // degrees clockwise that straighten the lines
    double confidence = 0;
    double score = 0;  // how sharply ink and gaps change from row to row once straight
};

Lean lean_of(const Pix& ink) {
    const auto sweep = [&](double range) {
        l_float32 angle = 0, confidence = 0, score = 0;
        pixFindSkewSweepAndSearchScorePivot(ink.get(), &angle, &confidence, &score, 4, 2, 0, l_float32(range), 1, 0.01F,
                                            L_SHEAR_ABOUT_CORNER);
        return Lean{angle, confidence, score};
    };
    constexpr double usual = 7, widest = 15;  // degrees; wider for sheets fed by hand
    Lean lean = sweep(usual);
    if (lean.confidence < 3 || std::abs(lean.angle) > usual - 1) {
        const Lean wide = sweep(widest);
        if (wide.confidence > lean.confidence) lean = wide;
    }
    return lean;
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
int upright(const Pix& ink) {
    l_float32 shape = 0;  // by ascenders and descenders, in standard deviations
    pixUpDownDetect(ink.get(), &shape, 0, 0, 0);
    const int lines = vote_of_lines(ink);
    constexpr l_float32 sure = 5;  // Leptonica asks 8, for lines that may run any way; short pages give 7
    const int by_shape = std::abs(shape) < sure ? 0 : shape > 0 ? 1 : -1;
    const int by_lines = (lines > 0) - (lines < 0);
    if (by_shape * by_lines < 0) return 0;
    return by_shape != 0 ? by_shape : by_lines;
}

struct Pose {
    int rotation = 0;
    Lean lean;
};

// `declared` holds where the text does not say otherwise.
Pose pose_of(const Pix& ink, int declared) {
    const Pix as_declared = turned(ink, declared);
    const Pix across = turned(as_declared, 90);
    const Lean level = lean_of(as_declared), upended = lean_of(across);
    constexpr double clear = 1.5;  // ratio of scores between lines that run along and lines that run across
    if (level.score >= clear * upended.score || upended.score < clear * level.score) {
        const bool over = upright(straight(as_declared, level)) < 0;
        return {(declared + (over ? 180 : 0)) % 360, level};
    }
    const int way = upright(straight(across, upended));
    if (way == 0) return {declared, {}};
    return {(declared + (way > 0 ? 90 : 270)) % 360, upended};
}

// ---- blank ----

// A page is blank when no mark on it has the size of a letter or a stroke of a pen. Specks, punch holes, folds and
// what shines through do not count; a lone page number in the middle of head or foot does.
bool is_blank(const Pix& ink) {
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
    return letters < few;
}

}  // namespace

Look look_at(std::string_view bytes, int frame, double dpi, std::optional<int> declared) {
    const Header header = header_of(bytes, frame);
    const Pix grey = small_grey(bytes, header, frame, dpi);
    constexpr int firm = 120, usual = 150;  // paper stands at 200 after normalisation
    Look look;
    look.geometry.rotation = declared.value_or(header.rotation);
    look.blank = is_blank(ink_of(grey, firm));
    if (look.blank) return look;
    const Pose pose = pose_of(ink_of(grey, usual), look.geometry.rotation);
    look.geometry.rotation = pose.rotation;
    constexpr double sure = 3;          // Leptonica's own bound for its skew confidence
    constexpr double least_skew = 0.3;  // degrees; turning by less blurs more than it straightens
    if (pose.lean.confidence >= sure && std::abs(pose.lean.angle) >= least_skew)
        look.geometry.skew = -std::round(pose.lean.angle * 100) / 100;
    return look;
}

}  // namespace saoy::image
