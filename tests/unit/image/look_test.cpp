// SPDX-License-Identifier: Apache-2.0
// How pages lie, what counts as blank, and the image that is read.
#include "tests/unit/image/pages.hpp"

namespace saoy::image::test {

namespace {

Look look_at(const std::string& bytes, int frame, double dpi, std::optional<int> declared = {}) {
    return PageView(bytes, frame, {dpi, declared}).look();
}

Raster working_image(const std::string& bytes, int frame, double dpi, const Geometry& geometry, double working_dpi) {
    PageView view(bytes, frame, {dpi, geometry.rotation});
    Look look = view.look();
    look.geometry = geometry;
    return view.working(look, working_dpi);
}

// The first Vietnamese page, turned clockwise by `rotation` and then by `lean` degrees, as a PNG.
std::string turned_page(int rotation, double lean) {
    const std::string tiff = sample("vietsample1.tif");
    Pix pix = to_grey(decode(tiff, header_of(tiff, 0), 0));
    if (rotation != 0) pix = owned(pixRotateOrth(pix.get(), rotation / 90));
    if (lean != 0)
        pix =
            owned(pixRotate(pix.get(), l_float32(lean * 3.14159265 / 180), L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0));
    pixSetResolution(pix.get(), 300, 300);
    return written(pix, IFF_PNG);
}

}  // namespace

TEST_CASE("Pages turned left, right and upside down are set upright") {
    CHECK(look_at(sample("phototest-rotated-L.png"), 0, 200).geometry.rotation == 90);
    CHECK(look_at(sample("phototest-rotated-R.png"), 0, 200).geometry.rotation == 270);
    CHECK(look_at(sample("phototest-rotated-180.png"), 0, 200).geometry.rotation == 180);
    for (const int rotation : {0, 90, 180, 270}) {
        INFO("turned by " << rotation);
        CHECK(look_at(turned_page(rotation, 0), 0, 300).geometry.rotation == (360 - rotation) % 360);
    }
}

TEST_CASE("A glance suffices for plenty of print that runs along the page, and never decides which end is up") {
    const auto glance = [](const std::string& bytes, double dpi, std::optional<int> declared = {}) {
        return PageView(bytes, 0, {dpi, declared}, PageView::Use::read).glance();
    };
    for (const double lean : {0.0, 0.7, -3.0}) {
        INFO("leans by " << lean);
        const auto print = [&](int x, int y) {  // rows of letters, every fourth of them tall, every sixth a space
            const int row = int(std::lround(y - x * std::tan(lean * 3.14159265 / 180))) + 100, letter = x / 14;
            const int height = letter % 4 == 0 ? 20 : 13, low = 30 - row % 36;
            const bool on_page = x > 100 && x < 1100 && y > 150 && y < 1600;
            return on_page && letter % 6 != 0 && x % 14 < 8 && low >= 0 && low < height ? 20 : 250;
        };
        const auto seen = glance(png(paper(print)), 150);
        REQUIRE(seen);
        CHECK_FALSE(seen->sure);
        CHECK(seen->geometry.rotation == 0);
        CHECK(seen->geometry.skew == Approx(lean).margin(0.06));
        CHECK(glance(png(paper(print)), 150, 180).value().geometry.rotation == 180);
    }
    CHECK_FALSE(glance(png(paper([](int, int) { return 250; })), 150));
    const auto number = [](int x, int y) { return x > 600 && x < 612 && y > 1600 && y < 1620 ? 20 : 250; };
    CHECK_FALSE(glance(png(paper(number)), 150));
}

TEST_CASE("Skew is found to a twentieth of a degree, to 14 degrees, and corrected") {
    const double of_sample = look_at(turned_page(90, 0), 0, 300).geometry.skew;
    for (const double lean : {-14.0, -3.0, 0.2, 0.7, 5.0}) {
        INFO("leans by " << lean);
        const std::string page = turned_page(90, lean);
        const Look look = look_at(page, 0, 300);
        CHECK(look.geometry.rotation == 270);
        CHECK(look.geometry.skew - of_sample == Approx(lean).margin(0.06));
        const Raster upright = working_image(page, 0, 300, look.geometry, 200);
        CHECK(upright.width == 800);
        CHECK(upright.height == 1200);
        CHECK(upright.dpi == Approx(200));
        const Look again = look_at(png(upright), 0, 200);
        CHECK(again.geometry.rotation == 0);
        CHECK(std::abs(again.geometry.skew) < 0.07);
    }
}

TEST_CASE("Print that runs into the edge is cut, dots of leaders are not") {
    const auto cut = [](const std::function<bool(int, int)>& print) {
        const std::string page = png(paper([&](int x, int y) { return print(x, y) ? 30 : 245; }));
        for (const Measurement& each : look_at(page, 0, 150).measures)
            if (each.what == Measured::cut) return each;
        return Measurement{Measured::cut, -1, ""};
    };
    const auto words = [](int x, int y) { return y > 300 && y < 1500 && y % 40 < 14 && (x + 10) % 20 < 14 && x > 150; };
    const Measurement through = cut([&](int x, int y) { return words(x, y); });
    CHECK(through.value > 20);
    CHECK(through.side == "right");
    CHECK(cut([&](int x, int y) { return words(x, y) && x < 1100; }).value == 0);
    const auto dots = [](int x, int y) { return y % 60 < 3 && x % 6 < 3 && x > 600; };
    CHECK(cut([&](int x, int y) { return (words(x, y) && x < 500) || dots(x, y); }).value == 0);
    // a table cut along one of its rules: six columns hang on it
    const auto table = [](int x, int y) { return x > 100 && x < 1120 && y < 900 && (y % 50 < 2 || x % 180 < 2); };
    const Measurement along = cut([&](int x, int y) { return table(x, y) || (words(x, y) && y > 950 && x < 1000); });
    CHECK(along.value >= 5);
    CHECK(along.side == "top");
}

TEST_CASE("Sides turn with a page whose direction is read afterwards") {
    PageView view(png(paper([](int x, int y) {
                      return y > 300 && y < 1500 && y % 40 < 14 && (x + 10) % 20 < 14 && x > 150 ? 30 : 245;
                  })),
                  0, {150, {}});
    Look look = view.look();
    const auto cut = [&] {
        return std::find_if(look.measures.begin(), look.measures.end(),
                            [](const Measurement& each) { return each.what == Measured::cut; })
            ->side;
    };
    const int before = look.geometry.rotation;
    REQUIRE(cut() == "right");
    view.turn(look, (before + 90) % 360);
    CHECK(cut() == "bottom");
    view.turn(look, (before + 270) % 360);
    CHECK(cut() == "top");
    CHECK(look.geometry.rotation == (before + 270) % 360);
}

TEST_CASE("Where the text does not tell, what the file declares stands") {
    // a grid of strokes: neither lines nor letters
    const std::string strokes = png(paper([](int x, int y) { return x % 100 < 3 || y % 100 < 3 ? 0 : 255; }));
    CHECK(look_at(strokes, 0, 150, 180).geometry.rotation == 180);
    CHECK(look_at(strokes, 0, 150).geometry.rotation == 0);
    // text does tell
    CHECK(look_at(turned_page(0, 0), 0, 300, 90).geometry.rotation == 0);
}

TEST_CASE("Empty paper is blank; a lone page number and a pen stroke are not") {
    const auto blank = [](const std::function<int(int, int)>& ink) { return look_at(png(paper(ink)), 0, 150).blank; };
    CHECK(blank([](int, int) { return 250; }));
    CHECK(blank([](int x, int y) { return 235 + (x * 31 + y * 17) % 13; }));                 // grain
    CHECK(blank([](int x, int y) { return x % 211 == 5 && y % 173 == 9 ? 0 : 250; }));       // specks
    CHECK(blank([](int x, int y) { return std::hypot(x - 40, y - 500) < 17 ? 10 : 250; }));  // punch hole
    CHECK(blank([](int, int y) { return std::abs(y - 877) < 2 ? 180 : 250; }));              // fold
    CHECK_FALSE(blank([](int x, int y) { return x > 612 && x < 622 && y > 1660 && y < 1680 ? 20 : 250; }));  // "1"
    CHECK_FALSE(blank([](int x, int y) { return x > 700 && x < 900 && std::abs(y - 1000 - x % 60) < 3 ? 40 : 250; }));
}

TEST_CASE("The working image is never larger than the master") {
    const Raster same = working_image(sample("phototest-rotated-L.png"), 0, 150, {90, 0}, 200);
    CHECK(same.width == 640);
    CHECK(same.height == 480);
    CHECK(same.channels == 1);
    CHECK(same.dpi == 150);
}

}  // namespace saoy::image::test
