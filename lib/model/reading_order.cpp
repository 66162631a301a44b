// SPDX-License-Identifier: Apache-2.0
#include "lib/model/reading_order.hpp"

#include <algorithm>
#include <cmath>

#include "lib/model/ruled_tables.hpp"

namespace saoy {

namespace {

using Indexes = std::vector<std::size_t>;

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

int right_of(const Box& box) { return box.left + box.width; }
double centre_of(const Box& box) { return box.left + box.width / 2.0; }

struct Gutter {
    int left = 0, right = 0;
    int width() const { return right - left; }
};

class Orderer {
public:
    Orderer(const std::vector<PlacedPiece>& pieces, const std::vector<Box>& down) : pieces_(pieces), down_(down) {}

    std::vector<OrderedBlock> order(const Indexes& some, int depth = 0) const {
        std::vector<OrderedBlock> blocks;
        const Indexes* above = nullptr;  // the row that the next may join
        const std::vector<Indexes> rows = rows_of(some);
        for (std::size_t first = 0; first < rows.size();) {
            const std::optional<Zone> zone = depth < deepest ? zone_at(rows, first) : std::nullopt;
            if (!zone) {
                if (above == nullptr || !goes_on(*above, rows[first])) blocks.emplace_back();
                blocks.back().lines.push_back(rows[first]);
                above = &rows[first++];
                continue;
            }
            for (const Indexes& side : {zone->left, zone->right})
                for (OrderedBlock& block : order(side, depth + 1)) blocks.push_back(std::move(block));
            first = zone->end;
            above = nullptr;
        }
        return blocks;
    }

private:
    static constexpr int deepest = 6;

    struct Zone {
        std::size_t end = 0;  // first row after it
        Indexes left, right;
    };

    const PlacedPiece& at(std::size_t i) const { return pieces_[i]; }

