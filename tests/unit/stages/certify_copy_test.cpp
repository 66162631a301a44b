// SPDX-License-Identifier: Apache-2.0
// Numbers are taken late, never twice and never for what may not be copied; the same dossier gives the same bytes.
#include "lib/stages/certify_copy.hpp"

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <functional>
#include <set>
#include <tuple>

#include "lib/base/child.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/image/page_image.hpp"
#include "lib/stages/profile.hpp"
#include "lib/stages/review.hpp"
#include "lib/store/register.hpp"
#include "lib/xml/alto.hpp"
#include "lib/xml/document.hpp"
#include "tests/support/dossiers.hpp"

using namespace saoy;
using namespace saoy::stages;

namespace {

const Person official{"Nguyễn Thị Minh Ánh", "Công chức Tư pháp - Hộ tịch"};
constexpr const char* difficult = "Nguyễn Thị Ngọc Hường, thửa đất số 12";

// A4 at 100 dpi with bars of ink in the upper part, or everywhere.
Raster page_image(int seed, bool full) {
    Raster page;
    page.width = 827, page.height = 1169, page.dpi = 100;
    page.samples.assign(std::size_t(page.width) * std::size_t(page.height), 255);
    for (int y = 80; y < (full ? 1100 : 500); ++y)
        for (int x = 80; x < 740; ++x)
            if (y / 12 % 3 == 0 && (x * 7 + y / 12 * 31 + seed * 97) % 41 < 20)
                page.samples[std::size_t(y) * std::size_t(page.width) + std::size_t(x)] = 30;
    return page;
}

PageText page_text(int number) {
    PageText text;
    text.page = number, text.width = 827, text.height = 1169, text.dpi = 100, text.language = "vie";
    Line line;
    line.box = {80, 80, 600, 20};
    line.baseline = 96;
    int x = 80;
    for (const std::string& word : text::split(difficult, ' ')) {
        const int width = int(text::length(word)) * 12;
        line.words.push_back({word, 0.9, {x, 80, width, 20}});
        x += width + 10;
    }
    line.box.width = x - 90;
    text.blocks.push_back({line.box, {line}});
    return text;
}

// Papers p1 (pages 1, 2) and p2 (page 3, no free place on it).
struct WardOffice : support::Desk {
    Profile profile = load_profile(SAOY_SOURCE_DIR "/pipelines/vn", SAOY_SOURCE_DIR "/schemas");
    SerialExecutor pages;
    EventRecorder events;

    Path register_file() const { return work() / "register.db"; }
    CertifyCopy stage(const std::string& mode = "chung-thuc", std::vector<int> excerpt = {}) const {
        return CertifyCopy({mode, register_file(), profile, {}, "", 1, std::move(excerpt)});
    }
    Reviewer reviewer() const { return {official, profile}; }
    void begin_register() const { store::Register(register_file(), store::Open::create); }

    Path scanned(const std::string& id, int seed) const {
        const TemporaryFolder staged(work());
        const auto put = [&](const std::string& path, const std::string& bytes) {
            make_folder((staged.path() / path).parent_path());
            write_file(staged.path() / path, bytes);
            return StoredFile{path, crypto::sha256(bytes)};
        };
        Dossier dossier;
        dossier.id = id, dossier.profile = "vn", dossier.created = clock.now();
        dossier.source_name = "scan.png";
        for (int number = 1; number <= 3; ++number) {
            const std::string n = std::to_string(number);
            Page page;
            page.number = number, page.media_type = "image/png";
            page.width = 827, page.height = 1169, page.dpi_x = page.dpi_y = 100, page.components = 1;
            const std::string png = image::png(page_image(seed + number, number == 3));
            page.master = put("pages/p000" + n + ".png", png);
            page.image = put("images/p000" + n + ".png", png);
            page.text = put("text/p000" + n + ".xml", xml::write_alto(page_text(number), {"p.png", "test"}));
            dossier.pages.push_back(page);
        }
        dossier.source = dossier.pages.front().master;
        for (const auto& [paper, type, name, numbers] :
             {std::tuple<const char*, const char*, const char*, std::vector<int>>{
                  "p1", "khai_sinh", "Giấy khai sinh", {1, 2}},
              {"p2", "quyet_dinh", "Quyết định", {3}}}) {
            Paper made;
            made.id = paper, made.type = type, made.type_name = name, made.pages = numbers, made.decided_by = "rules";
            dossier.papers.push_back(made);
        }
        return shelf.adopt(work(), staged.path(), dossier, {{"source", dossier.source.sha256}});
    }

