// SPDX-License-Identifier: Apache-2.0
// What a file holds, as JSON: for the limited children that look into files from outside (cli/children).
#pragma once

#include "lib/base/files.hpp"
#include "lib/base/json.hpp"

namespace saoy::stages {

struct TakingApart {
    double most_megapixels = 200;
    int most_pages = 2000;
    // Each page image is decoded to show that it can be, and images taken out of a PDF are durable; else somebody
    // decodes them soon, and the folder does not stay.
    bool to_keep = true;
};

// {"pages":[{"media_type","width","height","bits","components","dpi_x","dpi_y"}…]}, one for each frame of the image.
// Throws Error(input) of image::probe and image::prove.
Json take_apart_image(const Path& file, const TakingApart& how);

// {"pages":[…]} with "file" where the page is one image, put into `out`, or "why" it is none; "rotation",
// "width_inch", "height_inch", "text": "none", "hidden" or "shown"; {"electronic":pages} for a PDF that is signed.
// Throws Error(input) of pdf::read_pages.
Json take_apart_pdf(const Path& file, const TakingApart& how, const Path& out);

}  // namespace saoy::stages
