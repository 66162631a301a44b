// SPDX-License-Identifier: Apache-2.0
#include "lib/image/jpeg.hpp"

#include <setjmp.h>

#include <cstdio>  // jpeglib.h needs it before

#include <jpeglib.h>

#include "lib/base/wide.hpp"
#include "lib/image/rows.hpp"

namespace saoy::image {

namespace {

struct Failure {
    jpeg_error_mgr errors;
    jmp_buf back;
};

[[noreturn]] void leave(j_common_ptr info) { longjmp(reinterpret_cast<Failure*>(info->err)->back, 1); }

struct WithoutAlpha {
    [[gnu::always_inline]] static void run(l_uint32* row, int width) {
        for (int x = 0; x < width; ++x) row[x] &= 0xFFFFFF00U;
    }
};

void read_row(jpeg_decompress_struct& info, PIX* pix) {
    const int words = pixGetWpl(pix);
    l_uint32* const row = pixGetData(pix) + std::ptrdiff_t(info.output_scanline) * words;
    const bool colour = pixGetDepth(pix) == 32;
    if (!colour) row[words - 1] = 0;
    auto* samples = reinterpret_cast<JSAMPLE*>(row);
    jpeg_read_scanlines(&info, &samples, 1);
    if (colour)
        run_wide<WithoutAlpha>(row, pixGetWidth(pix));
    else
        swap_words(row, row, std::size_t(words));
}

int per_inch(const jpeg_decompress_struct& info, int density) {
    return info.density_unit == 2 ? int(float(density) * 2.54 + 0.5) : density;
}

// Null for what cannot be decoded. A longjmp leaves it: nothing in it has a destructor.
PIX* read(std::string_view bytes, int reduction, bool grey) {
    jpeg_decompress_struct info;
    Failure failure;
    PIX* volatile pix = nullptr;
    info.err = jpeg_std_error(&failure.errors);
    failure.errors.error_exit = leave;
    failure.errors.output_message = [](j_common_ptr) {};
    if (setjmp(failure.back) != 0) {
        jpeg_destroy_decompress(&info);
        PIX* begun = pix;
        pixDestroy(&begun);
        return nullptr;
    }
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    jpeg_read_header(&info, TRUE);
    info.scale_num = 1;
    info.scale_denom = unsigned(reduction);
    // red in the highest byte of a word, as Leptonica has it
    if (info.out_color_space == JCS_RGB) info.out_color_space = JCS_EXT_XBGR;
    if (grey) info.out_color_space = JCS_GRAYSCALE;
    const bool colour = info.out_color_space == JCS_EXT_XBGR;
    if (!colour && info.out_color_space != JCS_GRAYSCALE) leave(reinterpret_cast<j_common_ptr>(&info));
    jpeg_start_decompress(&info);
    pix = pixCreateNoInit(int(info.output_width), int(info.output_height), colour ? 32 : 8);
    if (pix == nullptr) leave(reinterpret_cast<j_common_ptr>(&info));
    while (info.output_scanline < info.output_height) read_row(info, pix);
    if (failure.errors.num_warnings > 0) leave(reinterpret_cast<j_common_ptr>(&info));
    if (info.density_unit != 0) pixSetResolution(pix, per_inch(info, info.X_density), per_inch(info, info.Y_density));
    jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
    return pix;
}

// Of four components, which only Leptonica turns into colours.
PIX* read_cmyk(std::string_view bytes, int reduction) {
    int warnings = 0;
    // Without L_JPEG_CONTINUE_WITH_BAD_DATA a picture that is partly guessed is refused.
    return pixReadMemJpeg(reinterpret_cast<const l_uint8*>(bytes.data()), bytes.size(), 0, reduction, &warnings, 0);
}

}  // namespace

Pix decode_jpeg(std::string_view bytes, int components, int reduction, bool grey) {
    return owned(components == 4 && !grey ? read_cmyk(bytes, reduction) : read(bytes, reduction, grey));
}

}  // namespace saoy::image
