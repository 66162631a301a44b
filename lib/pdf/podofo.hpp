// SPDX-License-Identifier: Apache-2.0
// PoDoFo for this folder only, and its errors as ours.
#pragma once

#include <podofo/podofo.h>

#include "lib/base/error.hpp"

namespace saoy::pdf {

inline Error to_error(const PoDoFo::PdfError& error) {
    return Error(Fault::internal, "pdf", std::string("PoDoFo: ") + PoDoFo::PdfError::ErrorName(error.GetError()));
}

}  // namespace saoy::pdf
