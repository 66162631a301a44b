// SPDX-License-Identifier: Apache-2.0
// What a PDF that comes in holds: pages that are one scanned image, taken out bit for bit, and pages to be rendered.
//
// Parses hostile bytes with a library that is not proof against them: call it in a limited child process only.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace saoy::pdf {

// Text that a page shows, or has behind what it shows as OCR programs put it there.
enum class PageWords { none, hidden, shown };

struct IntakePage {
    double width = 0, height = 0;  // inches, as displayed before `rotation`
    int rotation = 0;              // degrees clockwise to be read: the page's /Rotate, and the image's place
    // When the page is exactly one opaque image: its embedded JPEG, its CCITT G4 data in a TIFF of one strip, or its
    // flate data with PNG predictors in a PNG.
    std::string image;
    std::string media_type;  // image/jpeg, image/tiff, image/png
    int pixels_x = 0, pixels_y = 0;
    double dpi_x = 0, dpi_y = 0;  // pixels over the length they cover on the page
    std::string why;              // when `image` is empty: what stands against taking it out; for the journal
    PageWords words = PageWords::none;
};

// Whether it carries a signature (a /ByteRange): then it is an electronic document, and nothing is taken out of it.
bool is_signed(std::string_view bytes);

// Throws Error(input): "pdf-encrypted", "pdf-broken", "too-many-pages".
int count_pages(std::string_view bytes, int most_pages);

// Calls `take` for each page in order. Throws Error(input): "pdf-encrypted", "already-electronic" (it is signed),
// "pdf-broken", "too-many-pages".
void read_pages(std::string_view bytes, int most_pages, const std::function<void(int number, IntakePage&& page)>& take);

}  // namespace saoy::pdf
