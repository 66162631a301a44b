// SPDX-License-Identifier: Apache-2.0
#include "lib/model/columns.hpp"

#include <algorithm>
#include <cmath>

namespace saoy {

namespace {

constexpr double least_gutter = 1.2;       // heights of capitals
constexpr double staggered_gutter = 0.6;   // as long as no two rows stand on one level: no blank of a line
constexpr std::size_t longest_short = 10;  // rows of a heading or a signature block
constexpr std::size_t most_ahead = 4;      // rows between the first of one column and the first of the other

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

int right_of(const Box& box) { return box.left + box.width; }
double centre_of(const Box& box) { return box.left + box.width / 2.0; }

struct Gutter {
    int left = 0, right = 0;
    int width() const { return right - left; }
    double centre() const { return (left + right) / 2.0; }
};

// A row of one column as a whole.
struct Entry {
    double left = 0, right = 0, baseline = 0, size = 0;
    double print = 0;  // width of its pieces without the gaps between them
    double width() const { return right - left; }
    double centre() const { return (left + right) / 2; }
};

// Printed under one another on purpose: from one edge or about one axis.
bool aligned(const Entry& upper, const Entry& lower) {
    const double slack = std::max(upper.size, lower.size);
    return std::abs(upper.left - lower.left) < slack || std::abs(upper.centre() - lower.centre()) < slack;
}

class Column {
public:
    void add(const Indexes& row, const std::vector<PlacedPiece>& pieces) {
        Entry entry{1e9, 0, 0, 0, 0};
        for (const std::size_t i : row) {
            const PlacedPiece& piece = pieces[i];
            entry.left = std::min<double>(entry.left, piece.box.left);
            entry.right = std::max<double>(entry.right, right_of(piece.box));
            entry.baseline = piece.baseline;
            entry.print += piece.box.width;
            entry.size = std::max(entry.size, piece.size);
        }
        entries.push_back(entry);
        members.insert(members.end(), row.begin(), row.end());
    }

    // A row that stands far under the last begins something new; a name under its signature does not.
    bool far_below(const Entry& next) const {
        if (entries.empty()) return false;
        const Entry& last = entries.back();
        const bool name = entries.size() <= longest_short && std::abs(last.centre() - next.centre()) < 2 * last.size;
        return next.baseline - last.baseline > (name ? 16 : 4.5) * std::max(last.size, next.size);
    }

    // How many of its rows stand beside the other column.
    std::size_t beside(const Column& other) const {
        const double size = other.entries.front().size;
        return std::size_t(std::count_if(entries.begin(), entries.end(), [&](const Entry& entry) {
            return entry.baseline > other.entries.front().baseline - size &&
                   entry.baseline < other.entries.back().baseline + size;
        }));
    }

    double size() const {
        return median_of([](const Entry& entry) { return entry.size; });
    }
    double width() const {
        return median_of([](const Entry& entry) { return entry.width(); });
    }
    double pieces_a_row() const { return double(members.size()) / double(entries.size()); }

    // Running text: pieces that are wide, and rows that fill the column.
    bool filled() const {
        double widest = 0, print = 0;
        for (const Entry& entry : entries) widest = std::max(widest, entry.print), print += entry.print;
        return print / double(members.size()) >= 14 * size() &&
               share([&](const Entry& entry) { return entry.print > 0.85 * widest; }) > 0.6;
    }
    // Its rows stand about one axis and do not begin at one x.
    bool centred() const {
        const double left = median_of([](const Entry& entry) { return entry.left; });
        const double centre = median_of([](const Entry& entry) { return entry.centre(); });
        const double size = this->size();
        const auto on_axis = [&](const Entry& entry) { return std::abs(entry.centre() - centre) < size; };
        const auto indented = [&](const Entry& entry) { return std::abs(entry.left - left) > 1.5 * size; };
        return share(on_axis) > 0.7 &&
               share([&](const Entry& entry) { return on_axis(entry) && indented(entry); }) > 0.2;
    }

    std::vector<Entry> entries;
    Indexes members;

private:
    template <class Of>
    double median_of(Of of) const {
        std::vector<double> values;
        for (const Entry& entry : entries) values.push_back(of(entry));
        return median(std::move(values));
    }
    template <class Is>
    double share(Is is) const {
        return double(std::count_if(entries.begin(), entries.end(), is)) / double(entries.size());
    }
};

class Finder {
public:
    Finder(const std::vector<PlacedPiece>& pieces, const std::vector<Indexes>& rows, const std::vector<Box>& down)
        : pieces_(pieces), rows_(rows), down_(down) {
        std::vector<double> sizes;
        for (const PlacedPiece& piece : pieces) sizes.push_back(piece.size);
        typical_ = median(std::move(sizes));
    }

