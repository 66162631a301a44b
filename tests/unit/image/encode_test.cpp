// SPDX-License-Identifier: Apache-2.0
// The bytes a PDF embeds show exactly the master's samples: poppler takes them out again.
#include "lib/base/child.hpp"
#include "tests/unit/image/pages.hpp"

namespace saoy::image::test {

namespace {

std::string pdf_of(const EncodedImage& image) {
    const std::string width = std::to_string(image.width), height = std::to_string(image.height);
    std::string filter;
    switch (image.filter) {
        case EncodedImage::Filter::dct: filter = "/Filter /DCTDecode"; break;
        case EncodedImage::Filter::ccitt_g4:
            filter = "/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns " + width + " /Rows " + height +
                     " /BlackIs1 " + (image.black_is_1 ? "true" : "false") + " >>";
            break;
        case EncodedImage::Filter::flate:
            filter = "/Filter /FlateDecode";
            if (image.png_predictor)
                filter += " /DecodeParms << /Predictor 15 /Colors " + std::to_string(image.components) +
                          " /BitsPerComponent " + std::to_string(image.bits) + " /Columns " + width + " >>";
    }
    const std::string draw = width + " 0 0 " + height + " 0 0 cm /I Do";
    const std::vector<std::string> objects{
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 " + width + " " + height +
            "] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>",
        "<< /Length " + std::to_string(draw.size()) + " >>\nstream\n" + draw + "\nendstream",
        "<< /Type /XObject /Subtype /Image /Width " + width + " /Height " + height + " /BitsPerComponent " +
            std::to_string(image.bits) + " /ColorSpace " + (image.components == 3 ? "/DeviceRGB " : "/DeviceGray ") +
            filter + " /Length " + std::to_string(image.bytes.size()) + " >>\nstream\n" + image.bytes + "\nendstream"};
    std::string pdf = "%PDF-1.7\n";
    std::vector<std::size_t> offsets;
    for (const std::string& object : objects) {
        offsets.push_back(pdf.size());
        pdf += std::to_string(offsets.size()) + " 0 obj\n" + object + "\nendobj\n";
    }
    const std::size_t xref = pdf.size();
    pdf += "xref\n0 6\n0000000000 65535 f \n";
    for (const std::size_t offset : offsets) {
        const std::string digits = std::to_string(offset);
        pdf += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
    }
    return pdf + "trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n" + std::to_string(xref) + "\n%%EOF\n";
}

// What poppler makes of it, as 32-bit RGB.
Pix shown(const EncodedImage& image) {
    const TemporaryFolder folder;
    write_file(folder.path() / "a.pdf", pdf_of(image));
    const ChildOutcome outcome =
        run_child({"pdfimages", "-png", (folder.path() / "a.pdf").string(), (folder.path() / "a").string()});
    REQUIRE(outcome.ok());
    const std::string bytes = read_file(folder.path() / "a-000.png");
    return owned(pixConvertTo32(decode(bytes, header_of(bytes, 0), 0).get()));
}

bool same(const Pix& left, const Pix& right) {
    const Pix one = owned(pixConvertTo32(left.get())), other = owned(pixConvertTo32(right.get()));
    l_int32 equal = 0;
    REQUIRE(pixEqual(one.get(), other.get(), &equal) == 0);
    return equal == 1;
}

}  // namespace

TEST_CASE("A JPEG goes in byte for byte") {
    const std::string jpeg = written(colours(200, 120), IFF_JFIF_JPEG);
    const EncodedImage image = encode_for_pdf(jpeg, 0);
    CHECK(image.filter == EncodedImage::Filter::dct);
    CHECK(image.bytes == jpeg);
    CHECK(image.components == 3);
    CHECK(pixGetWidth(shown(image).get()) == 200);
}

TEST_CASE("Black and white becomes CCITT G4 and keeps every pixel") {
    const Pix page = checks(333, 217);
    for (const int format : {IFF_TIFF_G4, IFF_TIFF_PACKBITS, IFF_PNG}) {
        const EncodedImage image = encode_for_pdf(written(page, format), 0);
        CHECK(image.filter == EncodedImage::Filter::ccitt_g4);
        CHECK(same(shown(image), page));
    }
    const std::string two = sample("vietsample1.tif");
    CHECK(same(shown(encode_for_pdf(two, 1)), decode(two, header_of(two, 1), 1)));
}

TEST_CASE("Grey, colour and colour tables keep every sample") {
    const Pix colour = colours(201, 119), grey = to_grey(colour);
    for (const int format : {IFF_PNG, IFF_TIFF_LZW}) {
        CHECK(same(shown(encode_for_pdf(written(colour, format), 0)), colour));
        CHECK(same(shown(encode_for_pdf(written(grey, format), 0)), grey));
    }
    const Pix table = owned(pixOctreeColorQuant(colour.get(), 200, 0));
    REQUIRE(pixGetColormap(table.get()) != nullptr);
    const EncodedImage image = encode_for_pdf(written(table, IFF_PNG), 0);
    CHECK(image.filter == EncodedImage::Filter::flate);
    CHECK(same(shown(image), table));
}

TEST_CASE("A PNG's own stream goes in as it stands") {
    const std::string png_bytes = written(colours(64, 48), IFF_PNG);
    const EncodedImage image = encode_for_pdf(png_bytes, 0);
    CHECK(image.png_predictor);
    CHECK(png_bytes.find(image.bytes) != std::string::npos);
}

TEST_CASE("Transparency is refused, a needless alpha channel dropped") {
    Pix page = colours(64, 48);
    pixSetSpp(page.get(), 4);
    pixSetComponentArbitrary(page.get(), L_ALPHA_CHANNEL, 255);
    CHECK(same(shown(encode_for_pdf(written(page, IFF_PNG), 0)), colours(64, 48)));
    l_uint32 value = 0;
    pixGetPixel(page.get(), 5, 5, &value);
    pixSetPixel(page.get(), 5, 5, value & 0xFFFFFF80);
    const std::string hole = written(page, IFF_PNG);
    CHECK(code_of([&] { encode_for_pdf(hole, 0); }) == "image-transparent");
    CHECK(code_of([&] { prove(hole, 0); }) == "image-transparent");
}

TEST_CASE("Sixteen bits are kept or refused, never cut") {
    Pix deep = owned(pixCreate(40, 30, 16));
    for (int x = 0; x < 40; ++x) pixSetPixel(deep.get(), x, 3, l_uint32(x * 1601));
    const std::string png_bytes = written(deep, IFF_PNG);
    CHECK(encode_for_pdf(png_bytes, 0).bits == 16);
    CHECK(code_of([&] { encode_for_pdf(written(deep, IFF_TIFF_LZW), 0); }) == "image-depth");
}

TEST_CASE("A raster survives PNG, and the same raster gives the same bytes") {
    Raster raster;
    raster.width = 33;
    raster.height = 21;
    raster.dpi = 200;
    for (const int channels : {1, 3}) {
        raster.channels = channels;
        raster.samples.clear();
        for (int i = 0; i < 33 * 21 * channels; ++i) raster.samples.push_back(std::uint8_t(i * 37));
        const Raster back = read_png(png(raster));
        CHECK(back.samples == raster.samples);
        CHECK(back.channels == channels);
        CHECK(back.dpi == 200);
        CHECK(png(raster) == png(raster));
    }
}

}  // namespace saoy::image::test
