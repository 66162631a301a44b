// SPDX-License-Identifier: Apache-2.0
// How far a run is: what the bar on the terminal says.
#pragma once

#include <cstddef>
#include <string>

namespace saoy::cli {

// Items are what the user named; where stages tell how many pages each has, pages are counted too, since they, not
// files, take the time. Of a single item, a scan or one long file, the bar counts the pages themselves.
struct Progress {
    std::size_t done = 0, failed = 0, total = 0;  // items; total 0 = not known
    std::size_t begun = 0;                        // items that have told their pages
    double pages = 0, pages_done = 0;             // of the items begun; pages 0 = nobody has counted them

    // Seconds left after `seconds`; negative when that cannot be told.
    double left(double seconds) const;
    // "[====      ] 3/20  12.4 pages/s  0:12 left  1 failed"; where nobody knows of how many, "3  12.4 pages/s"
    std::string bar(double seconds) const;
};

}  // namespace saoy::cli
