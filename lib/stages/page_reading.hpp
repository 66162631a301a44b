// SPDX-License-Identifier: Apache-2.0
// One page from its image to its text: the line finder and a recogniser joined.
#pragma once

#include <functional>
#include <optional>

#include "lib/image/reading.hpp"
#include "lib/model/line_reader.hpp"
#include "lib/model/words.hpp"

namespace saoy::stages {

struct PageReading {
    PageText text;             // boxes in pixels of the upright, straight page, as large as the master
    std::optional<Error> cut;  // the recogniser was ended or died: lines are missing
};

PageReading read_text(const image::ReadingImage& image, LineReader& reader);

// The page of a file, read at 150 dpi, or at 300 where its print is small. Throws Error(input, "image-damaged").
PageReading read_page(std::string_view bytes, int frame, double dpi, const Geometry& geometry, LineReader& reader);
// The same of an image that is there already; `dpi` is the master's, `fine` gives the image for small print.
PageReading read_page(image::ReadingImage image, double dpi,
                      const std::function<image::ReadingImage(image::Detail)>& fine, LineReader& reader);

}  // namespace saoy::stages
