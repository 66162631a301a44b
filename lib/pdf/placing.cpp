// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/placing.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/pdf/content.hpp"

namespace saoy::pdf {

namespace {

// ISO 19005-2 6.1.13 limits a page to 3 … 14400 units.
constexpr double least_side = 3, most_side = 14400;

// In points, as all sizes here: the whole image once it is turned, and the page, which is that or a part of it.
Size turned_size(const CopyPage& page) {
    if (page.dpi_x <= 0 || page.dpi_y <= 0)
        throw Error(Fault::input, "no-resolution", text::tr("image has no resolution"), text::tr("give --dpi"));
    Size size{page.image.width / page.dpi_x * 72, page.image.height / page.dpi_y * 72};
    if (page.geometry.rotation % 180 != 0) std::swap(size.width, size.height);
    return size;
}

}  // namespace

Size page_size(const CopyPage& page) {
    Size size = turned_size(page);
    if (const auto& crop = page.geometry.crop) size = {crop->width / page.dpi_x * 72, crop->height / page.dpi_y * 72};
    if (std::min(size.width, size.height) < least_side || std::max(size.width, size.height) > most_side)
        throw Error(Fault::input, "page-size", text::tr("page is smaller or larger than a PDF/A page may be"),
                    text::tr("the resolution in the file is probably wrong; give --dpi"));
    return size;
}

namespace {

// What is kept of the turned image, as a clip, and where it moves to.
std::string cropped(const CopyPage& page) {
    const auto& crop = page.geometry.crop;
    if (!crop) return "";
    const Size kept = page_size(page);
    const double left = crop->left / page.dpi_x * 72;
    const double bottom = turned_size(page).height - (crop->top + crop->height) / page.dpi_y * 72;
    return numbers(0, 0, kept.width, kept.height) + " re W n\n" + numbers(1, 0, 0, 1, -left, -bottom) + " cm\n";
}

// Degrees clockwise that the page leans and is turned back by. Viewers that do not smooth a turned image (all on
// poppler's Splash) tear letters in two, so a whole page that leans little is left as it lies. A sheet cut out of a
// larger image has to be straight in its page.
double leaning(const CopyPage& page) {
    return page.geometry.crop || page.place || std::abs(page.geometry.skew) >= page.turn_from ? page.geometry.skew : 0;
}

// A turn counterclockwise about the middle of `size`: y grows upwards here, so that is the positive direction.
std::string turn(const Size& size, double degrees) {
    const double angle = degrees * std::numbers::pi / 180, c = std::cos(angle), s = std::sin(angle);
    const double x = size.width / 2, y = size.height / 2;
    if (number(c) == "1" && number(s) == "0") return "";
    return numbers(c, s, -s, c, x - c * x + s * y, y - s * x - c * y) + " cm\n";
}

}  // namespace

// The unit square of the image onto the upright page: first the 90° steps, then straight about the image's middle.
std::string placed(const CopyPage& page, const std::string& name) {
    const Size size = turned_size(page);
    std::string turned;
    switch (((page.geometry.rotation % 360) + 360) % 360) {
        case 0: turned = numbers(size.width, 0, 0, size.height, 0, 0); break;
        case 90: turned = numbers(0, -size.height, size.width, 0, 0, size.height); break;
        case 180: turned = numbers(-size.width, 0, 0, -size.height, size.width, size.height); break;
        case 270: turned = numbers(0, size.height, -size.width, 0, size.width, 0); break;
        default: throw Error(Fault::internal, "rotation", "a page is turned by steps of 90 degrees only");
    }
    return "q\n" + cropped(page) + turn(size, leaning(page)) + turned + " cm\n/" + name + " Do\nQ\n";
}

double lean_left(const CopyPage& page) { return page.geometry.skew - leaning(page); }

std::string text_turn(const CopyPage& page) { return turn(turned_size(page), -lean_left(page)); }

}  // namespace saoy::pdf
