// SPDX-License-Identifier: Apache-2.0
// Private to the reader of signatures: the document security store of one state of a file.
#pragma once

#include "lib/pdf/revisions.hpp"
#include "lib/pdf/signatures.hpp"

namespace saoy::pdf {

// At most 400 streams and 16 MiB of them; what is over that, or damaged, is left out.
StoreFacts read_store(const Document& document);

}  // namespace saoy::pdf
