// SPDX-License-Identifier: Apache-2.0
// A candidate for a secrecy mark as it is judged, and the codes under which the judgement is told.
#pragma once

#include <vector>

#include "lib/model/marks.hpp"

namespace saoy {

inline constexpr const char* secrecy_mark = "secrecy-mark";   // of what refuses a paper
inline constexpr const char* secrecy_doubt = "secrecy-word";  // of the finding that a clerk must decide about

struct MarkView : MarkCandidate {
    std::vector<Raster> insides;  // of a doubled frame: all that is inside of it, level, grey, dark on light
    std::vector<Raster> nearby;  // where not all of it is there: the same from half a millimetre beside, above or below
    bool bared = false;          // rules, ornaments or red ink were taken away from under it
};

}  // namespace saoy
