// SPDX-License-Identifier: Apache-2.0
// Page images on Leptonica: what a file holds, how the page lies, how good it is, the derived working image, the bytes
// a PDF embeds.
//
// Every function takes the encoded file's bytes and is safe to call from many threads.
#pragma once

#include <memory>
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

// What is known of a page before anybody looks at it.
struct Told {
    double dpi = 0;                            // of the image; 0: not known, then `paper` is
    std::optional<int> rotation{};             // what the carrier asks for (a PDF's /Rotate), instead of EXIF's
    double paper_width = 0, paper_height = 0;  // mm, either way round: the sheet has this size; 0: not known
};

struct Look {
    Geometry geometry;
    bool blank = false;
    double dpi = 0;  // of the page after perspective and crop; 0: the sheet whose size is known was not found
    // False: neither letters nor what the carrier says tell which way is up; `geometry` is a guess that reading
    // decides.
    bool sure = false;
    std::vector<Measurement> measures;  // what only the whole image shows: outline, cut, corner, direction
};

struct ReadingImage;

// One page, decoded once; everything that is derived from it is derived here. For one thread.
class PageView {
public:
    // For a page that is only read, a JPEG is decoded at the scale that reading needs: reading() and lines() serve,
    // working() is coarse. Such a page has a resolution (Told::dpi).
    enum class Use { keep, read };
    PageView(std::string_view bytes, int frame, const Told& told, Use use = Use::keep);
    ~PageView();
    PageView(const PageView&) = delete;
    PageView& operator=(const PageView&) = delete;

    // How the page lies on the image (perspective, 90° steps, skew, crop) and whether anything is on it.
    Look look();
    // The same for a third of the time, of a scanned page of print whose lines plainly run along the image's rows or
    // its carrier's; nothing of any other page. Never sure: what is read shows whether it stood upright. For Use::read.
    std::optional<Look> glance();
    // The geometry of the same page the other way up, or on its side: what the look found, turned.
    Geometry turned_to(const Look& look, int rotation) const;
    // For a look that was not sure: this is how the page lies. The sides that its measures name are turned with it.
    void turn(Look& look, int rotation) const;
    // Pictures of its widest lines of print when it lies so, the widest first, 150 dpi; for trial reading.
    std::vector<Raster> lines(const Geometry& geometry, int most) const;
    // Grey, upright and straight, at `working_dpi` or the page's own if lower.
    Raster working(const Look& look, double working_dpi) const;
    // The page seen from above in colour, as a JPEG of quality 95; only where the geometry has perspective.
    std::string flat(const Look& look) const;
    // The page to be read, without perspective, out of what is decoded; for Use::read.
    ReadingImage reading(const Geometry& geometry) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

// How good a working image is: focus, contrast, glare, uniformity, skew, shadow, finger, ink, noise.
// What a page has nothing for is not there.
std::vector<Measurement> measure(const Raster& working, bool blank, bool bilevel);

// JPEG as it is; bitonal as CCITT G4; anything else lossless.
// Throws Error(input) for what PDF/A with an sRGB output intent cannot hold (CMYK).
EncodedImage encode_for_pdf(std::string_view bytes, int frame);

std::string png(const Raster& raster);
Raster read_png(std::string_view bytes);  // 8-bit grey or RGB

}  // namespace saoy::image
