// SPDX-License-Identifier: Apache-2.0
// Which PDF pages are one image, and what is taken out of them.
#include <catch2/catch.hpp>

#include "lib/base/error.hpp"
#include "lib/pdf/intake.hpp"

using namespace saoy;

namespace {

struct Sheet {
    std::string content = "612 0 0 792 0 0 cm /I Do";
    std::string page;  // more entries of the page
    std::string image = "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode";
    std::string trailer;
    std::string data = "stands for JPEG data";
};

// A one-page PDF of 612 x 792 points with an image of 2550 x 3300 pixels: 300 dpi.
std::string pdf_of(const Sheet& sheet) {
    const auto stream = [](const std::string& entries, const std::string& data) {
        return "<< " + entries + " /Length " + std::to_string(data.size()) + " >>\nstream\n" + data + "\nendstream";
    };
    const std::vector<std::string> objects{
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /XObject << /I 5 0 R /F 6 "
        "0 "
        "R >> /ExtGState << /Half << /ca 0.5 >> /Full << /ca 1 >> >> >> " +
            sheet.page + " >>",
        stream("", sheet.content),
        stream("/Type /XObject /Subtype /Image /Width 2550 /Height 3300 " + sheet.image, sheet.data),
        stream("/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /XObject << /I 5 0 R >> >>",
               "q 612 0 0 792 0 0 cm /I Do Q BT 3 Tr (hidden) Tj ET"),
    };
    std::string pdf = "%PDF-1.6\n";
    std::string table;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const std::string digits = std::to_string(pdf.size());
        table += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
        pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::size_t xref = pdf.size();
    return pdf + "xref\n0 7\n0000000000 65535 f \n" + table + "trailer\n<< /Size 7 /Root 1 0 R " + sheet.trailer +
           " >>\nstartxref\n" + std::to_string(xref) + "\n%%EOF\n";
}

pdf::IntakePage read(const Sheet& sheet) {
    pdf::IntakePage found;
    int pages = 0;
    pdf::read_pages(pdf_of(sheet), 10, [&](int number, pdf::IntakePage&& page) {
        pages = number;
        found = std::move(page);
    });
    REQUIRE(pages == 1);
    return found;
}

pdf::IntakePage with_content(const std::string& content) {
    Sheet sheet;
    sheet.content = content;
    return read(sheet);
}

std::string code_of(const std::string& bytes, int most_pages = 10) {
    try {
        pdf::read_pages(bytes, most_pages, [](int, pdf::IntakePage&&) {});
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::input);
        return error.code();
    }
    return "nothing thrown";
}

const std::string whole = "q 612 0 0 792 0 0 cm /I Do Q ";

}  // namespace

TEST_CASE("A page that is one JPEG gives it up bit for bit, with its true resolution") {
    const pdf::IntakePage page = read({});
    CHECK(page.image == "stands for JPEG data");
    CHECK(page.media_type == "image/jpeg");
    CHECK(page.dpi_x == Approx(300));
    CHECK(page.dpi_y == Approx(300));
    CHECK(page.width == Approx(8.5));
    CHECK(page.rotation == 0);
    CHECK(page.why.empty());
}

TEST_CASE("What cannot be seen does not stand against it") {
    CHECK_FALSE(with_content(whole + "BT 3 Tr /F1 10 Tf (hidden) Tj ET").image.empty());
    CHECK_FALSE(with_content("1 g 0 0 612 792 re f " + whole).image.empty());  // painted below the image
    CHECK_FALSE(with_content("0 0 612 792 re W n " + whole).image.empty());
    CHECK_FALSE(with_content("/Full gs " + whole).image.empty());
    CHECK_FALSE(with_content("/F Do").image.empty());
    Sheet linked;
    linked.page = "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] >>]";
    CHECK_FALSE(read(linked).image.empty());
}