    Path attested(const std::string& id, int seed) const {
        const Path path = scanned(id, seed);
        Folder opened = shelf.open(path);
        reviewer().accept(opened, "p1");
        reviewer().accept(opened, "p2");
        opened.save();
        begin_register();
        return path;
    }

    std::string code_of(const std::function<void()>& work_of) const {
        try {
            work_of();
        } catch (const Error& error) {
            return error.code();
        }
        return "done";
    }

    std::size_t numbers_taken() const {
        std::size_t count = 0;
        if (std::filesystem::exists(register_file()))
            store::Register(register_file()).each({}, [&](const store::Entry&) { ++count; });
        return count;
    }
};

std::string out_of(const std::vector<std::string>& argv) {
    const ChildOutcome outcome = run_child(argv);
    INFO(argv.front() << ": " << outcome.err);
    REQUIRE(outcome.ok());
    return outcome.out;
}

std::string qr_on_last_page(const Path& pdf) {
    const TemporaryFolder folder;
    const std::string info = out_of({"pdfinfo", pdf.string()});
    const std::string pages = std::to_string(std::stoi(info.substr(info.find("Pages:") + 6)));
    out_of({"pdftoppm", "-gray", "-r", "150", "-f", pages, "-singlefile", pdf.string(),
            (folder.path() / "page").string()});
    const std::string pgm = read_file(folder.path() / "page.pgm");
    int width = 0, height = 0, most = 0, used = 0;
    REQUIRE(std::sscanf(pgm.c_str(), "P5 %d %d %d%n", &width, &height, &most, &used) == 3);
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::QRCode).setMaxNumberOfSymbols(1);
    const auto* samples = reinterpret_cast<const std::uint8_t*>(pgm.data()) + used + 1;
    const auto result = ZXing::ReadBarcode({samples, width, height, ZXing::ImageFormat::Lum}, hints);
    return result.isValid() ? result.text() : "no code found";
}

}  // namespace

TEST_CASE("attested papers get consecutive numbers, their statement, their text and a code that reads") {
    WardOffice office;
    const Path path = office.attested("paper-0123456789abcdef", 1);
    Folder folder = office.shelf.open(path);
    REQUIRE(apply(office.stage(), folder, office.pages, office.events, false));
    REQUIRE(folder.dossier.copies.size() == 2);
    const Copy &first = folder.dossier.copies[0], &second = folder.dossier.copies[1];
    CHECK(first.number == 1);
    CHECK(second.number == 2);
    CHECK(first.year == 2026);
    CHECK(first.request_id == "paper-0123456789abcdef/p1");
    CHECK(first.file.path == "copies/2026-01-khai_sinh.pdf");
    CHECK_FALSE(first.issued);

    const std::string text = out_of({"pdftotext", folder.file(first.file).string(), "-"});
    CHECK(text.find(difficult) != std::string::npos);
    CHECK(text.find("Số chứng thực 01 quyển số 01/2026-SCT/BS") != std::string::npos);
    CHECK(text.find("Ngày 05 tháng 03 năm 2026") != std::string::npos);
    CHECK(qr_on_last_page(folder.file(first.file)) == "SAOY1|H29.999.99|SCT/BS|2026|01|paper-0123456789abcdef|" +
                                                          masters_digest(folder.dossier, folder.dossier.papers[0]));

    // p1 has room on its second page; p2 is full, so its statement stands on a page of its own.
    CHECK(out_of({"pdfinfo", folder.file(first.file).string()}).find("Pages:           2") != std::string::npos);
    CHECK(out_of({"pdfinfo", folder.file(second.file).string()}).find("Pages:           2") != std::string::npos);

    const auto entry = store::Register(office.register_file()).find(first.request_id);
    REQUIRE(entry);
    CHECK(entry->fee == 4000);
    CHECK(entry->paper_name == "Giấy khai sinh");
    CHECK(entry->masters_digest == masters_digest(folder.dossier, folder.dossier.papers[0]));
    CHECK(entry->state == store::Entry::State::waiting);  // for its signatures

    CHECK_FALSE(apply(office.stage(), folder, office.pages, office.events, false));
}

