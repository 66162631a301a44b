// SPDX-License-Identifier: Apache-2.0
// The rules a decree may change, read from a profile folder (pipelines/vn/). No value of these stands in code.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/model/marks.hpp"
#include "lib/model/quality.hpp"

namespace saoy {

// The ward or commune office that certifies.
struct Office {
    std::string agency_code;  // QĐ 20/2020/QĐ-TTg, e.g. "H29.999.99"
    std::string agency_name;  // ỦY BAN NHÂN DÂN PHƯỜNG …
    std::string place;        // place name of the statement's date line
    std::string signer_role;  // lines above the official's name, \n between them: "TUQ. CHỦ TỊCH" …
    std::string official;     // full name of the person who certifies
};

struct Fee {  // TT 226/2016/TT-BTC: dong a page of the original
    int first_pages = 2, first_price = 2000, next_price = 1000, most = 200000;
};

// An official answers for papers that a kiosk takes in without anybody looking at each.
struct Delegation {
    std::string decision;  // the act that allows it
    std::string official, title;
};

// Who may attest, and what the queue of review calls doubtful.
struct ReviewRules {
    bool four_eyes = false;        // the account that captured a paper does not attest it
    bool each_page = false;        // each page is to be seen before its paper is attested
    double type_confidence = 0.8;  // below: doubtful
    double word_confidence = 0.8;  // of a page's mean, and of a word that is marked
    std::optional<Delegation> delegation{};
};

// When a copy must be out: the day it is asked for, or the next working day after `cutoff` (NĐ 23/2015 Đ.7).
struct DueRules {
    int cutoff = 15 * 60, close = 17 * 60;  // minutes after midnight, Vietnam time
    std::vector<int> days_off{6, 7};        // 1 = Monday
    std::vector<std::string> holidays{};    // "09-02" each year, "2026-02-17" once
};

struct StatementLine {
    std::string text;  // with {blanks}
    bool bold = false;
};

// One mode of copy, with texts, place, signers and number series of its own: nothing of them is ever mixed.
struct CopyMode {
    // block: the statement where the last page is free, or on a page of its own. corner: no statement; the first
    // signature, as a line at the top right of the first page (NĐ 30/2020, Annex I).
    enum class Place { block, corner };
    // The transfer note: a file of the dossier only, or in the copy as well (PDF/A-3).
    enum class Note { beside, embedded };

    Place place = Place::block;
    Note note = Note::beside;
    bool excerpt = false;  // of chosen pages only
    std::string code;      // "chung-thuc"
    std::string legal_basis;
    std::string book;           // "SCT/BS"
    std::string volume;         // quyển số: "01"
    std::string number_suffix;  // after the number where the electronic book has one: "/ĐT"
    std::vector<StatementLine> statement;
    double statement_size = 11;        // points; of the corner's line too
    double signature_height = 12;      // mm that the statement keeps for what a signature shows
    bool blank_pages = true;           // empty sides are in the copy too
    std::string likeness;              // what the transfer note says of the pages: alike
    std::string verification;          // template of the QR code's text; may be empty
    std::vector<std::string> signers;  // roles in signing order: official, agency
    std::string file_name;             // template of the copy's file name
    std::string title;                 // template of the PDF's title
    std::string subject;               // template of the PDF's subject
    // What a role's visible signature shows, line by line.
    std::map<std::string, std::vector<std::string>> signature_lines;
};

struct RefusalReason {
    std::string code;  // "D22.1"
    std::string text;  // as the decree says it
};

struct Fonts {
    std::string statement_regular, statement_bold;  // TrueType files
    std::string text_layer;                         // glyphless font of the invisible text
    std::string icc;                                // sRGB profile of the output intent
};

struct PaperSize {
    std::string name;              // "A4"
    double width = 0, height = 0;  // mm, upright
};

struct ScanRules {
    double dpi_floor = 200;    // NĐ 30/2020 Annex I
    double working_dpi = 200;  // of the derived image that is read
    double render_dpi = 300;   // of a PDF page that is not one image
    double most_megapixels = 200;
    int most_pages = 2000;
    // The longer side of a page; outside, the resolution is not believed: an ID photo … an A0 sheet and some.
    double least_length_mm = 30, most_length_mm = 1300;
    SecrecyRules secrecy{};
    std::vector<Limit> limits{};      // of the quality gate
    std::vector<PaperSize> papers{};  // that a photographed sheet may be said to have
    // Degrees: a page that leans less is shown so in PDFs, since viewers tear the letters of a turned image.
    double turn_from = 1;
};

// What a scan of the printed target must show (lib/model/scan_target.hpp), and whether copies wait for it.
struct QualificationRules {
    bool required = false;     // papers are certified only from scanners that passed, and not too long ago
    int months = 12;           // for so long a qualification holds
    double dpi_tolerance = 2;  // percent
    double most_skew = 2;      // degrees
    double most_distortion_mm = 1;
    double least_uniformity = 0.85;
    int least_tone_steps = 9;
    double least_contrast = 120;  // grey levels between white and black
    double least_mtf50 = 1.5;     // line pairs a millimetre
};

struct Profile {
    std::string code;  // "vn"
    Office office;
    Fee fee;
    Fonts fonts;
    ScanRules scan;
    QualificationRules qualification;
    ReviewRules review;
    DueRules due;
    std::vector<CopyMode> modes;
    std::vector<RefusalReason> refusals;
    std::string digest;  // SHA-256 over the profile's files; part of every stage's parameters that reads it
};

// Nothing for an empty name; throws Error(usage) that lists the profile's sizes for an unknown one.
std::optional<PaperSize> paper_named(const ScanRules& rules, const std::string& name);

const CopyMode& mode_of(const Profile& profile, const std::string& code);  // throws Error(configuration)

// Throws Error(configuration, "unknown-blank") for a blank that nothing will fill, in any of the mode's templates.
void must_fill(const CopyMode& mode);

// The end of the working day on which a copy must be out.
Time due_time(const DueRules& rules, Time received);

// TT 226/2016/TT-BTC: pages counted on the original.
int fee_for(const Fee& fee, int pages);

// Replaces {name} by its value; throws Error(configuration, "unknown-blank") for a name that has no value.
std::string fill_blanks(const std::string& line, const std::map<std::string, std::string>& values);

}  // namespace saoy
