// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/signature_field.hpp"

#include <catch2/catch.hpp>

#include "lib/base/child.hpp"
#include "lib/base/error.hpp"
#include "lib/base/files.hpp"
#include "lib/pdf/podofo.hpp"

using namespace saoy;
using pdf::Prepared;
using pdf::SignatureRequest;

namespace {

constexpr const char* font = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf";

// One page with an empty signature field "official" of that size in points, as saoy-certify-copy makes it.
std::string small_pdf(double width = 200, double height = 40) {
    using namespace PoDoFo;
    PdfMemDocument document;
    document.SetWriteMode(ePdfWriteMode_Clean);
    PdfObject& page = *document.CreatePage(PdfRect(0, 0, 300, 200))->GetObject();
    PdfObject& look = *document.GetObjects().CreateObject("XObject");
    look.GetDictionary().AddKey("Subtype", PdfName("Form"));
    look.GetStream()->Set("");
    PdfObject& field = *document.GetObjects().CreateObject("Annot");
    PdfDictionary& entries = field.GetDictionary();
    entries.AddKey("Subtype", PdfName("Widget"));
    entries.AddKey("FT", PdfName("Sig"));
    entries.AddKey("T", PdfString("official"));
    entries.AddKey("F", pdf_int64(4));
    PdfVariant rect;
    PdfRect(20, 100, width, height).ToVariant(rect);
    entries.AddKey("Rect", rect);
    entries.AddKey("P", page.Reference());
    PdfDictionary appearance;
    appearance.AddKey("N", look.Reference());
    entries.AddKey("AP", appearance);
    PdfArray widgets;
    widgets.push_back(field.Reference());
    page.GetDictionary().AddKey("Annots", widgets);
    PdfDictionary form;
    form.AddKey("Fields", widgets);
    document.GetCatalog()->GetDictionary().AddKey("AcroForm", form);
    PdfRefCountedBuffer buffer;
    PdfOutputDevice device(&buffer);
    document.Write(&device);
    return std::string(buffer.GetBuffer(), static_cast<std::size_t>(buffer.GetSize()));
}

SignatureRequest request(const std::string& field) {
    SignatureRequest request;
    request.field = field;
    request.signer = "Trần Thị Mai Sương";
    request.at = parse_rfc3339("2026-03-05T07:30:25Z");
    request.lines = {"Người ký: Trần Thị Mai Sương", "Thời gian ký: 05-03-2026 14:30:25 +07:00"};
    request.font = font;
    request.contents_size = 100;
    request.revision = std::string(32, 'A');
    return request;
}

std::string qpdf_check(const std::string& bytes) {
    const TemporaryFolder folder;
    write_file(folder.path() / "f.pdf", bytes);
    const ChildOutcome outcome = run_child({"qpdf", "--check", (folder.path() / "f.pdf").string()});
    return outcome.ok() ? "" : outcome.out + outcome.err;
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t n = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
    return n;
}

std::string code_of(const std::string& bytes, const SignatureRequest& wanted) {
    try {
        prepare_signature(bytes, wanted);
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::input);
        return error.code();
    }
    return "no error";
}

}  // namespace

TEST_CASE("an update follows the earlier bytes and its byte range is exact") {
    const std::string before = small_pdf();
    REQUIRE(qpdf_check(before).empty());
    const Prepared prepared = prepare_signature(before, request("official"));
    const std::string whole = before + prepared.appended;
    CHECK(qpdf_check(whole).empty());

    CHECK(prepared.appended[prepared.gap] == '<');
    CHECK(prepared.appended[prepared.gap + prepared.gap_size - 1] == '>');
    CHECK(prepared.gap_size == 202);
    const std::size_t gap = before.size() + prepared.gap, end = gap + prepared.gap_size;
    const std::string range = "/ByteRange[0 " + std::to_string(gap) + " " + std::to_string(end) + " " +
                              std::to_string(whole.size() - end) + " ";
    CHECK(count(whole, range) == 1);
    CHECK(std::string(prepared.before()) + prepared.appended.substr(prepared.gap, prepared.gap_size) +
              std::string(prepared.after()) ==
          prepared.appended);
}

