// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/labelled_texts.hpp"

#include <algorithm>
#include <sstream>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/stages/type_model.hpp"
#include "lib/xml/alto.hpp"

namespace saoy::stages {

namespace {

constexpr std::size_t most_bytes = std::size_t(1) << 20;  // of one text
// An A4 page at 200 dpi, 12 point.
constexpr int page_width = 1654, page_height = 2339, margin = 150, line_height = 34, letter_width = 15;

Line line_of(const std::string& text, int top, int step) {
    Line line;
    const int height = std::min(line_height, step - 4);
    std::istringstream words(text);
    int left = margin;
    for (std::string word; words >> word;) {
        const int width = letter_width * int(text::length(word));
        line.words.push_back({text::nfc(word), 1, {left, top, width, height}});
        left += width + letter_width;
    }
    line.box = {margin, top, left - letter_width - margin, height};
    line.baseline = top + height;
    return line;
}

PageText page_of(const std::string& text, int number) {
    PageText page{number, page_width, page_height, 200, "vie", {}, {}};
    const auto lines = text::split(text, '\n');
    const int step = std::max(8, std::min(52, (page_height - 2 * margin) / std::max(1, int(lines.size()))));
    page.blocks.emplace_back();
    int top = margin;
    for (const std::string& text_line : lines) {
        if (text::trim(text_line).empty()) {
            if (!page.blocks.back().lines.empty()) page.blocks.emplace_back();
            top += step;
            continue;
        }
        page.blocks.back().lines.push_back(line_of(text_line, top, step));
        page.blocks.back().box = hull(page.blocks.back().box, page.blocks.back().lines.back().box);
        top += step;
    }
    return page;
}

void check_label(const std::string& label, const DocumentTypes& types, const std::string& where) {
    if (label == no_type || find_type(types, label) != nullptr) return;
    throw Error(Fault::input, "no-such-type", text::fill(text::tr("{0}: there is no type {1}"), {where, label}),
                text::tr("document-types.xml of the profile says what types there are; unknown is for all others"));
}

std::vector<LabelledText> of_dossier(const Path& folder, const Shelf& shelf, const std::string& label) {
    std::vector<LabelledText> texts;
    const Folder opened = shelf.open(folder);
    for (const Paper& paper : opened.dossier.papers) {
        const bool by_person = !paper.decided_by.empty() && paper.decided_by != "rules";
        if (label.empty() && !by_person) continue;
        LabelledText text{folder.string() + " " + paper.id, label.empty() ? paper.type : label, {}};
        for (const int number : paper.pages)
            if (const Page& page = saoy::page_of(opened.dossier, number); page.text)
                text.pages.push_back(xml::read_alto(opened.read(*page.text), page.geometry));
        if (!text.pages.empty()) texts.push_back(std::move(text));
    }
    return texts;
}

std::vector<LabelledText> of_list(const Path& folder, const DocumentTypes& types, const Shelf& shelf) {
    std::vector<LabelledText> texts;
    const Path list = folder / "labels.tsv";
    std::istringstream lines(read_file(list, most_bytes));
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (text::trim(line).empty()) continue;
        const auto parts = text::split(line, '\t');
        const std::string where = text::fill(text::tr("{0}: line {1}"), {list.string(), std::to_string(number)});
        if (parts.size() != 2)
            throw Error(Fault::input, "bad-label",
                        where + ": " + text::tr("a file, a tab and a type's code must stand there"));
        const std::string label(text::trim(parts[1]));
        check_label(label, types, where);
        const Path file = folder / parts[0];
        if (std::filesystem::is_directory(file)) {
            for (LabelledText& text : of_dossier(file, shelf, label)) texts.push_back(std::move(text));
        } else {
            texts.push_back({parts[0], label, pages_of_text(read_file(file, most_bytes))});
        }
    }
    return texts;
}

std::vector<LabelledText> of_subfolders(const Path& folder, const DocumentTypes& types) {
    std::vector<LabelledText> texts;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (!entry.is_directory()) continue;
        const std::string label = entry.path().filename().string();
        check_label(label, types, folder.string());
        for (const auto& file : std::filesystem::directory_iterator(entry.path()))
            if (file.path().extension() == ".txt")
                texts.push_back({label + "/" + file.path().filename().string(), label,
                                 pages_of_text(read_file(file.path(), most_bytes))});
    }
    return texts;
}

}  // namespace

std::vector<PageText> pages_of_text(const std::string& text) {
    std::vector<PageText> pages;
    for (const std::string& part : text::split(text, '\f')) pages.push_back(page_of(part, int(pages.size()) + 1));
    return pages;
}

std::vector<LabelledText> labelled_texts(const Path& folder, const DocumentTypes& types, const Shelf& shelf) {
    if (!std::filesystem::is_directory(folder))
        throw Error(Fault::missing, "no-folder",
                    text::fill(text::tr("{0}: there is no such folder"), {folder.string()}));
    std::vector<LabelledText> texts;
    if (std::filesystem::exists(folder / "dossier.xml"))
        texts = of_dossier(folder, shelf, "");
    else if (std::filesystem::exists(folder / "labels.tsv"))
        texts = of_list(folder, types, shelf);
    else
        texts = of_subfolders(folder, types);
    if (texts.empty())
        throw Error(Fault::input, "no-labelled-text",
                    text::fill(text::tr("{0}: there is no text whose kind is known"), {folder.string()}),
                    text::tr("give a folder of subfolders named by types, one with labels.tsv, or a dossier whose "
                             "papers a person has named"));
    std::sort(texts.begin(), texts.end(), [](const LabelledText& a, const LabelledText& b) { return a.name < b.name; });
    return texts;
}

}  // namespace saoy::stages
