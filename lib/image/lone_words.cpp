// SPDX-License-Identifier: Apache-2.0
#include "lib/image/lone_words.hpp"

#include <cmath>
#include <optional>

#include "lib/image/blobs.hpp"
#include "lib/image/closing.hpp"
#include "lib/image/rows.hpp"

namespace saoy::image {

namespace {

constexpr double mm_per_inch = 25.4;

// Nothing else is printed beside it, where the rest of its line would be; a thin line may be, such as a frame's.
bool stands_alone(const Layer& layer, const LeanRect& rect) {
    const Places place(rect);
    const double reach = 1.1 * rect.height + 1;
    for (const double sign : {1.0, -1.0}) {
        int inked = 0, columns = 0;
        for (double away = 1.5; away < reach; away += 1, ++columns) {
            int ink = 0, spots = 0;
            for (double v = -rect.height * 0.3; v <= rect.height * 0.3; v += 1, ++spots) {
                const Spot spot = place(sign * (rect.width / 2 + away), v);
                ink += layer.at(int(std::floor(spot.x)), int(std::floor(spot.y)));
            }
            inked += ink * 12 > spots;
        }
        if (inked * 10 > columns * 3) return false;
    }
    return true;
}

struct Gap {
    double across, down;  // mm that are bridged
};
struct Least {  // of a word, in mm
    double width = 6, height = 2.8;
};
constexpr Gap level{2.8, 0.9}, upright{0.9, 2.8};

bool is_line(const LeanRect& rect, double mm) { return rect.width > 22 * mm && rect.width > 5 * rect.height; }

// `all`: where a word that is no line must stand alone, too. The grey of a scan holds the edges of letters next to it.
void find_words(const Layer& layer, const Layer& all, const Pix& mask, double longest, const std::vector<Gap>& gaps,
                std::vector<LoneWords>& found, const Least& least = {}) {
    constexpr double lowest = 2.6, highest = 9;  // mm, accents included
    const double mm = layer.dpi / mm_per_inch;
    for (const Gap& gap : gaps) {
        const Pix joined = closed(mask, int(std::lround(gap.across * mm)), int(std::lround(gap.down * mm)));
        for (const Blob& blob : blobs_of(joined, true, least.width * mm, longest * mm)) {
            const double width = blob.rect.width / mm, height = blob.rect.height / mm;
            const bool line = is_line(blob.rect, mm);
            if (height < (line ? lowest : least.height) || height > highest) continue;
            if (width < least.width || width < 1.2 * height || blob.filled < 0.35) continue;
            if (!stands_alone(layer, blob.rect) || !(line || stands_alone(all, blob.rect))) continue;
            found.push_back({blob.rect, layer.kind});
        }
    }
}

// Shorter words are left out where something drawn was taken away: every cell of a table holds some.
void find_lines(const Layer& layer, const Pix& mask, double longest, std::vector<LoneWords>& found,
                const std::vector<Gap>& gaps = {level, upright}) {
    std::vector<LoneWords> words;
    find_words(layer, layer, mask, longest, gaps, words);
    for (const LoneWords& each : words)
        if (is_line(each.rect, layer.dpi / mm_per_inch)) found.push_back(each);
}

// Of all ink what is black and not of the other layer's: red, or the grey of a stamp.
Layer black_of(const Ink& ink, const Layer& other, const Layer& all) {
    const int dark = other.kind == Layer::Kind::red ? 140 : 90;
    Layer black = all;
    std::size_t i = 0;
    for (int y = 0; y < all.height; ++y)
        for (int x = 0; x < all.width; ++x, ++i) {
            const std::size_t at = std::size_t(2 * y) * std::size_t(ink.width) + std::size_t(2 * x);
            black.ink[i] = all.ink[i] && !other.ink[i] && ink.tone[at] < dark;
        }
    return black;
}

// Of red ink the strongest, where it is not all of one strength: what is printed over a pale seal.
std::optional<Layer> strong_of(const Ink& ink, const Layer& red) {
    constexpr double of_two_strengths = 18;
    const auto tone_at = [&](int x, int y) {
        return ink.tone[std::size_t(2 * y) * std::size_t(ink.width) + std::size_t(2 * x)];
    };
    double count = 0, sum = 0, squares = 0;
    std::size_t i = 0;
    for (int y = 0; y < red.height; ++y)
        for (int x = 0; x < red.width; ++x, ++i)
            if (red.ink[i]) {
                const double tone = tone_at(x, y);
                ++count, sum += tone, squares += tone * tone;
            }
    const double mean = sum / std::max(1.0, count);
    const double spread = std::sqrt(std::max(0.0, squares / std::max(1.0, count) - mean * mean));
    if (spread < of_two_strengths) return std::nullopt;
    Layer strong = red;
    i = 0;
    for (int y = 0; y < red.height; ++y)
        for (int x = 0; x < red.width; ++x, ++i) strong.ink[i] = red.ink[i] && tone_at(x, y) < mean - spread / 2;
    return strong;
}

// Something was taken away from under a third of it or more, or runs across it: seen over and under its letters.
bool stood_over(const Bared& bared, const LeanRect& rect) {
    constexpr double near = 3;  // columns: it leans
    const Places place(rect);
    const double inner = 0.45 * rect.width, middle = 0.1 * rect.height;
    double upper = -1e9, lower = -1e9;  // where something was last seen
    int over = 0, columns = 0;
    for (double u = -rect.width / 2; u < rect.width / 2; u += 1, ++columns) {
        bool taken = false;
        for (double v = -rect.height / 2; v <= rect.height / 2; v += 0.7) {
            const Spot spot = place(u, v);
            const int x = int(std::floor(spot.x)), y = int(std::floor(spot.y));
            if (x < 0 || y < 0 || x >= bared.ink.width || y >= bared.ink.height) continue;
            if (GET_DATA_BIT(row_of(bared.gone, y), x) == 0) continue;
            taken = true;
            if (v < -middle) upper = u;
            if (v > middle) lower = u;
        }
        over += taken;
        if (std::abs(u) < inner && std::min(upper, lower) >= u - near && taken) return true;
    }
    return over * 3 >= columns;
}

}  // namespace

std::vector<LoneWords> bared_lines(const Bared& bared, double longest) {
    const Layer all = all_ink_of(bared.ink);
    const Pix mask = mask_of(all);
    const std::vector<Gap> gaps{level, upright, {4, 0.9}};  // the last: letters have gone between words
    std::vector<LoneWords> lines, over;
    find_lines(all, mask, longest, lines, gaps);
    if (const std::optional<Layer> print = without_drawings(all, mask))
        find_lines(*print, mask_of(*print), longest, lines, gaps);
    for (const LoneWords& each : lines)
        if (stood_over(bared, each.rect.scaled(2))) over.push_back(each);
    return over;
}

std::vector<LoneWords> parts_of_lines(const Layer& layer, double longest) {
    std::vector<LoneWords> found;
    find_words(layer, layer, mask_of(layer), longest, {level, upright}, found, {4, 2.6});
    return found;
}

std::vector<LoneWords> lone_words(const Ink& ink, const std::vector<Layer>& layers, double longest) {
    std::vector<LoneWords> found;
    for (const Layer& layer : layers) {
        // words at any angle; words of a line that lies level or upright near other lines; the letters of a word
        std::vector<Gap> gaps{{1.8, 1.8}, level, upright};
        if (layer.kind != Layer::Kind::all) gaps.insert(gaps.begin(), {{0.6, 0.6}, {0.9, 0.9}});
        const Pix mask = mask_of(layer);
        find_words(layer, layer.kind == Layer::Kind::middle ? layers.back() : layer, mask, longest, gaps, found);
        if (const std::optional<Layer> print = without_drawings(layer, mask))
            find_lines(*print, mask_of(*print), longest, found);
    }
    if (layers.front().kind == Layer::Kind::red)
        if (const std::optional<Layer> strong = strong_of(ink, layers.front()))
            find_lines(*strong, mask_of(*strong), longest, found);
    // A line that is crossed by a seal.
    if (layers.size() > 1) {
        const Layer black = black_of(ink, layers.front(), layers.back());
        find_lines(black, mask_of(black), longest, found);
    }
    return found;
}

}  // namespace saoy::image