TEST_CASE("an update holds only what changed, in the syntax of PDF/A") {
    const std::string before = small_pdf();
    const std::string added = prepare_signature(before, request("official")).appended;
    CHECK(count(added, "/Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached") == 1);
    CHECK(count(added, "/M(D:20260305143025+07'00')") == 1);
    CHECK(count(added, "/ESIC") == 1);
    CHECK(count(added, "/SigFlags 3") == 1);
    CHECK(count(added, "/Type /Pages") == 0);
    CHECK(count(added, "/Type /Page") == 0);
    CHECK(count(added, "/ModDate") == 0);
    CHECK(count(added, "/CIDSet") == 0);
    CHECK(count(added, "/NeedAppearances") == 0);
    CHECK(count(added, "/Helvetica") == 0);
    CHECK(count(added, "/FontFile2") == 1);
    CHECK(count(added, " 0 obj\n") == count(added, "\nendobj\n"));
    CHECK(count(added, "<" + std::string(32, 'A') + ">]") == 1);
}

TEST_CASE("the same input gives the same bytes") {
    const std::string before = small_pdf();
    CHECK(prepare_signature(before, request("official")).appended ==
          prepare_signature(before, request("official")).appended);
}

TEST_CASE("a visible signature can be read back as text, in Vietnamese") {
    const TemporaryFolder folder;
    write_file(folder.path() / "f.pdf", small_pdf() + prepare_signature(small_pdf(), request("official")).appended);
    const std::string text = run_child({"pdftotext", "-layout", (folder.path() / "f.pdf").string(), "-"}).out;
    CHECK(text.find("Người ký: Trần Thị Mai Sương") != std::string::npos);
    CHECK(text.find("Thời gian ký: 05-03-2026 14:30:25 +07:00") != std::string::npos);
    const std::string fonts = run_child({"pdffonts", (folder.path() / "f.pdf").string()}).out;
    CHECK(fonts.find("yes yes yes") != std::string::npos);  // embedded, subset, to Unicode
}

TEST_CASE("a field that is not there is made, and two updates follow each other") {
    const std::string first =
        small_pdf() + insert_contents(prepare_signature(small_pdf(), request("official")), "0\x01");
    const std::string added = prepare_signature(first, request("agency")).appended;
    CHECK(qpdf_check(first + added).empty());
    CHECK(count(added, "/Rect[0 0 0 0]") == 1);
    CHECK(count(added, "/F 132") == 1);
    CHECK(count(added, "/Catalog") == 1);  // its AcroForm is direct
    CHECK(code_of(first, request("official")) == "already-signed");
}

TEST_CASE("the CMS goes into its place as hex digits, and one too long does not") {
    Prepared prepared = prepare_signature(small_pdf(), request("official"));
    const std::string whole = insert_contents(prepared, "\x30\xAB");
    CHECK(whole.size() == prepared.appended.size());
    CHECK(whole.substr(prepared.gap, 8) == "<30ab000");
    CHECK_NOTHROW(insert_contents(prepared, std::string(100, 'c')));
    CHECK_THROWS_AS(insert_contents(prepared, std::string(101, 'c')), Error);
}

TEST_CASE("cross-reference streams, object streams and linearised files are updated in their own way") {
    const std::string how = GENERATE(as<std::string>(), "--object-streams=generate", "--linearize");
    const TemporaryFolder folder;
    const std::string plain = (folder.path() / "plain.pdf").string(), other = (folder.path() / "other.pdf").string();
    write_file(plain, small_pdf());
    REQUIRE(run_child({"qpdf", how, plain, other}).ok());
    const std::string before = read_file(other);
    const std::string added = prepare_signature(before, request("official")).appended;
    CHECK(qpdf_check(before + added).empty());
    const bool stream = how == "--object-streams=generate";
    CHECK(count(added, "/Type/XRef") == (stream ? 1 : 0));
    CHECK(count(added, "\nxref\n") == (stream ? 0 : 1));
    CHECK(count(added, "/Prev ") == 1);
}

TEST_CASE("files that cannot be updated safely are refused") {
    const TemporaryFolder folder;
    const std::string plain = (folder.path() / "plain.pdf").string(), other = (folder.path() / "other.pdf").string();
    write_file(plain, small_pdf());
    for (const char* streams : {"--object-streams=generate", "--object-streams=disable"}) {
        REQUIRE(run_child({"qpdf", "--encrypt", "", "owner", "256", "--", streams, plain, other}).ok());
        CHECK(code_of(read_file(other), request("official")) == "pdf-encrypted");
    }
    CHECK(code_of("", request("official")) == "no-pdf");
    CHECK(code_of("%PDF-1.7\nnothing", request("official")) == "pdf-xref");
    const std::string whole = small_pdf();
    CHECK(code_of(whole.substr(0, whole.size() / 2), request("official")) == "pdf-xref");
}

TEST_CASE("a font that is not there is a fault of the configuration") {
    SignatureRequest wanted = request("official");
    wanted.font = "/absent.ttf";
    try {
        prepare_signature(small_pdf(), wanted);
        FAIL("accepted");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::configuration);
    }
}

