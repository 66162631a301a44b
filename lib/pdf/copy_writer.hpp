// SPDX-License-Identifier: Apache-2.0
// Writes page images as PDF/A-2b: a certified copy with its statement, or plain searchable pages.
//
// Images are embedded without recompression at 100 % of their physical size; only the page's transformation matrix
// turns them. Nothing depends on the wall clock, the time zone or the locale: the same input gives the same bytes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/model/dossier.hpp"
#include "lib/model/free_place.hpp"
#include "lib/model/modules.hpp"
#include "lib/model/profile.hpp"
#include "lib/model/raster.hpp"
#include "lib/model/words.hpp"

namespace saoy::pdf {

struct CopyPage {
    EncodedImage image;           // the master's pixels, as captured
    double dpi_x = 0, dpi_y = 0;  // of the master
    Geometry geometry;
    std::optional<PageText> text;       // in pixels of the upright, straight page
    std::optional<Geometry> read_as{};  // what made these pixels of the image, where that lies otherwise: aslant
    double turn_from = 0;  // degrees: a whole page that leans less is left as it lies (ScanRules::turn_from)
    // Where it stands on an A4 sheet, which it shares with the page before if that has a place too (a card's sides).
    std::optional<Area> place{};
};

// Degrees clockwise by which the page's image still leans in the PDF.
double lean_left(const CopyPage& page);

// The certifying statement, every blank filled.
struct Statement {
    // For free places of different shapes. The code and the lines side by side, the signatures beneath; everything in
    // one narrow column; or flat, the signatures one above the other beside the lines. corner: nothing but the place of
    // one signature, large enough to show the lines in so many rows.
    enum class Layout { block, column, strip, corner };

    Layout layout = Layout::block;
    std::vector<StatementLine> lines;  // a line may hold \n
    double size = 11;                  // points
    int rows = 1;                      // of a corner
    double signature_height = 12;      // mm, of the place of each signature
    Modules verification;              // QR code; may be empty
    // What the visible signatures will show, as far as it is known: their letters are in the copy's font already, so
    // that signing needs no font of its own.
    std::string letters;
    // Printed under the boxes of their signatures; without a name there is no box.
    std::string official, agency;
};

struct Metadata {
    std::string title, author, subject, language = "vi";
    std::string creator;  // the program, as pdf CreatorTool
    std::string producer;
    std::string key;       // unique for each document; makes the file's /ID
    std::string relation;  // URN of what belongs to the document, as dc:relation; may be empty
    Time at{};             // creation and modification date
};

// The first half of a file's /ID, 32 hex digits: what Metadata::key makes it.
std::string file_id(const std::string& key);

// A file inside the PDF, as ISO 19005-3 associates it with the whole document.
struct Attachment {
    std::string name, media_type, description, bytes;
};

// What the statement takes up, measured in its fonts.
Extent statement_extent(const Statement& statement, const Fonts& fonts);

// The pages, and the statement at `place` on the last page (a corner: on the first), or on a page of its own after them
// when there is none. Beneath the statement stand empty signature fields, "official" and "agency": merged field and
// widget dictionaries (/FT /Sig, /F 4, /Rect, /P, /AP << /N an empty form >>). With an attachment it is PDF/A-3b.
// Throws Error: input (65) for pages without size, configuration (78) for fonts that are not there.
std::string write_copy(const std::vector<CopyPage>& pages, const Statement& statement, const std::optional<Area>& place,
                       const Metadata& metadata, const Fonts& fonts,
                       const std::optional<Attachment>& attachment = std::nullopt);

}  // namespace saoy::pdf
