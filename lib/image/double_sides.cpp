// SPDX-License-Identifier: Apache-2.0
#include "lib/image/double_sides.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numbers>

#include "lib/base/wide.hpp"

namespace saoy::image {

double angle_of(double direction) { return direction * std::numbers::pi / directions; }

Pairing pairing_of(const DoubleSide& a, const DoubleSide& b) {
    const double turn = std::remainder(b.direction - a.direction, double(directions));
    const double angle = angle_of(a.direction + turn / 2), c = std::cos(angle), s = std::sin(angle);
    const double dx = b.x - a.x, dy = b.y - a.y, along = dx * c + dy * s;
    const double from = std::min(-a.length / 2, along - b.length / 2),
                 to = std::max(a.length / 2, along + b.length / 2);
    const double shared = std::min(a.length / 2, along + b.length / 2) - std::max(-a.length / 2, along - b.length / 2);
    return {std::abs(turn), angle, (from + to) / 2, dy * c - dx * s, shared, to - from};
}

namespace {

constexpr int samples = 16;  // along a side
constexpr double reach = 7;  // mm that they span
constexpr std::size_t most_sides = 250;

struct GapRow {
    [[gnu::always_inline]] static void run(const std::uint64_t* ink, ShiftedRow one, ShiftedRow other,
                                           std::size_t words, std::uint64_t* __restrict to) {
        for (std::size_t i = 0; i < words; ++i) to[i] = ~ink[i] & one[i] & other[i];
    }
};

// Where a gap lies between two lines of this direction.
void mark_gaps(const ThinInk& thin, double apart, int direction, BitPlane& gaps) {
    const double across = apart * thin.mm / 2;
    const int dx = int(std::lround(-std::sin(angle_of(direction)) * across));
    const int dy = int(std::lround(std::cos(angle_of(direction)) * across));
    for (int y = 0; y < gaps.height(); ++y)
        run_wide<GapRow>(thin.ink.row(y), ShiftedRow(thin.near, y, dx, dy), ShiftedRow(thin.near, y, -dx, -dy),
                         gaps.words(), gaps.row(y));
}

// Full adder: two bits of weight 1 and one carried in give one of weight 1 and one of weight 2.
[[gnu::always_inline]] inline std::uint64_t add(std::uint64_t& ones, std::uint64_t a, std::uint64_t b) {
    const std::uint64_t either = ones ^ a, carry = (ones & a) | (either & b);
    ones = either ^ b;
    return carry;
}

// Which of 64 pixels at once have ink at more than half of `samples` places: bit n of their counts is added up in the
// n-th sum.
struct CountRow {
    [[gnu::always_inline]] static void run(const ShiftedRow* from, std::size_t words, std::uint64_t* __restrict more) {
        static_assert(samples == 16);
        for (std::size_t i = 0; i < words; ++i) {
            std::uint64_t ones = from[0][i], twos = 0, fours = 0;
            const std::uint64_t a = add(ones, from[1][i], from[2][i]), b = add(ones, from[3][i], from[4][i]);
            const std::uint64_t c = add(ones, from[5][i], from[6][i]), d = add(ones, from[7][i], from[8][i]);
            const std::uint64_t e = add(ones, from[9][i], from[10][i]), f = add(ones, from[11][i], from[12][i]);
            const std::uint64_t g = add(ones, from[13][i], from[14][i]), last = from[15][i];
            const std::uint64_t h = ones & last;
            ones ^= last;
            const std::uint64_t k = add(twos, a, b), l = add(twos, c, d), m = add(twos, e, f), n = add(twos, g, h);
            const std::uint64_t eights = add(fours, k, l), others = add(fours, m, n);
            const std::uint64_t sixteen = eights & others;
            more[i] = sixteen | ((eights ^ others) & (fours | twos | ones));
        }
    }
};

// Calls `found` for pixels with gap at more than half of the places along the direction.
template <class Call>
void count_along(const BitPlane& gaps, double mm, int direction, const Call& found) {
    const double step = reach * mm / samples;
    const double c = std::cos(angle_of(direction)) * step, s = std::sin(angle_of(direction)) * step;
    std::array<std::pair<int, int>, samples> offsets;
    int highest = 0;
    for (int k = 0; k < samples; ++k) {
        const double along = k - (samples - 1) / 2.0;
        offsets[std::size_t(k)] = {int(std::lround(c * along)), int(std::lround(s * along))};
        highest = std::max(highest, std::abs(offsets[std::size_t(k)].second));
    }
    std::vector<std::uint8_t> busy(std::size_t(gaps.height()));
    for (int y = 0; y < gaps.height(); ++y) {
        const std::uint64_t* row = gaps.row(y);
        busy[std::size_t(y)] = std::any_of(row, row + gaps.words(), [](std::uint64_t word) { return word != 0; });
    }
    std::vector<std::uint64_t> more(gaps.words());
    std::vector<ShiftedRow> from;
    for (int y = 0; y < gaps.height(); ++y) {
        const auto first = busy.begin() + std::max(0, y - highest);
        const auto last = busy.begin() + std::min(gaps.height(), y + highest + 1);
        if (std::find(first, last, std::uint8_t(1)) == last) continue;
        from.clear();
        for (const auto& [dx, dy] : offsets) from.emplace_back(gaps, y, dx, dy);
        run_wide<CountRow>(static_cast<const ShiftedRow*>(from.data()), more.size(), more.data());
        for (std::size_t i = 0; i < more.size(); ++i)
            for (std::uint64_t word = more[i]; word != 0; word &= word - 1)
                found(int(i * 64) + std::countr_zero(word), y);
    }
}

bool is_same(const DoubleSide& a, const DoubleSide& b, double mm) {
    if (std::abs(a.x - b.x) + std::abs(a.y - b.y) > 60 * mm) return false;
    const Pairing pair = pairing_of(a, b);
    return pair.turn <= 1 && std::abs(pair.across) < 1.2 * mm && pair.shared > 0.5 * std::min(a.length, b.length);
}

// Places of one row of a direction that lie in a piece.
struct Piece {
    int across;
    std::vector<double> along;  // ascending
    double first() const { return along.front(); }
    double last() const { return along.back(); }
};

// Pieces of the rows of one direction; a wider gap parts them. `places`: across and along.
std::vector<Piece> pieces_of(std::vector<std::pair<int, double>>& places, double widest) {
    std::sort(places.begin(), places.end());
    std::vector<Piece> pieces;
    for (const auto& [across, along] : places) {
        if (pieces.empty() || pieces.back().across != across || along - pieces.back().last() >= widest)
            pieces.push_back({across, {}});
        pieces.back().along.push_back(along);
    }
    return pieces;
}

// A side that leans a little from the direction runs through several rows, a step from each to the next.
std::vector<std::vector<const Piece*>> stairs_of(const std::vector<Piece>& pieces, double widest) {
    std::vector<std::vector<const Piece*>> stairs;
    std::vector<std::size_t> stair(pieces.size());
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        std::vector<std::size_t> joined;
        for (std::size_t j = i; j-- > 0 && pieces[j].across >= pieces[i].across - 1;)
            if (pieces[j].across < pieces[i].across && pieces[j].first() < pieces[i].last() + widest &&
                pieces[i].first() < pieces[j].last() + widest)
                joined.push_back(stair[j]);
        if (joined.empty()) joined.push_back(stairs.size()), stairs.emplace_back();
        const std::size_t into = *std::max_element(joined.begin(), joined.end(), [&](std::size_t a, std::size_t b) {
            return stairs[a].size() < stairs[b].size();
        });
        stair[i] = into;
        stairs[into].push_back(&pieces[i]);
        for (const std::size_t from : joined) {
            if (from == into) continue;
            for (const Piece* piece : stairs[from])
                stair[std::size_t(piece - pieces.data())] = into, stairs[into].push_back(piece);
            stairs[from].clear();
        }
    }
    return stairs;
}

// The line through the places of some pieces, and how far off it they are.
struct Line {
    DoubleSide side;
    double off = 0;
};
Line line_of(int direction, const std::vector<const Piece*>& pieces) {
    double n = 0, u = 0, v = 0, uu = 0, uv = 0, vv = 0, first = 1e9, last = -1e9;
    for (const Piece* piece : pieces) {
        for (const double along : piece->along)
            n += 1, u += along, v += piece->across, uu += along * along, uv += along * piece->across,
                vv += double(piece->across) * piece->across;
        first = std::min(first, piece->first()), last = std::max(last, piece->last());
    }
    u /= n, v /= n, uu = uu / n - u * u, uv = uv / n - u * v, vv = vv / n - v * v;
    const double slope = uu > 0 ? uv / uu : 0, off = std::sqrt(std::max(0.0, vv - slope * uv));
    const double along = (first + last) / 2, across = v + slope * (along - u);
    const double c = std::cos(angle_of(direction)), s = std::sin(angle_of(direction));
    double leans = direction + std::atan(slope) * directions / std::numbers::pi;
    if (leans < 0) leans += directions;
    return {
        {leans, along * c - across * s, along * s + across * c, (last - first) * std::sqrt(1 + slope * slope), int(n)},
        off};
}

}  // namespace

