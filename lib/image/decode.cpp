// SPDX-License-Identifier: Apache-2.0
#include <mutex>

#include "lib/image/jpeg.hpp"
#include "lib/image/leptonica.hpp"
#include "lib/image/sweeps.hpp"

namespace saoy::image {

namespace {

// Leptonica prints on standard error; its null results say as much.
void silence() {
    static std::once_flag once;
    std::call_once(once, [] { setMsgSeverity(L_SEVERITY_NONE); });
}

}  // namespace

Pix owned(PIX* pix) {
    if (pix == nullptr)
        throw Error(Fault::input, "image-damaged", text::tr("the image is damaged; it cannot be decoded"),
                    text::tr("scan the page again, or copy the file again from where it came"));
    return Pix(pix);
}

Pix decode(std::string_view bytes, const Header& header, int frame, int reduction, bool grey) {
    silence();
    const auto* data = reinterpret_cast<const l_uint8*>(bytes.data());
    if (header.media_type == "image/jpeg") return decode_jpeg(bytes, header.components, reduction, grey);
    if (header.media_type == "image/png") return owned(pixReadMemPng(data, bytes.size()));
    return owned(pixReadMemTiff(data, bytes.size(), frame));
}

Pix to_grey(const Pix& pix) { return pixGetDepth(pix.get()) == 32 ? grey_of(pix) : owned(pixConvertTo8(pix.get(), 0)); }

Header header_of(std::string_view bytes, int frame) {
    const std::vector<Header> headers = read_headers(bytes, frame + 1 > 65536 ? frame + 1 : 65536);
    if (frame < 0 || std::size_t(frame) >= headers.size())
        throw Error(Fault::input, "no-such-page",
                    text::fill(text::tr("the file has no page {0}"), {std::to_string(frame + 1)}));
    return headers[std::size_t(frame)];
}

std::string take_bytes(l_uint8* data, std::size_t size) {
    const Handle<l_uint8, lept_free> owner(data);
    if (data == nullptr) throw Error(Fault::internal, "image-encode", text::tr("the image could not be encoded"));
    return std::string(reinterpret_cast<const char*>(data), size);
}

}  // namespace saoy::image
