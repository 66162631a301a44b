// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/derive.hpp"

#include <cstdio>

#include "lib/crypto/digest.hpp"
#include "lib/image/page_image.hpp"

namespace saoy::stages {

Page Derive::operator()(const IntakePage& taken, std::string_view master, const Path& folder) const {
    Page page = taken.page;
    std::optional<int> declared;
    if (taken.rotation >= 0) declared = taken.rotation;
    const image::Look look = image::look_at(master, page.frame, page.dpi_x, declared);
    page.geometry = look.geometry;
    page.blank = look.blank;
    const std::string png =
        image::png(image::working_image(master, page.frame, page.dpi_x, page.geometry, rules_.working_dpi));
    char name[32];
    std::snprintf(name, sizeof name, "images/p%04d.png", page.number);
    write_file(folder / name, png);
    page.master.sha256 = crypto::sha256(master);
    page.image = {name, crypto::sha256(png)};
    return page;
}

}  // namespace saoy::stages
