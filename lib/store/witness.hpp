// SPDX-License-Identifier: Apache-2.0
// A small file beside the register that remembers how far its chain had come; private to lib/store.
//
// A register taken back from a backup would give numbers a second time. Its witness, which is in no backup of the
// register alone, then knows of links that the register has not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "lib/base/files.hpp"

namespace saoy::store {

class Witness {
public:
    struct Seen {
        std::int64_t sequence = 0;
        std::string hash;
    };

    explicit Witness(Path file) : file_(std::move(file)) {}
    std::optional<Seen> last() const;
    // Not synced: after a power cut an older witness knows less, and is never wrong.
    void remember(const Seen& seen) const noexcept;

private:
    Path file_;
};

}  // namespace saoy::store