TEST_CASE("an update holds no object that nothing refers to") {
    const std::string before = small_pdf();
    const std::string added = prepare_signature(before, request("official")).appended;
    for (std::size_t at = added.find(" 0 obj\n"); at != std::string::npos; at = added.find(" 0 obj\n", at + 1)) {
        const std::size_t line = at == 0 ? 0 : added.rfind('\n', at) + 1;
        const std::string number = added.substr(line, at - line);
        CAPTURE(number);
        // The catalog is named by the trailer, the widget and the page by the earlier bytes.
        const std::size_t uses = count(added, " " + number + " 0 R") + count(added, "[" + number + " 0 R");
        CHECK(uses + count(before, number + " 0 R") > 0);
    }
}

TEST_CASE("a picture stands beside the lines, and one that is not there is told") {
    const std::string before = small_pdf();
    SignatureRequest wanted = request("official");
    wanted.picture = SAOY_SOURCE_DIR "/samples/papers/khai_sinh.jpg";
    const std::string added = prepare_signature(before, wanted).appended;
    CHECK(count(added, "/DCTDecode") == 1);
    CHECK(count(added, "/Interpolate") == 0);  // ISO 19005-2, 6.2.8
    CHECK(count(added, "/FontFile2") == 1);
    CHECK(qpdf_check(before + added).empty());
    wanted.picture = "/nowhere/seal.png";
    CHECK_THROWS_AS(prepare_signature(before, wanted), Error);
}

TEST_CASE("where lines wrap, a date, its time and its zone stay together") {
    const TemporaryFolder folder;
    const Path file = folder.path() / "f.pdf";
    const std::string before = small_pdf(110, 60);
    write_file(file, before + prepare_signature(before, request("official")).appended);
    const ChildOutcome told = run_child({"pdftotext", "-layout", file.string(), "-"});
    CAPTURE(told.out);
    CHECK(told.out.find("05-03-2026 14:30:25 +07:00") != std::string::npos);
    CHECK(told.out.find("Thời gian ký: 05") == std::string::npos);  // it did wrap
}

TEST_CASE("a picture on nothing keeps its clear parts by a soft mask in grey") {
    const TemporaryFolder folder;
    REQUIRE(
        run_child({"/usr/bin/python3", SAOY_SOURCE_DIR "/tests/support/make_pictures", folder.path().string()}).ok());
    const std::string before = small_pdf(160, 100);
    SignatureRequest wanted = request("official");
    for (const char* name : {"seal", "signature"}) {
        wanted.picture = (folder.path() / (std::string(name) + ".png")).string();
        const std::string clear = prepare_signature(before, wanted).appended;
        CHECK(count(clear, "/SMask") == 1);
        CHECK(count(clear, "/Subtype /Image") == 2);
        CHECK(count(clear, "/DeviceGray") == 1);
        CHECK(count(clear, "/Matte") + count(clear, "/Interpolate") == 0);
        CHECK(qpdf_check(before + clear).empty());
        wanted.picture = (folder.path() / (std::string(name) + "-white.png")).string();
        CHECK(count(prepare_signature(before, wanted).appended, "/SMask") == 0);
    }
}

TEST_CASE("a signature that shows nothing needs nothing that draws") {
    SignatureRequest wanted = request("elsewhere");
    CHECK(prepare_unseen_signature(small_pdf(), wanted).appended == prepare_signature(small_pdf(), wanted).appended);
    wanted.field = "official";
    try {
        prepare_unseen_signature(small_pdf(), wanted);
        FAIL("drawn");
    } catch (const Error& error) {
        CHECK(error.code() == "needs-drawing");
    }
    wanted.lines.clear();
    CHECK(prepare_unseen_signature(small_pdf(), wanted).appended == prepare_signature(small_pdf(), wanted).appended);
}

TEST_CASE("a document time stamp takes the next free field and needs no name or date of its own") {
    SignatureRequest wanted = request("Timestamp");
    wanted.kind = SignatureRequest::Kind::timestamp;
    std::string file = small_pdf();
    for (int n = 1; n <= 2; ++n) {
        const std::string added = prepare_signature(file, wanted).appended;
        CHECK(count(added, "/Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161/ByteRange[") == 1);
        CHECK(count(added, "/M(") == 0);
        file += added;
        CHECK(qpdf_check(file).empty());
    }
    CHECK(pdf::request_from(pdf::to_json(wanted)).kind == SignatureRequest::Kind::timestamp);
}
