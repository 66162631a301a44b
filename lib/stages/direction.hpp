// SPDX-License-Identifier: Apache-2.0
// Which way is up, by reading: lines of print make sense in one direction only.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "lib/base/files.hpp"
#include "lib/base/pool.hpp"
#include "lib/image/page_image.hpp"
#include "lib/model/line_reader.hpp"

namespace saoy::stages {

using LineReaders = Pool<LineReader>;

// Readers of Vietnamese. `children`: folder of saoy-child-lines. Throws Error(unavailable, "no-language").
std::shared_ptr<LineReaders> vietnamese_readers(const Path& children);

// Lines of a page that run level when it is turned by 0 or by 90 degrees, as they lie and on their heads.
struct DirectionRead {
    std::vector<LineText> upright, over;
};
// The rotation in which they make sense; nothing where none is clear.
std::optional<int> direction_of(const std::array<DirectionRead, 2>& along);

// Reads the page's widest lines in all four directions. Gives the rotation in which they read best; nothing where
// there are no lines or none reads clearly better.
std::optional<int> read_direction(const image::PageView& view, const image::Look& look, LineReader& reader);

}  // namespace saoy::stages