TEST_CASE("Anything else that shows makes the page one to be rendered") {
    for (const std::string& content :
         {whole + "BT /F1 10 Tf (seen) Tj ET", whole + "q BT 3 Tr ET Q BT (seen) Tj ET", whole + "0 0 100 100 re f",
          std::string("q 300 0 0 400 0 0 cm /I Do Q"), whole + "q 30 0 0 40 0 0 cm /I Do Q",
          std::string("0 0 100 100 re W n ") + whole, std::string("/Half gs ") + whole,
          std::string("q 0 792 -612 0 612 0 cm /I Do Q"), std::string("q -612 0 0 792 612 0 cm /I Do Q"),
          std::string("BI /W 1 /H 1 /BPC 8 /CS /G ID x EI"), std::string(""), std::string("/Nowhere Do")}) {
        INFO(content);
        const pdf::IntakePage page = with_content(content);
        CHECK(page.image.empty());
        CHECK_FALSE(page.why.empty());
    }
    for (const std::string entries :
         {"/ColorSpace /DeviceCMYK /BitsPerComponent 8 /Filter /DCTDecode",
          "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /SMask 5 0 R",
          "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Decode [1 0 1 0 1 0]",
          "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter [/FlateDecode /DCTDecode]",
          "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /JPXDecode",
          "/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode",
          "/ImageMask true /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 2550 >>",
          "/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /K 0 /Columns 2550 "
          ">>"}) {
        INFO(entries);
        Sheet sheet;
        sheet.image = entries;
        CHECK(read(sheet).image.empty());
    }
    Sheet noted;
    noted.page = "/Annots [<< /Type /Annot /Subtype /Stamp /Rect [0 0 9 9] >>]";
    CHECK(read(noted).image.empty());
}

TEST_CASE("CCITT G4 data comes in a TIFF that holds the same bytes") {
    for (const bool black_is_1 : {false, true}) {
        Sheet sheet;
        sheet.data = std::string("\x00\x10\x01 odd", 7);
        sheet.image = std::string(
                          "/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /K "
                          "-1 /Columns 2550 /Rows 3300 /BlackIs1 ") +
                      (black_is_1 ? "true >>" : "false >>");
        const pdf::IntakePage page = read(sheet);
        CHECK(page.media_type == "image/tiff");
        REQUIRE(page.image.size() > 8 + sheet.data.size());
        CHECK(page.image.substr(0, 4) == std::string("II*\0", 4));
        CHECK(page.image.substr(8, sheet.data.size()) == sheet.data);
    }
}

TEST_CASE("The page's turn and crop count") {
    Sheet sheet;
    sheet.page = "/Rotate -90 /CropBox [100 100 500 600]";
    sheet.content = "400 0 0 500 100 100 cm /I Do";
    const pdf::IntakePage page = read(sheet);
    CHECK(page.rotation == 270);
    CHECK(page.width == Approx(400.0 / 72));
    CHECK(page.why == "image stretched");  // 459 by 475 dpi
}

TEST_CASE("An image turned upright and straight about the page's middle is still the scan") {
    Sheet leaning;  // by 2 degrees
    leaning.content = "0.99939 0.0349 -0.0349 0.99939 14.006 -10.437 cm q 612 0 0 792 0 0 cm /I Do Q";
    const pdf::IntakePage page = read(leaning);
    CHECK(page.image == "stands for JPEG data");
    CHECK(page.dpi_x == Approx(300).epsilon(0.001));
    CHECK(page.rotation == 0);
    Sheet turned;  // a quarter clockwise, on a page that lies
    turned.page = "/MediaBox [0 0 792 612] /Rotate 180";
    turned.content = "0 -612 792 0 0 612 cm /I Do";
    CHECK(read(turned).why.empty());
    CHECK(read(turned).rotation == 270);
    CHECK(with_content("0.94 0.342 -0.342 0.94 154 -80 cm q 612 0 0 792 0 0 cm /I Do Q").image.empty());  // 20 degrees
    CHECK(with_content("0.99939 0.0349 -0.0349 0.99939 100 -10 cm q 612 0 0 792 0 0 cm /I Do Q").image.empty());
    CHECK(with_content("-612 0 0 792 612 0 cm /I Do").image.empty());  // mirrored
}

TEST_CASE("Encrypted, signed, broken and endless files are refused, each by its name") {
    Sheet sheet;
    CHECK(code_of(pdf_of(sheet)) == "nothing thrown");
    sheet.trailer = "/Encrypt << /Filter /Standard >>";
    CHECK(code_of(pdf_of(sheet)) == "pdf-encrypted");
    sheet.trailer = "/Sig << /ByteRange [0 1 2 3] >>";
    CHECK(code_of(pdf_of(sheet)) == "already-electronic");
    CHECK(code_of("%PDF-1.7\n") == "pdf-broken");
    CHECK(code_of(pdf_of({}).substr(0, 400)) == "pdf-broken");
    CHECK(code_of(pdf_of({}), 0) == "too-many-pages");
    // words inside a page's data are no keys
    sheet.trailer.clear();
    sheet.data = "/Encryption /ByteRanges";
    CHECK(code_of(pdf_of(sheet)) == "nothing thrown");
}
