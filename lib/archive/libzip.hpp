// SPDX-License-Identifier: Apache-2.0
// libzip's handles; private to lib/archive.
#pragma once

#include <zip.h>

#include "lib/base/handle.hpp"

namespace saoy::archive {

using Archive = Handle<zip_t, zip_discard>;  // zip_close by hand where the archive is to be kept
using Source = Handle<zip_source_t, zip_source_free>;
using OpenMember = Handle<zip_file_t, zip_fclose>;

}  // namespace saoy::archive
