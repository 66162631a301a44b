// SPDX-License-Identifier: Apache-2.0
// What may be done to a master to get the image that is read and copied, and the way back. Nothing else is allowed:
// no cleaning, no filter, no scaling of the paper's size (NĐ 30/2020 Annex I: 100 %).
#pragma once

#include <optional>

#include "lib/model/homography.hpp"
#include "lib/model/words.hpp"

namespace saoy {

// A photographed page drawn as if seen from straight above: `outline` in pixels of the master becomes the flat image.
struct Perspective {
    Quad outline{};
    int width = 0, height = 0;  // pixels of the flat image
    bool operator==(const Perspective&) const = default;
};

// In this order: perspective, rotation, skew, crop. A page without perspective is copied from the master's own samples.
struct Geometry {
    int rotation = 0;  // degrees clockwise: 0, 90, 180, 270
    double skew = 0;   // degrees the rotated page leans clockwise; corrected by turning it back about its middle
    std::optional<Box> crop{};  // of the turned, straight page, in pixels as large as the master's (the flat image's)
    std::optional<Perspective> perspective{};
    bool operator==(const Geometry&) const = default;
};

struct Size {
    double width = 0, height = 0;
};

// Of the turned, straight, cropped page, at the scale of its master (of the flat image).
Size derived_size(const Geometry& geometry, int master_width, int master_height);

// From the master's pixels to those of an image derived from it, and back.
class PageMap {
public:
    // `width` and `height` of the derived image, at whatever scale: the working image's, or derived_size().
    PageMap(const Geometry& geometry, int master_width, int master_height, double width, double height);

    Point to_derived(Point master) const { return forward_(master); }
    Point to_master(Point derived) const { return back_(derived); }
    const Homography& back() const noexcept { return back_; }  // derived to master
    // Where on the master a word stands.
    Quad to_master(const Box& derived) const;
    // The smallest upright box around what the master's box becomes.
    Box to_derived(const Box& master) const;

private:
    Homography forward_, back_;
};

}  // namespace saoy
