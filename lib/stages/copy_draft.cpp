// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/copy_draft.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "lib/barcode/qr.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/image/page_image.hpp"
#include "lib/model/card_sheet.hpp"
#include "lib/stages/searchable.hpp"
#include "lib/xml/transfer_note.hpp"

namespace saoy::stages {

namespace {

// The line of an agency stands in the margin above what is written (NĐ 30/2020, Annex I): mm.
constexpr double corner_depth = 35;
constexpr Clearance corner_clearance{1, 3};
constexpr int most_corner_rows = 3;

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

// The straight page as it lies when it leans clockwise by so many degrees; what comes in from outside is like the edge.
Raster leaning(Raster straight, double degrees) {
    if (degrees == 0 || straight.width == 0) return straight;
    Raster page = straight;
    const double angle = degrees * std::numbers::pi / 180, c = std::cos(angle), s = std::sin(angle);
    const double middle_x = page.width / 2.0, middle_y = page.height / 2.0;
    for (int y = 0; y < page.height; ++y)
        for (int x = 0; x < page.width; ++x) {
            const double across = x - middle_x, down = y - middle_y;
            const int from_x = std::clamp(int(std::lround(middle_x + c * across + s * down)), 0, page.width - 1);
            const int from_y = std::clamp(int(std::lround(middle_y - s * across + c * down)), 0, page.height - 1);
            page.samples[std::size_t(y) * std::size_t(page.width) + std::size_t(x)] =
                straight.samples[std::size_t(from_y) * std::size_t(page.width) + std::size_t(from_x)];
        }
    return page;
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
                     const std::vector<int>& numbers, Executor& executor)
    : folder_(folder),
      profile_(profile),
      mode_(mode),
      dossier_(folder.dossier.id),
      paper_(paper.id),
      type_(paper.type),
      paper_name_(paper.type_name),
      masters_(masters_digest(folder.dossier, paper)),
      at_(paper.attestation.value().at) {
    if (const std::vector<Json> journal = folder.journal_entries(); !journal.empty())
        captured_by_ = journal.front().value("actor", "");
    std::vector<const Page*> sources;
    for (const int number : paper.pages) {
        const Page& page = page_of(folder.dossier, number);
        if (page.blank && !mode.blank_pages) continue;
        if (!numbers.empty() && std::find(numbers.begin(), numbers.end(), number) == numbers.end()) continue;
        sources.push_back(&page);
        numbers_.push_back(number);
    }
    if (sources.empty())
        throw Error(Fault::input, "no-pages", text::fill(text::tr("paper {0} has no page"), {paper.id}));
    pages_ = pdf_pages(folder, sources, profile.scan.turn_from, executor);
    const auto blank = std::count_if(sources.begin(), sources.end(), [](const Page* page) { return page->blank; });
    pages_counted_ = std::max(1, int(sources.size()) - int(blank));
    const auto& capture = folder.dossier.capture;
    const auto sides = capture && capture->card && sources.size() == 2
                           ? card_sheet(extent_of(*sources[0]), extent_of(*sources[1]))
                           : std::nullopt;
    if (sides) {
        for (const std::size_t side : {0U, 1U}) pages_[side].place = (*sides)[side];
        bearer_ = card_sheet_ink(*sides);
        pages_counted_ = 1;
    } else {
        const bool first = mode.place == CopyMode::Place::corner;
        bearer_ = ink_of(folder, first ? *sources.front() : *sources.back());
        bearer_ = leaning(std::move(bearer_), pdf::lean_left(first ? pages_.front() : pages_.back()));
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
    if (mode_.place == CopyMode::Place::corner) return corner_line();
    pdf::Statement statement;
    for (const StatementLine& line : mode_.statement)
        statement.lines.push_back({fill_blanks(line.text, blanks), line.bold});
    statement.size = mode_.statement_size;
    statement.signature_height = mode_.signature_height;
    statement.letters = signature_letters();
    statement.verification = barcode::qr_code(fill_blanks(mode_.verification, blanks));
    for (const std::string& role : mode_.signers)
        (role == "agency" ? statement.agency : statement.official) =
            role == "agency" ? profile_.office.agency_name : profile_.office.official;
    return statement;
}

// Of the lines that the signatures will show, if those sign whom the profile names; with every digit of a time.
std::string CopyDraft::signature_letters() const {
    std::string letters = "0123456789-+:";
    for (const std::string& role : mode_.signers)
        if (const auto lines = mode_.signature_lines.find(role); lines != mode_.signature_lines.end())
            for (const std::string& line : lines->second)
                letters += fill_blanks(
                    line, {{"signer", role == "agency" ? profile_.office.agency_name : profile_.office.official},
                           {"organisation", profile_.office.agency_name},
                           {"agency", profile_.office.agency_name},
                           {"time", ""}});
    return letters;
}

// As long as the line will be that the first signature shows.
pdf::Statement CopyDraft::corner_line() const {
    const std::string& role = mode_.signers.front();
    const std::string& name = role == "agency" ? profile_.office.agency_name : profile_.office.official;
    pdf::Statement statement;
    statement.layout = pdf::Statement::Layout::corner;
    statement.size = mode_.statement_size;
    statement.letters = signature_letters();
    (role == "agency" ? statement.agency : statement.official) = name;
    for (const std::string& line : mode_.signature_lines.at(role))
        statement.lines.push_back({fill_blanks(line, {{"signer", name},
                                                      {"organisation", profile_.office.agency_name},
                                                      {"agency", profile_.office.agency_name},
                                                      {"time", "00-00-0000 00:00:00 +07:00"}}),
                                   false});
    return statement;
}

// The first layout that some free place takes; without any, the first layout again, for a page of its own.
std::optional<Area> CopyDraft::take_place(pdf::Statement& statement) const {
    using Layout = pdf::Statement::Layout;
    if (statement.layout == Layout::corner) {
        for (statement.rows = 1; statement.rows <= most_corner_rows; ++statement.rows)
            if (auto place = corner_place(bearer_, pdf::statement_extent(statement, profile_.fonts), corner_clearance,
                                          corner_depth))
                return place;
        throw Error(
            Fault::refused, "no-room",
            text::fill(text::tr("paper {0}: the upper right of its first page has no room for the agency's line"),
                       {paper_}),
            text::tr("scan it with its margins"));
    }
    for (const Layout layout : {Layout::block, Layout::strip, Layout::column}) {
        statement.layout = layout;
        if (auto place = free_place(bearer_, pdf::statement_extent(statement, profile_.fonts))) return place;
    }
    statement.layout = Layout::block;
    return std::nullopt;
}

std::string CopyDraft::note(int year, int number) const {
    return xml::write_transfer_note({folder_.dossier, *find_paper(folder_.dossier, paper_), profile_, mode_, numbers_,
                                     masters_, captured_by_, paper_name_,
                                     fill_blanks(mode_.likeness, blanks(year, number)), year, number});
}

std::string CopyDraft::write(int year, int number) const {
    const auto values = blanks(year, number);
    pdf::Statement filled = statement(values);
    const std::optional<Area> place = take_place(filled);
    const std::string how = note(year, number);
    pdf::Metadata metadata;
    metadata.title = fill_blanks(mode_.title, values);
    metadata.subject = fill_blanks(mode_.subject, values);
    metadata.author = profile_.office.agency_name;
    metadata.creator = "saoy-certify-copy";
    metadata.producer = "saoy " SAOY_VERSION;
    metadata.key = dossier_ + "/" + paper_ + " " + masters_;
    metadata.relation = "urn:saoy:transfer-note:sha256:" + crypto::sha256(how);
    metadata.at = at_;
    std::optional<pdf::Attachment> attachment;
    if (mode_.note == CopyMode::Note::embedded) attachment = {"transfer-note.xml", "text/xml", mode_.likeness, how};
    return pdf::write_copy(pages_, filled, place, metadata, profile_.fonts, attachment);
}

std::string CopyDraft::path(int year, int number) const {
    const std::string name = fill_blanks(mode_.file_name, blanks(year, number));
    if (!is_file_name(name))
        throw Error(Fault::configuration, "file-name",
                    text::fill(text::tr("'{0}' cannot be the name of a copy's file"), {name}),
                    text::tr("use letters, digits, '-', '_' and '.' in the profile's file-name"));
    return "copies/" + name + ".pdf";
}

std::string CopyDraft::note_path(int year, int number) const {
    std::string file = path(year, number);
    return file.replace(file.size() - 4, 4, ".note.xml");
}

}  // namespace saoy::stages