    std::optional<Columns> find(std::size_t first) const {
        std::optional<Columns> best;
        int widest = 0;
        for (const Gutter& gutter : gutters(first)) {
            auto found = below(first, gutter);
            if (!found || (best && found->end < best->end)) continue;
            if (best && found->end == best->end && gutter.width() <= widest) continue;
            best = std::move(found), widest = gutter.width();
        }
        return best;
    }

private:
    const PlacedPiece& at(std::size_t i) const { return pieces_[i]; }

    // Between neighbours of the first row, or between its only piece and one a little lower.
    std::vector<Gutter> gutters(std::size_t first) const {
        std::vector<Gutter> found;
        const Indexes& row = rows_[first];
        for (std::size_t i = 0; i + 1 < row.size(); ++i)
            found.push_back({right_of(at(row[i]).box), at(row[i + 1]).box.left});
        if (row.size() > 1) return found;
        const Box& alone = at(row.front()).box;
        for (std::size_t next = first + 1; next < rows_.size() && next <= first + most_ahead; ++next)
            for (const std::size_t i : rows_[next]) {
                const Box& box = at(i).box;
                if (box.left > right_of(alone)) found.push_back({right_of(alone), box.left});
                if (right_of(box) < alone.left) found.push_back({right_of(box), alone.left});
            }
        return found;
    }

    // What is left of a gutter beside the pieces of one more row.
    Gutter narrowed(Gutter gutter, const Indexes& row) const {
        for (const std::size_t i : row) {
            const Box& box = at(i).box;
            if (right_of(box) <= gutter.left || box.left >= gutter.right) continue;
            const int before = box.left - gutter.left, after = gutter.right - right_of(box);
            if (before >= after)
                gutter.right = box.left;
            else
                gutter.left = right_of(box);
        }
        return gutter;
    }

    bool crosses(std::size_t i, const Gutter& gutter) const {
        return at(i).box.left < gutter.centre() && right_of(at(i).box) > gutter.centre();
    }

    // Lines stand on both sides of it, at a distance.
    bool stands_between(std::size_t i, std::size_t row) const {
        constexpr std::size_t around = 4;  // rows
        constexpr double level = 2.5;      // heights of capitals
        const Box& box = at(i).box;
        bool before = false, after = false;
        for (std::size_t near = row - std::min(row, around); near < rows_.size() && near <= row + around; ++near)
            for (const std::size_t k : rows_[near]) {
                if (std::abs(at(k).baseline - at(i).baseline) > level * typical_) continue;
                before = before || right_of(at(k).box) < box.left - 0.8 * typical_;
                after = after || at(k).box.left > right_of(box) + 0.8 * typical_;
            }
        return before && after;
    }

    std::optional<Columns> below(std::size_t first, Gutter gutter) const {
        std::optional<Columns> best;
        Column left, right;
        Indexes between;
        bool on_right = false;  // the last row
        bool running = false;   // text: dirt and short lines no longer tell where the gutter is
        std::size_t both = 0, turns = 0, end = first;
        const auto judge = [&] {
            if (are_columns(left, right, both, turns, gutter) || hangs_beside(first, left, right, both))
                best = Columns{end, left.members, right.members, goes_on(first, left, right), between};
        };
        for (; end < rows_.size(); ++end) {
            running = running || (both >= 4 && left.filled() && right.filled());
            const Gutter rest = running ? gutter : narrowed(gutter, rows_[end]);
            if (rest.width() < (both > 0 ? least_gutter : staggered_gutter) * typical_) break;
            Indexes before, after, inside;
            for (const std::size_t i : rows_[end])
                (crosses(i, rest) ? inside : centre_of(at(i).box) < rest.centre() ? before : after).push_back(i);
            if (!std::all_of(inside.begin(), inside.end(), [&](std::size_t i) { return stands_between(i, end); }))
                break;
            Column more_left, more_right;
            if (!before.empty()) more_left.add(before, pieces_);
            if (!after.empty()) more_right.add(after, pieces_);
            const bool far_left = !before.empty() && left.far_below(more_left.entries.front());
            const bool far_right = !after.empty() && right.far_below(more_right.entries.front());
            const bool beside = !before.empty() || !after.empty();
            if (beside && (before.empty() || far_left) && (after.empty() || far_right)) break;
            if (end - first <= longest_short) judge();
            gutter = rest;
            between.insert(between.end(), inside.begin(), inside.end());
            both += !before.empty() && !after.empty();
            if (beside) {
                turns += end > first && before.empty() != on_right;
                on_right = before.empty();
            }
            if (!before.empty()) left.add(before, pieces_);
            if (!after.empty()) right.add(after, pieces_);
        }
        judge();
        if (best && !running) leave_what_follows(*best, left, right);
        return best;
    }

