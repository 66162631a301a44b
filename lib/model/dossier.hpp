// SPDX-License-Identifier: Apache-2.0
// What a dossier folder holds now; dossier.xml is this, written out (schemas/dossier.xsd).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/model/geometry.hpp"
#include "lib/model/quality.hpp"
#include "lib/model/scan_profile.hpp"
#include "lib/model/words.hpp"

namespace saoy {

// A file of the dossier, by its path inside the folder and the SHA-256 of its bytes (64 lower-case hex digits).
struct StoredFile {
    std::string path;
    std::string sha256;
    bool operator==(const StoredFile&) const = default;
};

// A person looked at the page beside its original: alike.
struct Seen {
    std::string by;
    Time at{};
};

struct Page {
    int number = 0;                // 1-based in the dossier
    StoredFile master;             // pages/…, byte for byte as captured
    std::string media_type;        // image/jpeg, image/png, image/tiff
    int frame = 0;                 // 0-based image inside a multi-page TIFF
    int width = 0, height = 0;     // pixels of the master
    double dpi_x = 0, dpi_y = 0;   // of the paper: on the master, or on the flat image if there is one
    int bits = 8, components = 3;  // bits a component
    bool rendered = false;         // a PDF page that was not one image, rendered by pdftoppm
    bool blank = false;
    bool separator = false;  // a sheet that parts papers: kept, and of no paper
    Geometry geometry;
    StoredFile image;                // images/…: derived grey working image
    std::optional<StoredFile> flat;  // images/…: a photographed page after perspective, which a copy embeds
    Quality quality;
    std::optional<StoredFile> text;  // text/…: ALTO
    double confidence = 0;           // mean word confidence 0 … 1, once read
    int words = 0;
    std::optional<Seen> seen;
};

// One value taken from a paper, with where it stands and how sure it is.
struct Field {
    std::string name, value;  // as printed, mended only where that is certain
    int page = 0;
    std::string normal{};        // a date as 2026-03-05, a name as "Nguyễn Văn An", digits alone; empty: as `value`
    std::string raw{};           // as it was read, where `value` is mended
    Box box{};                   // on the master; empty for what no box can show
    double confidence = 0;       // 0 … 1: of the least sure word
    std::string source = "ocr";  // ocr, rule (read without a label), qr, mrz
};

// A named person compared the copy's source with the original (NĐ 45/2020 Đ.10, NĐ 23/2015 Đ.20).
struct Attestation {
    std::string by;     // full name
    std::string title;  // office held
    Time at{};
};

// NĐ 23/2015 Đ.22: the reason is D22.1 … D22.6.
struct Refusal {
    std::string reason;
    std::string by;
    std::string note;
    Time at{};
};

// A sample drew the paper, by its seed, for another person to look at; `by` is empty until he has.
struct SecondLook {
    std::string seed, by;
    Time at{};
};

// One kind of paper inside the dossier: what gets one register number.
struct Paper {
    std::string id;          // "p1"
    std::vector<int> pages;  // numbers of its pages
    std::string type = "unknown";
    std::string type_name;  // as printed in the register
    double confidence = 0;
    std::string runner_up;
    std::vector<std::string> reasons;
    std::string decided_by;  // "rules" or the person who set it
    std::vector<Field> fields;
    std::optional<Attestation> attestation;
    std::optional<Refusal> refusal;
    std::optional<SecondLook> second_look;
};

struct Signature {
    std::string role;    // "official" or "agency"; also the name of the PDF signature field
    std::string signer;  // common name of the certificate
    Time at{};
};

struct Copy {
    std::string paper;       // Paper::id
    std::string mode;        // "chung-thuc"
    std::string request_id;  // the register's key for this copy: same paper, same number
    std::string book;        // "SCT/BS"
    int year = 0, number = 0;
    StoredFile file;                 // copies/…
    std::optional<StoredFile> note;  // copies/…: how it came to be (schemas/transfer-note.xsd)
    std::vector<Signature> signatures;
    std::string waits_for;  // role whose signature is next: "official", "agency"; empty when there is none
    bool issued = false;    // the register entry is finished
};

struct Submission {
    std::string message_id;
    StoredFile package;      // submission/package.zip
    std::string receipt_id;  // empty until acknowledged
    std::optional<StoredFile> receipt;
    Time at{};
};

// What a stage did last, so that running it again on the same input is free.
struct StageRecord {
    std::string stage;
    int version = 0;
    std::string inputs;      // SHA-256 over what it read
    std::string parameters;  // SHA-256 over its options
    Time at{};
};

struct Dossier {
    std::string id;       // folder name: slug of the source's name, "-", first 16 hex digits of its digest
    std::string profile;  // "vn"
    Time created{};
    std::string source_name;  // file name the operator gave, or the device
    StoredFile source;        // the captured file itself, under pages/; of a device: the list of what it delivered
    std::optional<CaptureRecord> capture;  // of pages that came from a device
    // Pages of a PDF that came in signed. It is an electronic document already: kept as it is, nothing taken out of it,
    // so that `pages` is empty.
    int electronic_pages = 0;
    std::string source_device;  // the scanner that made the captured file, when the operator named it
    std::vector<Page> pages;
    std::vector<Paper> papers;
    std::vector<Copy> copies;
    std::optional<Submission> submission;
    std::vector<StageRecord> stages;
};

// The scanner its pages come from, by name; empty when nothing says so.
std::string device_of(const Dossier& dossier);
inline bool is_electronic(const Dossier& dossier) { return dossier.electronic_pages > 0; }

const Page& page_of(const Dossier& dossier, int number);
Paper* find_paper(Dossier& dossier, const std::string& id);
const Paper* find_paper(const Dossier& dossier, const std::string& id);
// A person refused every paper: nothing is certified, signed or sent.
bool all_refused(const Dossier& dossier);
// The worst verdict of its pages.
Level verdict_of(const Dossier& dossier);
const Copy* find_copy(const Dossier& dossier, const std::string& paper);

}  // namespace saoy
