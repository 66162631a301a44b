// SPDX-License-Identifier: Apache-2.0
// What the bar says of a run.
#include "cli/frame/progress.hpp"

#include <catch2/catch.hpp>

using saoy::cli::Progress;

TEST_CASE("pages give the rate and the time left where they are known") {
    Progress progress;
    progress.total = 4;
    progress.begun = 2;
    progress.pages = 20;  // ten each, so forty in all
    progress.pages_done = 10;
    CHECK(progress.left(5) == Approx(15));
    CHECK(progress.bar(5) == "[=======                       ] 0/4  2.0 pages/s  0:15 left");
}

TEST_CASE("of a single item the pages are counted, with or without an end") {
    Progress progress;
    progress.total = progress.begun = 1;
    progress.pages = 12;
    progress.pages_done = 4;
    CHECK(progress.bar(8) == "[==========                    ] 4/12  0.5 pages/s  0:16 left");
    progress.pages = 0;
    CHECK(progress.bar(8) == "4  0.5 pages/s");
}

TEST_CASE("without pages items do, and nothing is told that is not known") {
    Progress progress;
    CHECK(progress.left(3) < 0);
    progress.done = 3;
    CHECK(progress.bar(2) == "3  1.5/s");
    progress.total = 6;
    progress.failed = 1;
    CHECK(progress.bar(8) == "[====================          ] 4/6  0.5/s  0:04 left  1 failed");
}
