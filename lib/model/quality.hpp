// SPDX-License-Identifier: Apache-2.0
// How good the image of a page is, in numbers, and what is to be done when it is not good enough.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/clock.hpp"

namespace saoy {

// What is measured of a page. A measure that a page has nothing for (the focus of an empty page) is not there.
// The names stand in dossier.xml and in the profile; docs of each: schemas/profile.xsd.
enum class Measured {
    dpi,         // of the paper; the lowest on a page seen in perspective
    colour,      // 1: captured in colour, 0: grey or black and white
    focus,       // mm over which an edge of print rises from 1/4 to 3/4 of its contrast
    contrast,    // 0 … 1 between ink and paper
    glare,       // share of the page brighter than the sensor could tell, on paper that is not that white elsewhere
    uniformity,  // 0 … 1: the paper's darkest part over its brightest
    skew,        // degrees by which the lines still lean
    cut,         // strokes that the edge of the image cuts through, at the worst side
    corner,      // mm that a corner of the sheet lacks along its sides
    shadow,      // share of the page in shadow
    finger,      // mm²: the largest thing that lies over the edge of the page
    ink,         // share of the page that is ink: 0 on a blank one
    noise,       // grey levels of 255 by which clean paper wavers
    legibility,  // 0 … 1, mean confidence of the words read
    outline,     // 1: the sheet's four sides were found, 0: looked for and not found
    missing,     // pages that the printed numbers ("trang 2/5") show to lack before this one, or after the last
    direction,   // 1: it is known which way is up, 0: not
};

std::string_view to_string(Measured what);
std::optional<Measured> measured_of(std::string_view name);

// When a measure is not good enough: below `warn` (`fail`) for the kind `least`, above it for the kind `most`.
struct Limit {
    Measured what{};
    std::string code;  // of the finding: "blurred"
    bool least = true;
    double warn = 0, fail = 0;
};

// The same text for the same limits, for the parameters of what judges by them.
std::string to_text(const std::vector<Limit>& limits);

enum class Level { pass, warn, fail };
std::string_view to_string(Level level);

// A named person let the page be certified all the same.
struct Override {
    std::string by, reason;
    Time at{};
    bool operator==(const Override&) const = default;
};

struct Finding {
    std::string code;  // stable: what a kiosk acts on
    Level level = Level::warn;
    std::string side;  // where on the upright page: "top", "right", "bottom", "left", or two of them for a corner
    double value = 0;
    std::optional<Override> overridden{};
    bool operator==(const Finding&) const = default;
};

struct Measurement {
    Measured what{};
    double value = 0;
    std::string side{};
    bool operator==(const Measurement&) const = default;
};

struct Quality {
    std::vector<Measurement> measures;
    std::vector<Finding> findings;
    bool operator==(const Quality&) const = default;

    // The worst finding; one that was overridden no longer fails the page.
    Level verdict() const;
    std::optional<double> value(Measured what) const;
    // Replaces an earlier value of the same kind.
    void set(const Measurement& measurement);
};

// Findings of all measures that have a limit. A finding that was overridden before stays so.
void judge(Quality& quality, const std::vector<Limit>& limits);

// What a person at the scanner is told: "page 2 is cut at its top edge; lay the paper down again". `page` 1-based.
std::string retake_sentence(const Finding& finding, int page);

}  // namespace saoy