TEST_CASE("an agency's own copies have their line, their book and one signature, and never a second number") {
    WardOffice office;
    const Path path = office.attested("paper-0123456789abcdef", 1);
    Folder folder = office.shelf.open(path);
    const auto certify = [&](const std::string& mode, const std::vector<int>& pages) {
        return office.code_of([&] { apply(office.stage(mode, pages), folder, office.pages, office.events, false); });
    };
    CHECK(certify("trich-sao", {}) == "which-pages");
    CHECK(certify("sao-y", {1}) == "whole-copy");
    CHECK(office.numbers_taken() == 0);
    REQUIRE(certify("trich-sao", {2}) == "done");
    REQUIRE(folder.dossier.copies.size() == 1);  // page 2 is of the first paper
    const Copy excerpt = folder.dossier.copies[0];
    CHECK(excerpt.book == "TrS");
    CHECK(excerpt.number == 1);
    const Path file = folder.file(excerpt.file);
    CHECK(out_of({"pdfinfo", file.string()}).find("Pages:           1\n") != std::string::npos);
    CHECK(out_of({"pdftotext", file.string(), "-"}).find("Chứng thực") == std::string::npos);
    CHECK(qr_on_last_page(file) == "no code found");
    const std::string fields = out_of({"qpdf", "--json", "--json-key=acroform", file.string()});
    CHECK(fields.find("\"fullname\": \"agency\"") != std::string::npos);
    CHECK(fields.find("\"fullname\": \"official\"") == std::string::npos);
    CHECK(certify("sao-y", {}) == "other-mode");
    CHECK(certify("chung-thuc", {}) == "other-mode");
    CHECK(office.numbers_taken() == 1);
}

TEST_CASE("no room in the corner, and a line that cannot be filled, take no number") {
    WardOffice office;
    const Path path = office.attested("paper-0123456789abcdef", 1);
    Folder folder = office.shelf.open(path);
    office.profile.modes[1].signature_lines["agency"] = {"Sao y; {no_such}"};
    CHECK(office.code_of([&] { office.stage("sao-y"); }) == "unknown-blank");
    office.profile.modes[1].signature_lines["agency"] = {std::string(300, 'W')};
    CHECK(office.code_of([&] { apply(office.stage("sao-y"), folder, office.pages, office.events, false); }) ==
          "no-room");
    CHECK(office.numbers_taken() == 0);
}

TEST_CASE("the transfer note says how the paper became the copy, and the copy names it") {
    for (const bool embedded : {false, true}) {
        WardOffice office;
        office.profile.modes[0].note = embedded ? CopyMode::Note::embedded : CopyMode::Note::beside;
        const Path path = office.attested("paper-0123456789abcdef", 1);
        Folder folder = office.shelf.open(path);
        apply(office.stage(), folder, office.pages, office.events, false);
        const Copy& copy = folder.dossier.copies[0];
        REQUIRE(copy.note);
        CHECK(copy.note->path == "copies/2026-01-khai_sinh.note.xml");
        const std::string note = folder.read(*copy.note);
        xml::Document::parse(note, "note").validate(xml::Schema(SAOY_SOURCE_DIR "/schemas/transfer-note.xsd"));
        CHECK(note.find("<capture by=\"tester\"") != std::string::npos);
        CHECK(note.find(folder.dossier.pages[0].master.sha256) != std::string::npos);
        CHECK(note.find("<likeness by=\"Nguyễn Thị Minh Ánh\"") != std::string::npos);
        const std::string pdf = folder.read(copy.file);
        CHECK(pdf.find("<rdf:li>urn:saoy:transfer-note:sha256:" + copy.note->sha256) != std::string::npos);
        CHECK((pdf.find("<pdfaid:part>3<") != std::string::npos) == embedded);
        const std::string listed = out_of({"qpdf", "--list-attachments", folder.file(copy.file).string()});
        CHECK((listed.find("transfer-note.xml") != std::string::npos) == embedded);
        if (embedded)
            CHECK(out_of({"qpdf", "--show-attachment=transfer-note.xml", folder.file(copy.file).string()}) == note);
    }
}

TEST_CASE("who asks, how many, and until when stand in the book") {
    WardOffice office;
    Folder folder = office.shelf.open(office.attested("paper-0123456789abcdef", 1));
    apply(CertifyCopy({"chung-thuc", office.register_file(), office.profile, {}, "Lê Thị Cúc", 3, {}}), folder,
          office.pages, office.events, false);
    const auto entry = store::Register(office.register_file()).find(folder.dossier.copies[0].request_id);
    REQUIRE(entry);
    CHECK(entry->requester == "Lê Thị Cúc");
    CHECK(entry->copies == 3);
    CHECK(entry->fee == 3 * 4000);
    CHECK(entry->attested_by == "Nguyễn Thị Minh Ánh");
    CHECK(rfc3339(entry->due) == "2026-03-05T17:00:00+07:00");
}

