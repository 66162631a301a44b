// SPDX-License-Identifier: Apache-2.0
// The image that is read: grey, upright, straight, about 150 dpi, without seals and signatures.
#pragma once

#include <string_view>
#include <vector>

#include "lib/model/dossier.hpp"
#include "lib/model/raster.hpp"
#include "lib/model/words.hpp"

namespace saoy::image {

struct ReadingImage {
    Raster grey;
    double scale = 1;         // pixels of the master for one of `grey`
    std::vector<Mark> marks;  // pixels of `grey`
};

// Recognisers read at 150 dpi faster than at 300, and better: their input is 36 pixels high. Small print needs 300; on
// pages that have shown no coloured ink `fine_grey` leaves a JPEG's colours alone, at half the price.
enum class Detail { usual, fine, fine_grey };

// Print under a red seal or a blue signature is kept. Throws Error(input, "image-damaged").
ReadingImage reading_image(std::string_view bytes, int frame, double dpi, const Geometry& geometry,
                           Detail detail = Detail::usual);

}  // namespace saoy::image
