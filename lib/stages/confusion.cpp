// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/confusion.hpp"

#include <algorithm>
#include <set>

#include "lib/base/text.hpp"
#include "lib/stages/type_model.hpp"

namespace saoy::stages {

namespace {

std::string padded(const std::string& text, std::size_t width) {
    const std::size_t length = text::length(text);
    return text + std::string(length < width ? width - length : 1, ' ');
}

int sum_of(const std::map<std::string, int>& answers) {
    int sum = 0;
    for (const auto& [answer, count] : answers) sum += count;
    return sum;
}

int count_of(const std::map<std::string, int>& answers, const std::string& answer) {
    const auto found = answers.find(answer);
    return found == answers.end() ? 0 : found->second;
}

}  // namespace

void Confusion::add(const std::string& label, const std::string& answer) { ++counts_[label][answer]; }

Confusion::Totals Confusion::totals() const {
    Totals totals;
    for (const auto& [label, answers] : counts_) {
        const int sum = sum_of(answers), unknown = count_of(answers, no_type);
        if (label == no_type) {
            totals.strangers = sum;
            totals.strangers_told = unknown;
            continue;
        }
        const int right = count_of(answers, label);
        totals.papers += sum;
        totals.right += right;
        totals.abstained += unknown;
        totals.wrong += sum - right - unknown;
    }
    return totals;
}

std::vector<std::string> Confusion::table() const {
    const std::size_t wide = 18, narrow = 10;
    std::vector<std::string> lines{padded(text::tr("type"), wide) + padded(text::tr("papers"), narrow) +
                                   padded(text::tr("right"), narrow) + padded(text::tr("not told"), narrow + 4) +
                                   text::tr("taken for")};
    for (const auto& [label, answers] : counts_) {
        std::string others;
        for (const auto& [answer, count] : answers)
            if (answer != label && answer != no_type)
                others += (others.empty() ? "" : ", ") + answer + " " + std::to_string(count);
        const int unknown = label == no_type ? 0 : count_of(answers, no_type);
        lines.push_back(padded(label, wide) + padded(std::to_string(sum_of(answers)), narrow) +
                        padded(std::to_string(count_of(answers, label)), narrow) +
                        padded(std::to_string(unknown), narrow + 4) + (others.empty() ? "-" : others));
    }
    return lines;
}

std::string Confusion::svg() const {
    constexpr int cell = 16, margin = 130;
    std::set<std::string> names;
    for (const auto& [label, answers] : counts_) {
        names.insert(label);
        for (const auto& [answer, count] : answers) names.insert(answer);
    }
    const int side = margin + cell * int(names.size()) + 10;
    const std::string size = std::to_string(side);
    std::string svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + size + "\" height=\"" + size +
        "\" font-family=\"sans-serif\" font-size=\"10\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n";
    const auto at = [&](int index) { return std::to_string(margin + cell * index); };
    int row = 0;
    for (const std::string& label : names) {
        const std::string y = std::to_string(margin + cell * row + 12);
        svg +=
            "<text x=\"" + std::to_string(margin - 6) + "\" y=\"" + y + "\" text-anchor=\"end\">" + label + "</text>\n";
        svg += "<text transform=\"translate(" + std::to_string(margin + cell * row + 12) + "," +
               std::to_string(margin - 6) + ") rotate(-90)\">" + label + "</text>\n";
        const auto found = counts_.find(label);
        int column = 0;
        for (const std::string& answer : names) {
            const int count = found == counts_.end() ? 0 : count_of(found->second, answer);
            if (count > 0) {
                const double part = double(count) / double(sum_of(found->second));
                const int pale = 225 - int(185 * part);
                const std::string pale_word = std::to_string(pale);
                const std::string colour = answer == label ? "rgb(" + pale_word + "," + pale_word + ",255)"
                                                           : "rgb(255," + pale_word + "," + pale_word + ")";
                svg += "<rect x=\"" + at(column) + "\" y=\"" + at(row) + "\" width=\"" + std::to_string(cell - 1) +
                       "\" height=\"" + std::to_string(cell - 1) + "\" fill=\"" + colour + "\"><title>" + label +
                       " → " + answer + ": " + std::to_string(count) + "</title></rect>\n";
            }
            ++column;
        }
        ++row;
    }
    return svg + "</svg>\n";
}

}  // namespace saoy::stages