    // The second group that is set off in the left column, under the end of the right one, follows both: the subject
    // of a letter under agency and number.
    void leave_what_follows(Columns& columns, const Column& left, const Column& right) const {
        if (columns.left.size() != left.members.size()) return;  // shorter than the columns that were tried last
        double pitch = 1e9;
        int groups = 0;
        for (std::size_t i = 1; i < left.entries.size(); ++i) {
            const Entry &above = left.entries[i - 1], &entry = left.entries[i];
            const double gap = entry.baseline - above.baseline;
            const bool set_off = gap > 1.3 * pitch && gap < 4.5 * entry.size;
            groups += set_off;
            if (set_off && groups > 1 && entry.baseline > right.entries.back().baseline + entry.size) {
                while (columns.end > 0 && at(rows_[columns.end - 1].front()).baseline >= entry.baseline) --columns.end;
                std::erase_if(columns.left, [&](std::size_t k) { return at(k).baseline >= entry.baseline; });
                return;
            }
            pitch = std::min(pitch, gap);
        }
    }

    // `both`: rows that have something on either side. `turns`: how often the next row begins on the other side.
    bool are_columns(const Column& left, const Column& right, std::size_t both, std::size_t turns,
                     const Gutter& gutter) const {
        constexpr std::size_t interlocked = 3;
        if (left.entries.size() < 2 || right.entries.size() < 2) return false;
        if (std::max(left.beside(right), right.beside(left)) < 2 && turns < interlocked) return false;
        if (both >= 4 && left.filled() && right.filled()) return true;
        if (both >= 2 && ruled(left, right, gutter)) return true;
        // Something else in the first row: what is printed above two columns belongs to neither.
        const bool left_aligned = aligned(left.entries[0], left.entries[1]);
        const bool right_aligned = aligned(right.entries[0], right.entries[1]);
        const bool enough = both == 0 && turns >= interlocked ? left_aligned || right_aligned  //
                                                              : left_aligned && right_aligned;
        if (!enough) return false;
        // Rows that do not stand on one line were not set to be read across.
        const std::size_t only_left = left.entries.size() - both, only_right = right.entries.size() - both;
        if (std::min(only_left, only_right) >= std::max<std::size_t>(1, both)) return true;
        if (both < 2) return false;
        if (left.centred() || right.centred()) return true;
        const bool wide = left.width() >= 8 * left.size() && right.width() >= 8 * right.size();
        const bool facing = 2 * both > std::max(left.entries.size(), right.entries.size());
        return both >= 4 && facing && wide && left.pieces_a_row() < 1.3 && right.pieces_a_row() < 1.3;
    }

    // The right column began some rows above the left, or goes on from the rows above both, from one edge.
    bool goes_on(std::size_t first, const Column& left, const Column& right) const {
        constexpr int fewest = 3;  // rows
        if (left.entries.empty() || right.entries.empty()) return false;
        const Entry& top = right.entries.front();
        int count = 0;
        for (const Entry& entry : right.entries) {
            if (entry.baseline > left.entries.front().baseline - entry.size) break;
            if (std::abs(entry.left - top.left) > entry.size) return false;
            ++count;
        }
        double below = top.baseline;
        for (; first > 0; --first, ++count) {
            const PlacedPiece& piece = at(rows_[first - 1].front());
            if (std::abs(piece.box.left - top.left) > piece.size || below - piece.baseline > 4.5 * piece.size) break;
            below = piece.baseline;
        }
        return count >= fewest;
    }

    // A few lines beside the end of a column: its last row alone need not make one.
    bool hangs_beside(std::size_t first, const Column& left, const Column& right, std::size_t both) const {
        return left.entries.size() >= 2 && both == 1 && aligned(left.entries[0], left.entries[1]) &&
               goes_on(first, left, right);
    }

    bool ruled(const Column& left, const Column& right, const Gutter& gutter) const {
        const Entry &a = left.entries.front(), &b = right.entries.front();
        const double top = std::min(a.baseline - a.size, b.baseline - b.size);
        const double bottom = std::max(left.entries.back().baseline, right.entries.back().baseline);
        return std::any_of(down_.begin(), down_.end(), [&](const Box& rule) {
            const double shared = std::min<double>(bottom, rule.top + rule.height) - std::max<double>(top, rule.top);
            return centre_of(rule) >= gutter.left && centre_of(rule) <= gutter.right && shared > 0.7 * (bottom - top);
        });
    }

    const std::vector<PlacedPiece>& pieces_;
    const std::vector<Indexes>& rows_;
    const std::vector<Box>& down_;
    double typical_ = 0;  // height of capitals
};

}  // namespace

std::optional<Columns> columns_at(const std::vector<PlacedPiece>& pieces, const std::vector<Indexes>& rows,
                                  std::size_t first, const std::vector<Box>& down) {
    return Finder(pieces, rows, down).find(first);
}

}  // namespace saoy
