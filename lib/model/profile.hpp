// SPDX-License-Identifier: Apache-2.0
// The rules a decree may change, read from a profile folder (pipelines/vn/). No value of these stands in code.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

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

struct StatementLine {
    std::string text;  // with {blanks}
    bool bold = false;
};

// One mode of copy: its statement and its number series (domain: "never mix their texts").
struct CopyMode {
    std::string code;  // "chung-thuc"
    std::string legal_basis;
    std::string book;           // "SCT/BS"
    std::string volume;         // quyển số: "01"
    std::string number_suffix;  // after the number where the electronic book has one: "/ĐT"
    std::vector<StatementLine> statement;
    double statement_size = 11;        // points
    bool blank_pages = true;           // empty sides are in the copy too
    std::string verification;          // template of the QR code's text
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
    std::vector<CopyMode> modes;
    std::vector<RefusalReason> refusals;
    std::string digest;  // SHA-256 over the profile's files; part of every stage's parameters that reads it
};

// Nothing for an empty name; throws Error(usage) that lists the profile's sizes for an unknown one.
std::optional<PaperSize> paper_named(const ScanRules& rules, const std::string& name);

const CopyMode& mode_of(const Profile& profile, const std::string& code);  // throws Error(configuration)

// TT 226/2016/TT-BTC: pages counted on the original.
int fee_for(const Fee& fee, int pages);

// Replaces {name} by its value; throws Error(configuration, "unknown-blank") for a name that has no value.
std::string fill_blanks(const std::string& line, const std::map<std::string, std::string>& values);

}  // namespace saoy
