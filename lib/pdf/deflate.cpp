// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/deflate.hpp"

#include <zlib.h>

#include "lib/base/error.hpp"

namespace saoy::pdf {

std::string deflated(std::string_view bytes) {
    uLongf size = compressBound(uLong(bytes.size()));
    std::string out(size, '\0');
    if (compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
                  uLong(bytes.size()), Z_BEST_COMPRESSION) != Z_OK)
        throw Error(Fault::internal, "zlib", "cannot compress");
    out.resize(size);
    return out;
}

}  // namespace saoy::pdf
