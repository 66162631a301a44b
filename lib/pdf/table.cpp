// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/table.hpp"

#include <algorithm>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/pdf/content.hpp"
#include "lib/pdf/drawing.hpp"
#include "lib/pdf/statement.hpp"

namespace saoy::pdf {

namespace {

// mm, but for the sizes of letters, which are points.
constexpr double page_width = 297, page_height = 210, margin = 12, inside = 1.2, rule = 0.2;
constexpr double text_size = 9.5, head_size = 12, leading = 1.25 / points_a_mm;

class Pages {
public:
    Pages(const Table& table, StatementFonts& fonts) : table_(table), fonts_(fonts) {
        for (const Table::Column& column : table.columns) width_ += column.width;
        if (width_ > page_width - 2 * margin + 0.01)
            throw Error(Fault::configuration, "table-too-wide",
                        text::fill(text::tr("the columns are {0} mm wide, the page has {1} mm"),
                                   {std::to_string(int(width_)), std::to_string(int(page_width - 2 * margin))}),
                        text::tr("make columns of the profile's register-form.xml narrower"));
    }

    std::vector<Drawing> laid_out() {
        begin();
        for (const std::string& line : table_.head) {
            top_ += head_size * leading;
            pages_.back().centred(top_ - 1, head_size, line, &line != &table_.head.back());
        }
        top_ += 3;
        titles();
        for (const auto& cells : table_.rows) {
            std::vector<std::string> shown_cells;
            for (std::size_t i = 0; i < table_.columns.size(); ++i)
                shown_cells.push_back(shown(table_.columns[i], cells.at(i)));
            row(shown_cells, false);
        }
        top_ += 3;
        for (const std::string& line : table_.foot)
            for (const std::string& part : wrapped(line, page_width - 2 * margin, false)) {
                if (top_ + 8 > page_height - margin - 4) begin();
                top_ += text_size * leading + 1;
                pages_.back().texts.push_back({{margin, top_}, text_size, part});
            }
        for (std::size_t i = 0; i < pages_.size(); ++i)
            pages_[i].centred(page_height - margin + 4, 8, std::to_string(i + 1) + "/" + std::to_string(pages_.size()));
        return std::move(pages_);
    }

private:
    void begin() {
        Drawing page;
        page.width = page_width, page.height = page_height;
        pages_.push_back(page);
        top_ = margin;
    }

    void titles() {
        std::vector<std::string> names;
        for (const Table::Column& column : table_.columns) names.push_back(column.title);
        row(names, true);
    }

    std::vector<std::string> wrapped(const std::string& text, double width, bool bold) const {
        const auto fits = [&](const std::string& line) {
            return fonts_.of(bold).width(text_size, line) <= width * points_a_mm;
        };
        std::vector<std::string> lines{""};
        for (const std::string& word : text::split(text, ' ')) {
            const std::string longer = lines.back().empty() ? word : lines.back() + " " + word;
            if (lines.back().empty() || fits(longer))
                lines.back() = longer;
            else
                lines.push_back(word);
        }
        return lines;
    }

    void row(const std::vector<std::string>& cells, bool bold) {
        std::vector<std::vector<std::string>> parts;
        std::size_t most = 1;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            parts.push_back(wrapped(cells[i], table_.columns[i].width - 2 * inside, bold));
            most = std::max(most, parts.back().size());
        }
        const double line = text_size * leading, height = double(most) * line + 2 * inside;
        if (!bold && top_ + height > page_height - margin - 4) {
            begin();
            titles();
        }
        Drawing& page = pages_.back();
        double left = margin;
        page.rectangle(left, top_, width_ + rule, rule);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const double width = table_.columns[i].width;
            page.rectangle(left, top_, rule, height);
            for (std::size_t k = 0; k < parts[i].size(); ++k) {
                const double taken = fonts_.of(bold).width(text_size, parts[i][k]) / points_a_mm;
                const bool right = !bold && table_.columns[i].kind == Table::Kind::number;
                page.texts.push_back(
                    {{right ? left + width - inside - taken : left + inside, top_ + inside + line * (double(k) + 0.8)},
                     text_size,
                     parts[i][k],
                     bold});
            }
            left += width;
        }
        page.rectangle(left, top_, rule, height);
        top_ += height;
        page.rectangle(margin, top_, width_ + rule, rule);
    }

    const Table& table_;
    StatementFonts& fonts_;
    std::vector<Drawing> pages_;
    double width_ = 0, top_ = 0;
};

}  // namespace

std::string write_table(const Table& table, const Metadata& metadata, const Fonts& fonts) {
    StatementFonts only_to_measure(fonts);
    const std::vector<Drawing> pages = Pages(table, only_to_measure).laid_out();
    return write_drawings(pages, metadata, fonts);
}

}  // namespace saoy::pdf
