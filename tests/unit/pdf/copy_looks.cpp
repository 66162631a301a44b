// SPDX-License-Identifier: Apache-2.0
// What a person sees and copies out of a certified copy: upright pages, exact text, a statement.

#include <catch2/catch.hpp>
#include <cstdlib>

#include "lib/base/text.hpp"
#include "lib/model/card_sheet.hpp"
#include "lib/pdf/searchable.hpp"
#include "tests/unit/pdf/copy_samples.hpp"

using namespace saoy;
using namespace saoy::copy_samples;

namespace {

double mean_difference(const Rendered& a, const Rendered& b) {
    REQUIRE(std::abs(a.width - b.width) <= 1);
    REQUIRE(std::abs(a.height - b.height) <= 1);
    double sum = 0;
    const int width = std::min(a.width, b.width), height = std::min(a.height, b.height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) sum += std::abs(a.at(x, y) - b.at(x, y));
    return sum / width / height;
}

}  // namespace

TEST_CASE("a page turned any way stands upright in the copy") {
    const Rendered upright = render(pdf::write_searchable({page(0)}, metadata(), fonts()), 1, 100);
    for (const int degrees : {90, 180, 270}) {
        INFO(degrees);
        CHECK(mean_difference(upright, render(pdf::write_searchable({page(degrees)}, metadata(), fonts()), 1, 100)) <
              1.5);
    }
    // Three degrees of lean are taken back; left as it is, the page would differ a good deal.
    pdf::CopyPage leaning = page(3);
    const double straightened =
        mean_difference(upright, render(pdf::write_searchable({leaning}, metadata(), fonts()), 1, 100));
    leaning.geometry.skew = 0;
    const double left_alone =
        mean_difference(upright, render(pdf::write_searchable({leaning}, metadata(), fonts()), 1, 100));
    CHECK(straightened < left_alone / 2);
}

TEST_CASE("a small lean is left to the image, and its text leans along") {
    pdf::CopyPage one = page();
    one.turn_from = 0.3;
    one.text = page_text({"Nguyễn Thị Ngọc Hường"});
    const auto right_end = [](const std::string& bytes) {  // of the line's last word, points from the top
        const std::string told = tool_on({"pdftotext", "-bbox"}, bytes);
        return std::stod(told.substr(told.rfind("yMin=") + 6));
    };
    const std::string level = pdf::write_searchable({one}, metadata(), fonts());
    one.geometry.skew = 0.25;
    const std::string left_so = pdf::write_searchable({one}, metadata(), fonts());
    CHECK(mean_difference(render(level, 1, 100), render(left_so, 1, 100)) == 0);
    const double x = (200 + 18 * 17) / 200.0 * 72 - 595.3 / 2;  // of the last words, from the page's middle
    CHECK(right_end(left_so) - right_end(level) == Approx(x * 0.25 * 3.14159 / 180).margin(0.3));
    one.geometry.skew = 0.35;
    CHECK(mean_difference(render(level, 1, 100), render(pdf::write_searchable({one}, metadata(), fonts()), 1, 100)) >
          0);
    one.geometry.skew = 0.25;
    one.geometry.crop = Box{0, 0, 827, 1169};
    CHECK(mean_difference(render(level, 1, 100), render(pdf::write_searchable({one}, metadata(), fonts()), 1, 100)) >
          0);
}

TEST_CASE("a page cropped to its sheet is that part of the whole, at the same size") {
    const Rendered whole = render(pdf::write_searchable({page(0)}, metadata(), fonts()), 1, 100);
    for (const int degrees : {0, 90, 270}) {
        INFO(degrees);
        pdf::CopyPage cut = page(degrees);
        cut.geometry.crop = Box{60, 80, 500, 700};
        const Rendered part = render(pdf::write_searchable({cut}, metadata(), fonts()), 1, 100);
        REQUIRE(std::abs(part.width - 500) <= 1);
        REQUIRE(std::abs(part.height - 700) <= 1);
        double sum = 0;
        for (int y = 0; y < 699; ++y)
            for (int x = 0; x < 499; ++x) sum += std::abs(part.at(x, y) - whole.at(x + 60, y + 80));
        CHECK(sum / 499 / 699 < 2);
    }
}

