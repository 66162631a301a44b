// SPDX-License-Identifier: Apache-2.0
// Page images on Leptonica: what a file holds, how the page lies, the derived working image, the bytes a PDF embeds.
//
// Every function takes the encoded file's bytes and is safe to call from many threads.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/dossier.hpp"
#include "lib/model/raster.hpp"

namespace saoy::image {

struct FrameInfo {
    std::string media_type;  // image/jpeg, image/png, image/tiff
    int width = 0, height = 0;
    int bits = 8, components = 1;  // bits a component; 1 = grey or bitonal, 3 = RGB, 4 = CMYK or RGBA
    double dpi_x = 0, dpi_y = 0;   // 0 when the file does not say (72 and 96 of cameras and screens count as not said)
};

// Headers only, cheap. Throws Error(input): "not-an-image", "image-truncated", "image-too-large", "too-many-pages".
std::vector<FrameInfo> probe(std::string_view bytes, double most_megapixels, int most_pages);

// Decodes the whole frame to prove that it can be, and that encode_for_pdf will take it; for the limited child.
// Throws Error(input): "image-damaged", "image-cmyk", "image-depth", "image-transparent".
void prove(std::string_view bytes, int frame);

struct Look {
    Geometry geometry;
    bool blank = false;
};
// How the page lies (90° steps and skew) and whether anything is on it. `declared` is the rotation that whatever
// carried the image asks for (a PDF's /Rotate), instead of EXIF's; it stands where the page's text does not tell.
Look look_at(std::string_view bytes, int frame, double dpi, std::optional<int> declared = {});

// Grey, upright and straight, at `working_dpi` or the master's own if lower. As large as the turned page: the skew is
// turned back about its middle, and what leaves the edge is cut.
Raster working_image(std::string_view bytes, int frame, double dpi, const Geometry& geometry, double working_dpi);

// JPEG as it is; bitonal as CCITT G4; anything else lossless.
// Throws Error(input) for what PDF/A with an sRGB output intent cannot hold (CMYK).
EncodedImage encode_for_pdf(std::string_view bytes, int frame);

std::string png(const Raster& raster);
Raster read_png(std::string_view bytes);  // 8-bit grey or RGB

}  // namespace saoy::image