    // Pieces on one level make a row, left to right.
    std::vector<Indexes> rows_of(Indexes some) const {
        std::sort(some.begin(), some.end(), [&](std::size_t a, std::size_t b) {
            return at(a).baseline != at(b).baseline ? at(a).baseline < at(b).baseline : at(a).box.left < at(b).box.left;
        });
        std::vector<Indexes> rows;
        for (const std::size_t i : some) {
            const bool fits = !rows.empty() && std::all_of(rows.back().begin(), rows.back().end(), [&](std::size_t k) {
                const double size = std::min(at(i).size, at(k).size);
                const bool apart = at(i).box.left >= right_of(at(k).box) || at(k).box.left >= right_of(at(i).box);
                return apart && std::abs(at(i).baseline - at(k).baseline) <= 0.5 * size;
            });
            if (!fits) rows.emplace_back();
            rows.back().push_back(i);
        }
        for (Indexes& row : rows)
            std::sort(row.begin(), row.end(),
                      [&](std::size_t a, std::size_t b) { return at(a).box.left < at(b).box.left; });
        return rows;
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

    std::optional<Zone> zone_at(const std::vector<Indexes>& rows, std::size_t first) const {
        std::optional<Zone> best;
        for (std::size_t gap = 0; gap + 1 < rows[first].size(); ++gap) {
            auto zone =
                zone_below(rows, first, {right_of(at(rows[first][gap]).box), at(rows[first][gap + 1]).box.left});
            if (zone && (!best || zone->end > best->end)) best = std::move(zone);
        }
        return best;
    }

    std::optional<Zone> zone_below(const std::vector<Indexes>& rows, std::size_t first, Gutter gutter) const {
        Zone zone;
        std::vector<Indexes> left_rows, right_rows;
        int shared = 0;
        for (zone.end = first; zone.end < rows.size(); ++zone.end) {
            const Indexes& row = rows[zone.end];
            const Gutter rest = narrowed(gutter, row);
            double size = 0;
            for (const std::size_t i : row) size = std::max(size, at(i).size);
            if (rest.width() < 1.2 * size) break;
            Indexes left, right;
            for (const std::size_t i : row)
                (centre_of(at(i).box) < (rest.left + rest.right) / 2.0 ? left : right).push_back(i);
            const bool far_left = !left.empty() && far_below(left_rows, left),
                       far_right = !right.empty() && far_below(right_rows, right);
            if ((left.empty() && far_right) || (right.empty() && far_left) || (far_left && far_right)) break;
            gutter = rest;
            shared += !left.empty() && !right.empty();
            if (!left.empty()) left_rows.push_back(left);
            if (!right.empty()) right_rows.push_back(right);
        }
        if (shared < 2 || !are_columns(left_rows, right_rows, shared, gutter)) return std::nullopt;
        for (const Indexes& row : left_rows) zone.left.insert(zone.left.end(), row.begin(), row.end());
        for (const Indexes& row : right_rows) zone.right.insert(zone.right.end(), row.begin(), row.end());
        return zone;
    }

    // A row that stands far under the last of its column begins something new; names under signatures stand far, too.
    bool far_below(const std::vector<Indexes>& column, const Indexes& row) const {
        if (column.empty()) return false;
        const PlacedPiece& last = at(column.back().front());
        const PlacedPiece& next = at(row.front());
        const bool name = std::abs(centre_of(last.box) - centre_of(next.box)) < 2 * last.size;
        return next.baseline - last.baseline > (name ? 16 : 4.5) * std::max(last.size, next.size);
    }

    // Two columns are read one after the other; rows of a form, or labels with figures, are read across.
    bool are_columns(const std::vector<Indexes>& left, const std::vector<Indexes>& right, int shared,
                     const Gutter& gutter) const {
        if (ruled(left, right, gutter)) return true;
        const Side a = side_of(left), b = side_of(right);
        if (a.filled > 0.6 && b.filled > 0.6 && shared >= 3) return true;
        if (a.centred > 0.5 || b.centred > 0.5) return true;
        return shared >= 4 && a.width >= 8 * a.size && b.width >= 8 * b.size && a.pieces < 1.3 && b.pieces < 1.3;
    }

    struct Side {
        double centred = 0;  // share of rows over one another's middle that do not begin at one x
        double filled = 0;   // share of rows that fill the column's width
        double width = 0;    // median of rows
        double size = 0;
        double pieces = 0;  // mean of rows
    };

    Side side_of(const std::vector<Indexes>& rows) const {
        std::vector<double> lefts, widths, sizes, centres;
        Side side;
        for (const Indexes& row : rows) {
            const int left = at(row.front()).box.left, right = right_of(at(row.back()).box);
            lefts.push_back(left), widths.push_back(right - left), centres.push_back((left + right) / 2.0);
            sizes.push_back(at(row.front()).size);
            side.pieces += double(row.size()) / double(rows.size());
        }
        side.width = median(widths), side.size = median(sizes);
        const double widest = *std::max_element(widths.begin(), widths.end());
        for (const double width : widths) side.filled += width > 0.85 * widest ? 1.0 / double(widths.size()) : 0;
        const double left = median(lefts), centre = median(centres);
        for (std::size_t i = 0; rows.size() > 1 && i < rows.size(); ++i)
            side.centred += std::abs(centres[i] - centre) < side.size && std::abs(lefts[i] - left) > 1.5 * side.size
                                ? 1.0 / double(rows.size() - 1)
                                : 0;
        return side;
    }

    bool ruled(const std::vector<Indexes>& left, const std::vector<Indexes>& right, const Gutter& gutter) const {
        double top = 1e9, bottom = 0;
        for (const auto* side : {&left, &right})
            for (const Indexes& row : *side)
                for (const std::size_t i : row)
                    top = std::min(top, at(i).baseline - at(i).size), bottom = std::max(bottom, at(i).baseline);
        return std::any_of(down_.begin(), down_.end(), [&](const Box& rule) {
            const double shared = std::min<double>(bottom, rule.top + rule.height) - std::max<double>(top, rule.top);
            return centre_of(rule) >= gutter.left && centre_of(rule) <= gutter.right && shared > 0.7 * (bottom - top);
        });
    }

    // A row goes on with the block above it when the distance is that of lines of one size.
    bool goes_on(const Indexes& above, const Indexes& row) const {
        const auto lowest = [&](const Indexes& some) {
            return *std::max_element(some.begin(), some.end(),
                                     [&](std::size_t a, std::size_t b) { return at(a).baseline < at(b).baseline; });
        };
        const PlacedPiece &upper = at(lowest(above)), &lower = at(lowest(row));
        const double greater = std::max(upper.size, lower.size), lesser = std::min(upper.size, lower.size);
        return lower.baseline - upper.baseline < 3.4 * greater && greater < 1.5 * lesser;
    }

    const std::vector<PlacedPiece>& pieces_;
    const std::vector<Box>& down_;
};

}  // namespace

std::vector<OrderedBlock> reading_order(const std::vector<PlacedPiece>& pieces, const std::vector<Box>& across,
                                        const std::vector<Box>& down) {
    const std::vector<RuledTable> tables = ruled_tables(across, down);
    std::vector<PlacedPiece> placed = pieces;
    std::vector<std::vector<std::pair<Cell, std::size_t>>> cells(tables.size());
    Indexes outside;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        std::size_t table = 0;
        while (table < tables.size() && !tables[table].holds(pieces[i].box)) ++table;
        if (table == tables.size())
            outside.push_back(i);
        else
            cells[table].push_back({tables[table].cell_of(pieces[i].box, int(table) + 1), i});
    }
    // A table takes part as one piece, between what stands over and under it.
    for (std::size_t table = 0; table < tables.size(); ++table)
        if (!cells[table].empty()) {
            const Box& box = tables[table].box;
            outside.push_back(placed.size());
            placed.push_back({box, double(box.top + box.height), 1});
        }
    std::vector<std::size_t> table_of(placed.size(), tables.size());
    for (std::size_t table = 0, next = pieces.size(); table < tables.size(); ++table)
        if (!cells[table].empty()) table_of[next++] = table;

    std::vector<OrderedBlock> blocks;
    const Orderer orderer(placed, down);
    const auto add_table = [&](std::size_t table) {
        auto& held = cells[table];
        std::stable_sort(held.begin(), held.end(), [](const auto& a, const auto& b) {
            return a.first.row != b.first.row ? a.first.row < b.first.row : a.first.column < b.first.column;
        });
        for (std::size_t from = 0; from < held.size();) {
            Indexes some;
            std::size_t to = from;
            while (to < held.size() && held[to].first == held[from].first) some.push_back(held[to++].second);
            OrderedBlock cell{held[from].first, {}};
            for (OrderedBlock& block : orderer.order(some))
                for (auto& line : block.lines) cell.lines.push_back(std::move(line));
            blocks.push_back(std::move(cell));
            from = to;
        }
    };
    for (OrderedBlock& block : orderer.order(outside)) {
        OrderedBlock rest;
        const auto flush = [&] {
            if (!rest.lines.empty()) blocks.push_back(std::move(rest));
            rest = {};
        };
        for (auto& line : block.lines) {
            const bool has_table =
                std::any_of(line.begin(), line.end(), [&](std::size_t i) { return i >= pieces.size(); });
            if (!has_table) {
                rest.lines.push_back(std::move(line));
                continue;
            }
            for (const std::size_t i : line) {
                if (i < pieces.size()) {
                    rest.lines.push_back({i});
                } else {
                    flush();
                    add_table(table_of[i]);
                }
            }
        }
        flush();
    }
    return blocks;
}

}  // namespace saoy
