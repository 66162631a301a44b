// SPDX-License-Identifier: Apache-2.0
// What the ink of a page says: how it leans, which way is up, whether there is any. All on a clean 1-bit image of the
// page at `look_dpi`.
#pragma once

#include <array>
#include <optional>

#include "lib/image/leptonica.hpp"

namespace saoy::image {

inline constexpr double look_dpi = 150;

// Bounds of ink where the paper stands at 200 everywhere.
inline constexpr int firm_ink = 120, usual_ink = 150, faint_ink = 172;

struct Lean {
    double angle = 0;  // degrees clockwise that straighten the lines
    double confidence = 0;
    double score = 0;  // how sharply ink and gaps change from row to row once straight
};
// `quick`: to a twentieth of a degree where it is less than one, which is enough to read by. `reduced`: by how much
// `ink` is coarser than `look_dpi`, 1 or 2.
Lean lean_of(const Pix& ink, bool quick = false, int reduced = 1);

// How a page with plenty of print leans along whose image's rows the lines plainly run, from half of look_dpi and for
// a third of what pose_of() costs; nothing of any other page. Whether it stands on its head is left to reading.
std::optional<Lean> glance_at(const Pix& page);

struct Pose {
    int rotation = 0;
    bool sure = false;            // false: reading has to decide
    std::array<Lean, 2> leans{};  // of the page turned by 0 and by 90 degrees
};
// `declared` holds where the text does not say otherwise.
Pose pose_of(const Pix& ink, int declared, bool quick = false);

// No mark has the size of a letter or a stroke of a pen. Specks, punch holes, folds and what shines through do not
// count; a lone page number in the middle of head or foot does. `faint` is ink at a bound that shows very pale print.
bool is_blank(const Pix& ink, const Pix& faint);

// Strokes of letters and rules that run into the image's edge: top, right, bottom, left. `whole` is ink before its
// border is cut away; the dark of a lid runs along an edge and is no stroke.
std::array<int, 4> strokes_cut(const Pix& whole);

}  // namespace saoy::image
