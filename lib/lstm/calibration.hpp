// SPDX-License-Identifier: Apache-2.0
// How often a word is right, by the least probability along it: data, made by tests/bench/lstm/calibrate from
// 28268 words of the dictionary or of digits and 5006 others, on lines of make_lines (Vietnamese and English).
#pragma once

#include <array>

namespace saoy::lstm {

struct CalibrationPoint {
    double least, right;
};

inline constexpr std::array<CalibrationPoint, 17> calibration_in_dictionary{{{0.0000, 0.555},
                                                                             {0.3738, 0.555},
                                                                             {0.7556, 0.802},
                                                                             {0.8967, 0.932},
                                                                             {0.9361, 0.946},
                                                                             {0.9540, 0.978},
                                                                             {0.9629, 0.985},
                                                                             {0.9702, 0.987},
                                                                             {0.9751, 0.993},
                                                                             {0.9797, 0.993},
                                                                             {0.9834, 0.994},
                                                                             {0.9866, 0.995},
                                                                             {0.9896, 0.995},
                                                                             {0.9930, 0.996},
                                                                             {0.9972, 0.998},
                                                                             {0.9993, 0.999},
                                                                             {1.0000, 0.999}}};
inline constexpr std::array<CalibrationPoint, 19> calibration_outside{{{0.0000, 0.242},
                                                                       {0.3173, 0.242},
                                                                       {0.5049, 0.309},
                                                                       {0.5984, 0.419},
                                                                       {0.6908, 0.519},
                                                                       {0.7734, 0.605},
                                                                       {0.8342, 0.610},
                                                                       {0.8809, 0.696},
                                                                       {0.9183, 0.764},
                                                                       {0.9424, 0.854},
                                                                       {0.9538, 0.883},
                                                                       {0.9651, 0.896},
                                                                       {0.9738, 0.927},
                                                                       {0.9801, 0.946},
                                                                       {0.9851, 0.951},
                                                                       {0.9899, 0.970},
                                                                       {0.9945, 0.989},
                                                                       {0.9984, 0.998},
                                                                       {1.0000, 0.998}}};

}  // namespace saoy::lstm
