// SPDX-License-Identifier: Apache-2.0
#include "lib/barcode/qr.hpp"

#include <qrencode.h>

#include <cerrno>

#include "lib/base/error.hpp"
#include "lib/base/handle.hpp"
#include "lib/base/text.hpp"

namespace saoy::barcode {

namespace {

using Code = Handle<QRcode, QRcode_free>;

}  // namespace

Modules qr_code(const std::string& text) {
    if (text.empty() || text.find('\0') != std::string::npos)
        throw Error(Fault::input, "qr-empty", text::tr("a QR code needs text without NUL"));
    const Code code(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M));
    if (!code) {
        if (errno == ERANGE)
            throw Error(
                Fault::input, "qr-too-long",
                text::fill(text::tr("{0} bytes do not fit in a QR code of level M"), {std::to_string(text.size())}));
        throw Error(Fault::internal, "qr", text::tr("cannot make the QR code"));
    }
    Modules modules;
    modules.size = code->width;
    modules.dark.reserve(std::size_t(code->width) * std::size_t(code->width));
    // Bit 0 of each byte is the colour; the others say what the module is for.
    for (int i = 0; i < code->width * code->width; ++i) modules.dark.push_back((code->data[i] & 1) != 0);
    return modules;
}

}  // namespace saoy::barcode
