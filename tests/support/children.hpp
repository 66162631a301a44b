// SPDX-License-Identifier: Apache-2.0
// The folder of the child programs of this build.
#pragma once

#include "lib/base/files.hpp"

namespace saoy::test {

inline Path children() {
    return std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path() / "libexec/saoy";
}

}  // namespace saoy::test