std::vector<DoubleSide> double_sides(const ThinInk& thin, double apart, double longest) {
    const double widest = 3 * thin.mm, straight = 0.3 * thin.mm;
    std::vector<DoubleSide> all;
    const auto add = [&](const DoubleSide& side) {
        if (side.length > 3 * thin.mm && side.length < longest * thin.mm) all.push_back(side);
    };
    BitPlane gaps(thin.ink.width(), thin.ink.height());
    std::vector<std::pair<int, double>> places;
    for (int direction = 0; direction < directions; ++direction) {
        mark_gaps(thin, apart, direction, gaps);
        const double c = std::cos(angle_of(direction)), s = std::sin(angle_of(direction));
        places.clear();
        count_along(gaps, thin.mm, direction,
                    [&](int x, int y) { places.emplace_back(int(std::lround(y * c - x * s)), x * c + y * s); });
        const std::vector<Piece> pieces = pieces_of(places, widest);
        for (const auto& stair : stairs_of(pieces, widest)) {
            if (stair.empty()) continue;
            const Line line = line_of(direction, stair);
            if (line.off < straight) {
                add(line.side);
                continue;
            }
            for (const Piece* piece : stair) add(line_of(direction, {piece}).side);
        }
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const DoubleSide& a, const DoubleSide& b) { return a.support > b.support; });
    std::vector<DoubleSide> kept;
    for (const DoubleSide& side : all) {
        if (kept.size() == most_sides) break;
        if (std::none_of(kept.begin(), kept.end(), [&](const DoubleSide& k) { return is_same(side, k, thin.mm); }))
            kept.push_back(side);
    }
    return kept;
}

}  // namespace saoy::image