TEST_CASE("copied text is exactly the recognised lines") {
    const std::vector<std::string> lines = {
        "Nguyễn Thị Ngọc Hường, thửa đất số 12, quyển số 01/2026-SCT/BS",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ẮẰẲẴẶ ẤẦẨẪẬ ẾỀỂỄỆ ỐỒỔỖỘ ỚỜỞỠỢ ỨỪỬỮỰ ỲÝỶỸỴ đĐ",
        "(“trích dẫn”) 1.234.567 đ; §7 – 50% a@b.vn <x> \\ [y] {z}",
    };
    pdf::CopyPage one = page();
    one.text = page_text(lines);
    const std::string expected = text::join(lines, "\n");
    const std::string got = tool_on({"pdftotext"}, pdf::write_searchable({one, one}, metadata(), fonts()));
    CHECK(got == expected + "\n\n\f" + expected + "\n\n\f");

    // Decomposed input comes out composed.
    one.text = page_text({"Nguye\xCC\x82\xCC\x83n"});
    CHECK(tool_on({"pdftotext"}, pdf::write_searchable({one}, metadata(), fonts())) == "Nguyễn\n\n\f");
}

TEST_CASE("two sides of a card share a sheet at 100 %") {
    const Extent size{827 / 600.0 * 25.4, 1169 / 600.0 * 25.4};
    const auto sides = card_sheet(size, size);
    REQUIRE(sides);
    pdf::CopyPage front = page(), back = page(180);
    for (pdf::CopyPage* side : {&front, &back}) side->dpi_x = side->dpi_y = 600;
    const Rendered alone = render(pdf::write_searchable({front}, metadata(), fonts()), 1, 200);
    front.text = page_text({"Mặt trước"}), back.text = page_text({"Mặt sau"});
    front.place = (*sides)[0], back.place = (*sides)[1];
    const std::string bytes = pdf::write_copy({front, back, page()}, statement(), {}, metadata(), fonts());
    const Rendered sheet = render(bytes, 1, 200);
    CHECK(sheet.width == 1654);
    CHECK(sheet.height == 2339);
    for (const Area& side : *sides) {
        const auto differs = [&](double aside) {
            const int left = int(std::lround((side.left + aside) / 25.4 * 200)),
                      top = int(std::lround((side.top + aside) / 25.4 * 200));
            double sum = 0;
            for (int y = 0; y < alone.height; ++y)
                for (int x = 0; x < alone.width; ++x) sum += std::abs(sheet.at(left + x, top + y) - alone.at(x, y));
            return sum / alone.width / alone.height;
        };
        for (const double mm : {-0.5, 0.5}) CHECK(differs(0) < 0.8 * differs(mm));
    }
    CHECK(tool_on({"pdftotext", "-l", "1"}, bytes) == "Mặt trước\n\nMặt sau\n\n\f");
    CHECK(tool_on({"pdftotext", "-f", "2", "-l", "2"}, bytes) == "\f");  // the page after them has its own sheet

    const auto room = free_place(card_sheet_ink(*sides), pdf::statement_extent(statement(), fonts()));
    REQUIRE(room);
    CHECK(room->top > (*sides)[1].top + size.height);
    CHECK_FALSE(card_sheet({170, 50}, {50, 50}));
    CHECK_FALSE(card_sheet({88, 125}, {88, 125}));
}

TEST_CASE("the text layer is not seen") {
    pdf::CopyPage one = page();
    const Rendered without = render(pdf::write_searchable({one}, metadata(), fonts()), 1, 100);
    one.text = page_text({"Nguyễn Thị Ngọc Hường"});
    CHECK(mean_difference(without, render(pdf::write_searchable({one}, metadata(), fonts()), 1, 100)) == 0);
}

