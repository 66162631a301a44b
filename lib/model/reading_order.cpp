// SPDX-License-Identifier: Apache-2.0
#include "lib/model/reading_order.hpp"

#include <algorithm>
#include <cmath>

#include "lib/model/ruled_tables.hpp"

namespace saoy {

namespace {

int right_of(const Box& box) { return box.left + box.width; }

class Orderer {
public:
    Orderer(const std::vector<PlacedPiece>& pieces, const std::vector<Box>& down) : pieces_(pieces), down_(down) {}

    // What is doubtful is put where it lies once the order of the rest is known.
    std::vector<OrderedBlock> order(const Indexes& some) const {
        Indexes sure, doubtful;
        for (const std::size_t i : some) (is_stray(i, some) ? doubtful : sure).push_back(i);
        if (sure.empty()) return ordered(doubtful);
        std::vector<OrderedBlock> blocks = ordered(sure);
        for (const std::size_t i : doubtful) insert(i, blocks);
        return blocks;
    }

private:
    static constexpr int deepest = 6;

    const PlacedPiece& at(std::size_t i) const { return pieces_[i]; }

    // What begins under or over print of its size at the same x is the end of a paragraph, or a name, after all.
    bool is_stray(std::size_t piece, const Indexes& some) const {
        const PlacedPiece& it = at(piece);
        return it.doubtful && std::none_of(some.begin(), some.end(), [&](std::size_t k) {
                   const PlacedPiece& other = at(k);
                   const double greater = std::max(it.size, other.size), lesser = std::min(it.size, other.size);
                   return !other.doubtful && greater < 1.33 * lesser &&
                          std::abs(it.box.left - other.box.left) < 0.5 * lesser &&
                          std::abs(it.baseline - other.baseline) < 4.5 * lesser;
               });
    }

    std::vector<OrderedBlock> ordered(const Indexes& some, int depth = 0) const {
        std::vector<OrderedBlock> blocks;
        const Indexes* above = nullptr;  // the row that the next may join
        const std::vector<Indexes> rows = rows_of(some);
        for (std::size_t first = 0; first < rows.size();) {
            const auto columns = depth < deepest ? columns_at(pieces_, rows, first, down_) : std::nullopt;
            if (!columns) {
                if (above == nullptr || !goes_on(*above, rows[first])) blocks.emplace_back();
                blocks.back().lines.push_back(rows[first]);
                above = &rows[first++];
                continue;
            }
            const Indexes *one = &columns->left, *other = &columns->right;
            if (columns->right_first) std::swap(one, other);
            for (const Indexes* side : {one, other, &columns->between})
                for (OrderedBlock& block : ordered(*side, depth + 1)) blocks.push_back(std::move(block));
            first = columns->end;
            above = nullptr;
        }
        return blocks;
    }

    // Into the line beside it, or over or under the line it lies nearest to.
    void insert(std::size_t piece, std::vector<OrderedBlock>& blocks) const {
        const auto gap = [&](std::size_t k) {
            return std::max({0, at(piece).box.left - right_of(at(k).box), at(k).box.left - right_of(at(piece).box)});
        };
        const auto distance = [&](std::size_t k) { return std::hypot(gap(k), at(piece).baseline - at(k).baseline); };
        OrderedBlock* block = nullptr;
        std::size_t line = 0, nearest = 0;
        for (OrderedBlock& candidate : blocks)
            for (std::size_t l = 0; l < candidate.lines.size(); ++l)
                for (const std::size_t k : candidate.lines[l])
                    if (block == nullptr || distance(k) < distance(nearest)) block = &candidate, line = l, nearest = k;
        std::vector<Indexes>& lines = block->lines;
        const auto is_under = [&](const Indexes& above) { return at(piece).baseline > at(above.front()).baseline; };
        while (line + 1 < lines.size() && !on_one_level(piece, nearest) && is_under(lines[line + 1]))
            nearest = lines[++line].front();
        const auto from_left = [&](std::size_t a, std::size_t b) { return at(a).box.left < at(b).box.left; };
        if (on_one_level(piece, nearest))
            lines[line].insert(std::upper_bound(lines[line].begin(), lines[line].end(), piece, from_left), piece);
        else
            lines.insert(lines.begin() + std::ptrdiff_t(line + is_under(lines[line])), {piece});
    }

    bool on_one_level(std::size_t i, std::size_t k) const {
        const double size = std::min(at(i).size, at(k).size);
        const bool apart = at(i).box.left >= right_of(at(k).box) || at(k).box.left >= right_of(at(i).box);
        return apart && std::abs(at(i).baseline - at(k).baseline) <= 0.5 * size;
    }

    // Pieces on one level make a row, left to right.
    std::vector<Indexes> rows_of(Indexes some) const {
        std::sort(some.begin(), some.end(), [&](std::size_t a, std::size_t b) {
            return at(a).baseline != at(b).baseline ? at(a).baseline < at(b).baseline : at(a).box.left < at(b).box.left;
        });
        std::vector<Indexes> rows;
        for (const std::size_t i : some) {
            const bool fits = !rows.empty() && std::all_of(rows.back().begin(), rows.back().end(),
                                                           [&](std::size_t k) { return on_one_level(i, k); });
            if (!fits) rows.emplace_back();
            rows.back().push_back(i);
        }
        for (Indexes& row : rows)
            std::sort(row.begin(), row.end(),
                      [&](std::size_t a, std::size_t b) { return at(a).box.left < at(b).box.left; });
        return rows;
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
