// SPDX-License-Identifier: Apache-2.0
// The developer extension that a PDF 1.7 must name for PAdES. Private to lib/pdf.
#pragma once

#include "lib/pdf/update.hpp"

namespace saoy::pdf {

// ETSI.CAdES.detached, document time stamps and the security store (ETSI EN 319 142-1, 6.3; ESIC, BaseVersion 1.7,
// level 2); PDF 2.0 has them.
void set_extension(Update& update);

}  // namespace saoy::pdf
