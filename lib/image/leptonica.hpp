// SPDX-License-Identifier: Apache-2.0
// Leptonica's objects owned, and the one decoder. A Pix belongs to one thread: its reference count is not atomic.
#pragma once

#include <leptonica/allheaders.h>

#include <string>
#include <string_view>

#include "lib/base/handle.hpp"
#include "lib/image/headers.hpp"

namespace saoy::image {

inline void destroy_pix(PIX* pix) { pixDestroy(&pix); }
inline void destroy_boxa(BOXA* boxes) { boxaDestroy(&boxes); }
inline void destroy_numa(NUMA* numbers) { numaDestroy(&numbers); }
using Pix = Handle<PIX, destroy_pix>;
using Boxes = Handle<BOXA, destroy_boxa>;
using Numbers = Handle<NUMA, destroy_numa>;

// Takes a result; a null one is an image Leptonica cannot work on. Throws Error(input, "image-damaged").
Pix owned(PIX* pix);

// The whole frame. `reduction` 2, 4 or 8 and `grey` are hints a JPEG decoder follows cheaply; others ignore them.
Pix decode(std::string_view bytes, const Header& header, int frame, int reduction = 1, bool grey = false);
// 8-bit grey of any depth, without colour map.
Pix to_grey(const Pix& pix);

// 8-bit grey or 32-bit RGB, from and to the form that travels.
Raster raster_of(const Pix& pix, double dpi);
Pix pix_of(const Raster& raster);

// The header of one frame; throws Error(input) when there is none.
Header header_of(std::string_view bytes, int frame);

// Bytes that Leptonica's writers allocate.
std::string take_bytes(l_uint8* data, std::size_t size);

}  // namespace saoy::image