TEST_CASE("empty sides are in the copy unless the profile leaves them out") {
    for (const bool keep : {true, false}) {
        WardOffice office;
        office.profile.modes[0].blank_pages = keep;
        const Path path = office.attested("paper-0123456789abcdef", 1);
        Folder folder = office.shelf.open(path);
        folder.dossier.pages[0].blank = true;
        apply(office.stage(), folder, office.pages, office.events, false);
        const std::string info = out_of({"pdfinfo", folder.file(folder.dossier.copies[0].file).string()});
        CHECK(info.find(keep ? "Pages:           2" : "Pages:           1") != std::string::npos);
    }
}

TEST_CASE("a page that the quality gate fails takes no number until a named person answers for it") {
    WardOffice office;
    const Path path = office.attested("paper-0123456789abcdef", 1);
    Folder folder = office.shelf.open(path);
    Quality& quality = folder.dossier.pages[1].quality;
    quality.findings = {{"blurred", Level::fail, "", 0.5}, {"skewed", Level::warn, "", 0.7}};
    const auto certify = [&] { apply(office.stage(), folder, office.pages, office.events, false); };
    CHECK(office.code_of(certify) == "quality-blurred");
    CHECK(office.numbers_taken() == 0);

    const auto override_as = [&](int page, const char* code, const char* reason, const char* name) {
        return office.code_of([&] {
            Reviewer({name, ""}, office.profile).override_quality(folder, page, code, reason);
        });
    };
    CHECK(override_as(0, "blurred", " ", "Nguyễn Thị Minh Ánh") == "no-reason");
    CHECK(override_as(0, "blurred", "bản gốc in mờ", "") == "no-name");
    CHECK(override_as(1, "blurred", "bản gốc in mờ", "Nguyễn Thị Minh Ánh") == "no-such-finding");
    CHECK(override_as(0, "skewed", "bản gốc in mờ", "Nguyễn Thị Minh Ánh") == "no-such-finding");
    CHECK(office.code_of(certify) == "quality-blurred");
    CHECK(override_as(2, "blurred", "bản gốc in mờ", "Nguyễn Thị Minh Ánh") == "done");
    CHECK(folder.journal_entries().back().value("action", "") == "override");
    folder.save();
    const Dossier stored = office.shelf.read(path);
    CHECK(stored.pages[1].quality == folder.dossier.pages[1].quality);
    CHECK(stored.pages[1].quality.findings[0].overridden->reason == "bản gốc in mờ");
    CHECK(office.code_of(certify) == "done");
    CHECK(office.numbers_taken() == 2);
    CHECK(override_as(2, "blurred", "lần nữa", "Nguyễn Thị Minh Ánh") == "already-certified");
}

TEST_CASE("an electronic document is no paper original and takes no number") {
    WardOffice office;
    Folder folder = office.shelf.open(office.attested("paper-0123456789abcdef", 1));
    folder.dossier.electronic_pages = 1;
    CHECK(office.code_of([&] { apply(office.stage(), folder, office.pages, office.events, false); }) ==
          "already-electronic");
    CHECK(office.numbers_taken() == 0);
}

TEST_CASE("after a crash the same paper has the same number and the same bytes") {
    WardOffice office;
    const Path path = office.attested("paper-0123456789abcdef", 1);
    const std::string before = read_file(path / "dossier.xml");
    std::vector<Copy> made;
    {
        Folder folder = office.shelf.open(path);
        apply(office.stage(), folder, office.pages, office.events, false);
        made = folder.dossier.copies;
    }
    // The crash: the register has the numbers, the folder knows nothing of them.
    write_file(path / "dossier.xml", before);
    std::filesystem::remove_all(path / "copies");
    Folder folder = office.shelf.open(path);
    apply(office.stage(), folder, office.pages, office.events, false);
    REQUIRE(folder.dossier.copies.size() == made.size());
    for (std::size_t i = 0; i < made.size(); ++i) {
        CHECK(folder.dossier.copies[i].number == made[i].number);
        CHECK(folder.dossier.copies[i].file == made[i].file);
    }
    CHECK(office.numbers_taken() == 2);
}