TEST_CASE("the statement reads and lies inside its measured block") {
    const Extent extent = pdf::statement_extent(statement(), fonts());
    CHECK(extent.width > 100);
    CHECK(extent.width < 150);
    CHECK(extent.height < 80);
    const Area place{210 - 8 - extent.width, 297 - 8 - extent.height, extent.width, extent.height};
    const std::string bytes = pdf::write_copy({page()}, statement(), place, metadata(), fonts());
    const std::string text = tool_on({"pdftotext"}, bytes);
    INFO(text);
    for (const char* line : {"Chứng thực bản sao đúng với bản chính", "Số chứng thực 12 quyển số 01/2026-SCT/BS",
                             "Ngày 05 tháng 03 năm 2026", "CÔNG CHỨC TƯ PHÁP - HỘ TỊCH", "Nguyễn Thị Minh Ánh"})
        CHECK(text.find(line) != std::string::npos);

    const Rendered before = render(pdf::write_searchable({page()}, metadata(), fonts()), 1, 100);
    const Rendered after = render(bytes, 1, 100);
    const auto px = [](double mm) { return int(mm / 25.4 * 100); };
    int changed_outside = 0, changed_inside = 0;
    for (int y = 0; y < after.height; ++y)
        for (int x = 0; x < after.width; ++x) {
            if (before.at(x, y) == after.at(x, y)) continue;
            const bool inside = x >= px(place.left) - 2 && x <= px(place.left + place.width) + 2 &&
                                y >= px(place.top) - 2 && y <= px(place.top + place.height) + 2;
            ++(inside ? changed_inside : changed_outside);
        }
    CHECK(changed_outside == 0);
    CHECK(changed_inside > 2000);
}

TEST_CASE("each layout suits another shape of place, and keeps inside it") {
    using Layout = pdf::Statement::Layout;
    const auto extent_of = [](Layout layout) {
        pdf::Statement one = statement();
        one.layout = layout;
        return pdf::statement_extent(one, fonts());
    };
    const Extent block = extent_of(Layout::block), strip = extent_of(Layout::strip), column = extent_of(Layout::column);
    CHECK(column.width < 100);
    CHECK(column.width < block.width);
    CHECK(block.width < strip.width);
    CHECK(strip.height < block.height);
    CHECK(block.height < column.height);

    for (const Layout layout : {Layout::strip, Layout::column}) {
        pdf::Statement one = statement();
        one.layout = layout;
        const Extent extent = extent_of(layout);
        const Area place{10, 210, extent.width, extent.height};
        const std::string bytes = pdf::write_copy({page()}, one, place, metadata(), fonts());
        CHECK(tool_on({"pdftotext"}, bytes).find("Số chứng thực 12 quyển số 01/2026-SCT/BS") != std::string::npos);
        const Rendered before = render(pdf::write_searchable({page()}, metadata(), fonts()), 1, 100);
        const Rendered after = render(bytes, 1, 100);
        const auto px = [](double mm) { return int(mm / 25.4 * 100); };
        int outside = 0;
        for (int y = 0; y < after.height; ++y)
            for (int x = 0; x < after.width; ++x)
                if (before.at(x, y) != after.at(x, y) &&
                    (x < px(place.left) - 2 || x > px(place.left + place.width) + 2 || y < px(place.top) - 2 ||
                     y > px(place.top + place.height) + 2))
                    ++outside;
        CHECK(outside == 0);
    }
}

TEST_CASE("without a free place the statement gets a page of its own, at least as wide as A4") {
    const std::string bytes = pdf::write_copy({page()}, statement(), {}, metadata(), fonts());
    CHECK(tool_on({"pdfinfo"}, bytes).find("Pages:           2") != std::string::npos);
    const Rendered first = render(bytes, 1, 100);
    CHECK(mean_difference(first, render(pdf::write_searchable({page()}, metadata(), fonts()), 1, 100)) == 0);
    CHECK(render(bytes, 2, 100).height == 1170);

    pdf::CopyPage card = page();
    card.dpi_x = card.dpi_y = 300;
    CHECK(render(pdf::write_copy({card}, statement(), {}, metadata(), fonts()), 2, 100).width == 827);
}
