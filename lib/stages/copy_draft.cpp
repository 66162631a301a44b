// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/copy_draft.hpp"

#include <algorithm>
#include <cmath>

#include "lib/barcode/qr.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/image/page_image.hpp"
#include "lib/model/card_sheet.hpp"
#include "lib/stages/searchable.hpp"

namespace saoy::stages {

namespace {

std::string two_digits(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

// The working image with the paper's own scale. Nothing where its pixels are not square: a place could not be trusted.
Raster ink_of(const Folder& folder, const Page& page) {
    Raster raster = image::read_png(folder.read(page.image));
    const Size size = derived_size(page.geometry, page.width, page.height);
    double dpi_x = page.dpi_x, dpi_y = page.dpi_y;
    if (page.geometry.rotation % 180 != 0) std::swap(dpi_x, dpi_y);
    const double across = raster.width / size.width * dpi_x, down = raster.height / size.height * dpi_y;
    if (raster.channels != 1 || std::abs(across - down) > 0.01 * across) return {};
    raster.dpi = across;
    return raster;
}

// Of the page at 100 %, in mm.
Extent extent_of(const Page& page) {
    const Size size = derived_size(page.geometry, page.width, page.height);
    double dpi_x = page.dpi_x, dpi_y = page.dpi_y;
    if (page.geometry.rotation % 180 != 0) std::swap(dpi_x, dpi_y);
    return {size.width / dpi_x * 25.4, size.height / dpi_y * 25.4};
}

bool is_file_name(const std::string& name) {
    return !name.empty() && name.size() <= 120 && name.front() != '.' &&
           std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                      c == '_' || c == '.';
           });
}

}  // namespace

CopyDraft::CopyDraft(const Folder& folder, const Paper& paper, const Profile& profile, const CopyMode& mode,
                     Executor& executor)
    : profile_(profile),
      mode_(mode),
      dossier_(folder.dossier.id),
      paper_(paper.id),
      type_(paper.type),
      paper_name_(paper.type_name),
      masters_(masters_digest(folder.dossier, paper)),
      at_(paper.attestation.value().at) {
    std::vector<const Page*> sources;
    for (const int number : paper.pages)
        if (const Page& page = page_of(folder.dossier, number); mode.blank_pages || !page.blank)
            sources.push_back(&page);
    if (sources.empty())
        throw Error(Fault::input, "no-pages", text::fill(text::tr("paper {0} has no page"), {paper.id}));
    pages_ = pdf_pages(folder, sources, executor);
    const auto blank = std::count_if(sources.begin(), sources.end(), [](const Page* page) { return page->blank; });
    pages_counted_ = std::max(1, int(sources.size()) - int(blank));
    const auto& capture = folder.dossier.capture;
    const auto sides = capture && capture->card && sources.size() == 2
                           ? card_sheet(extent_of(*sources[0]), extent_of(*sources[1]))
                           : std::nullopt;
    if (sides) {
        for (const std::size_t side : {0U, 1U}) pages_[side].place = (*sides)[side];
        last_page_ = card_sheet_ink(*sides);
        pages_counted_ = 1;
    } else {
        last_page_ = ink_of(folder, *sources.back());
    }

    // A rehearsal with a number of the usual length: what fails, fails before a number is taken.
    const int year = vietnam_time(at_).year;
    path(year, 999);
    pdf::Statement rehearsed = statement(blanks(year, 999));
    own_page_ = !take_place(rehearsed).has_value();
    write(year, 999);
}

void CopyDraft::follow(Time certified_at, const std::string& paper_name) {
    at_ = certified_at;
    paper_name_ = paper_name;
}

std::map<std::string, std::string> CopyDraft::blanks(int year, int number) const {
    const VietnamTime day = vietnam_time(at_);
    return {{"number", two_digits(number)},
            {"suffix", mode_.number_suffix},
            {"volume", mode_.volume},
            {"year", std::to_string(year)},
            {"book", mode_.book},
            {"day", two_digits(day.day)},
            {"month", two_digits(day.month)},
            {"signer_role", profile_.office.signer_role},
            {"official", profile_.office.official},
            {"agency", profile_.office.agency_name},
            {"agency_code", profile_.office.agency_code},
            {"place", profile_.office.place},
            {"paper_name", paper_name_},
            {"type", type_},
            {"dossier", dossier_},
            {"paper", paper_},
            {"digest", masters_}};
}

pdf::Statement CopyDraft::statement(const std::map<std::string, std::string>& blanks) const {
    pdf::Statement statement;
    for (const StatementLine& line : mode_.statement)
        statement.lines.push_back({fill_blanks(line.text, blanks), line.bold});
    statement.size = mode_.statement_size;
    statement.verification = barcode::qr_code(fill_blanks(mode_.verification, blanks));
    statement.official = profile_.office.official;
    statement.agency = profile_.office.agency_name;
    return statement;
}

// The first layout that some free place takes; without any, the first layout again, for a page of its own.
std::optional<Area> CopyDraft::take_place(pdf::Statement& statement) const {
    using Layout = pdf::Statement::Layout;
    for (const Layout layout : {Layout::block, Layout::strip, Layout::column}) {
        statement.layout = layout;
        if (auto place = free_place(last_page_, pdf::statement_extent(statement, profile_.fonts))) return place;
    }
    statement.layout = Layout::block;
    return std::nullopt;
}

std::string CopyDraft::write(int year, int number) const {
    const auto values = blanks(year, number);
    pdf::Statement filled = statement(values);
    const std::optional<Area> place = take_place(filled);
    pdf::Metadata metadata;
    metadata.title = fill_blanks(mode_.title, values);
    metadata.subject = fill_blanks(mode_.subject, values);
    metadata.author = profile_.office.agency_name;
    metadata.creator = "saoy-certify-copy";
    metadata.producer = "saoy " SAOY_VERSION;
    metadata.key = dossier_ + "/" + paper_ + " " + masters_;
    metadata.at = at_;
    return pdf::write_copy(pages_, filled, place, metadata, profile_.fonts);
}

std::string CopyDraft::path(int year, int number) const {
    const std::string name = fill_blanks(mode_.file_name, blanks(year, number));
    if (!is_file_name(name))
        throw Error(Fault::configuration, "file-name",
                    text::fill(text::tr("'{0}' cannot be the name of a copy's file"), {name}),
                    text::tr("use letters, digits, '-', '_' and '.' in the profile's file-name"));
    return "copies/" + name + ".pdf";
}

}  // namespace saoy::stages