TEST_CASE("what nobody has decided on, or named, takes no number") {
    WardOffice office;
    office.begin_register();
    const Path path = office.scanned("paper-0123456789abcdef", 1);
    Folder folder = office.shelf.open(path);
    const auto certify = [&] { apply(office.stage(), folder, office.pages, office.events, false); };
    CHECK(office.code_of(certify) == "not-attested");
    office.reviewer().accept(folder, "p1");
    CHECK(office.code_of(certify) == "not-attested");
    office.reviewer().refuse(folder, "p2", "D22.2", "");

    folder.dossier.papers[0].type_name.clear();
    CHECK(office.code_of(certify) == "not-classified");
    CHECK(office.numbers_taken() == 0);

    office.reviewer().set_type(folder, "p1", "unknown", "Giấy tờ khác");
    CHECK(office.code_of(certify) == "not-attested");
    office.reviewer().accept(folder, "p1");
    CHECK(office.code_of(certify) == "done");
    CHECK(folder.dossier.copies.size() == 1);
    CHECK(office.numbers_taken() == 1);
}

TEST_CASE("a fault of the profile or of a page shows before a number is taken") {
    WardOffice office;
    const Path path = office.attested("paper-0123456789abcdef", 1);
    Folder folder = office.shelf.open(path);
    const auto certify = [&] { apply(office.stage(), folder, office.pages, office.events, false); };
    const Profile good = office.profile;

    office.profile.modes[0].statement.push_back({"{no_such_blank}", false});
    CHECK(office.code_of(certify) == "unknown-blank");
    office.profile = good;
    office.profile.modes[0].file_name = "../{number}";
    CHECK(office.code_of(certify) == "file-name");
    office.profile = good;
    office.profile.fonts.text_layer = "/nonexistent.ttf";
    CHECK(office.code_of(certify) != "done");
    office.profile = good;
    write_file(path / "pages/p0003.png", "something else");
    CHECK(office.code_of(certify) == "file-altered");
    CHECK(office.numbers_taken() == 0);
}

TEST_CASE("a signed or issued copy is never made again") {
    WardOffice office;
    const Path path = office.attested("paper-0123456789abcdef", 1);
    Folder folder = office.shelf.open(path);
    apply(office.stage(), folder, office.pages, office.events, false);
    folder.dossier.copies[0].signatures.push_back({"official", "A", office.clock.now()});
    folder.dossier.copies[1].issued = true;
    for (const Copy& copy : folder.dossier.copies) write_file(folder.file(copy.file), "signed bytes");
    apply(office.stage(), folder, office.pages, office.events, true);
    for (const Copy& copy : folder.dossier.copies) CHECK(read_file(folder.file(copy.file)) == "signed bytes");

    std::multiset<std::string> codes;
    for (const Event& event : office.events.events()) codes.insert(event.code);
    CHECK(codes.count("copy-signed") == 1);
    CHECK(codes.count("copy-issued") == 1);
}

TEST_CASE("what the register has finished is not made again though the dossier lost sight of it") {
    WardOffice office;
    const Path path = office.attested("paper-0123456789abcdef", 1);
    Folder folder = office.shelf.open(path);
    apply(office.stage(), folder, office.pages, office.events, false);
    const Copy copy = folder.dossier.copies[0];
    write_file(folder.file(copy.file), "signed bytes");
    const store::Act act{"Bình", "official", office.clock.now()};
    store::Register book(office.register_file());
    book.finish(copy.request_id, book.claim(copy.request_id, act).attempt, folder.file(copy.file),
                crypto::sha256("signed bytes"), act);
    apply(office.stage(), folder, office.pages, office.events, true);
    CHECK(read_file(folder.file(copy.file)) == "signed bytes");
}

TEST_CASE("the same original in another dossier gets no second number") {
    WardOffice office;
    {
        Folder folder = office.shelf.open(office.attested("paper-0123456789abcdef", 1));
        apply(office.stage(), folder, office.pages, office.events, false);
    }
    Folder again = office.shelf.open(office.attested("paper-fedcba9876543210", 1));
    CHECK(office.code_of([&] { apply(office.stage(), again, office.pages, office.events, false); }) ==
          "already-certified");
    CHECK(office.numbers_taken() == 2);
}

TEST_CASE("a preview tells what would be made and touches nothing") {
    WardOffice office;
    const Path path = office.attested("paper-0123456789abcdef", 1);
    const Folder folder = office.shelf.open(path);
    std::filesystem::remove(office.register_file());
    const auto previews = office.stage().preview(folder, office.pages);
    REQUIRE(previews.size() == 2);
    CHECK(previews[0].pages == 2);
    CHECK(previews[0].fee == 4000);
    CHECK_FALSE(previews[0].own_page);
    CHECK(previews[1].own_page);
    CHECK_FALSE(std::filesystem::exists(office.register_file()));
    CHECK_FALSE(std::filesystem::exists(path / "copies"));
}
