// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/page_work.hpp"

#include <algorithm>
#include <cmath>

#include "lib/image/page_image.hpp"
#include "lib/stages/direction.hpp"
#include "lib/stages/page_reading.hpp"

namespace saoy::stages {

namespace {

EncodedImage embedded(std::string_view file, int frame) {
    EncodedImage image = image::encode_for_pdf(file, frame);
    if (image.filter == EncodedImage::Filter::dct) image.bytes.clear();
    return image;
}

}  // namespace

bool reads_well(const PageText& text) {
    constexpr double well = 0.8;
    constexpr std::size_t fewest = 20;  // words
    std::size_t words = 0;
    for (const Block& block : text.blocks)
        for (const Line& line : block.lines) words += line.words.size();
    return words >= fewest && mean_confidence(text) >= well;
}

WorkedPage work_on_page(std::string_view file, const PageOrder& order, LineReader& reader,
                        const std::function<void(const EncodedImage&)>& decoded) {
    image::Told told;
    told.dpi = order.dpi;
    if (order.rotation >= 0) told.rotation = order.rotation;
    image::PageView view(file, order.frame, told, image::PageView::Use::read);
    const EncodedImage image = embedded(file, order.frame);
    decoded(image);

    WorkedPage page;
    page.text.page = order.number;
    page.dpi = order.dpi;
    if (!order.read) {
        page.geometry.rotation = std::max(0, order.rotation);
        page.blank = true;
        return page;
    }
    // Most pages lie as they should. What the first glance takes for upright and does not read well is looked at again.
    const std::optional<image::Look> glance = view.glance();
    image::Look look = glance ? *glance : view.look();
    const auto read_as = [&](const Geometry& geometry) {
        if (!geometry.perspective) {
            const auto fine = [&](image::Detail detail) {
                return image::reading_image(file, order.frame, order.dpi, geometry, detail);
            };
            return read_page(view.reading(geometry), order.dpi, fine, reader);
        }
        Geometry flat = geometry;
        flat.perspective.reset();
        return read_page(view.flat(look), 0, look.dpi, flat, reader);
    };
    PageReading reading;
    if (!look.blank) reading = read_as(look.geometry);
    if (glance && !reads_well(reading.text)) {
        look = view.look();
        if (look.geometry != glance->geometry) reading = look.blank ? PageReading{} : read_as(look.geometry);
    }
    // Where the shapes of letters do not say which way is up and the page reads badly, it may lie another way.
    if (!look.sure && !reads_well(reading.text))
        if (const auto rotation = read_direction(view, look, reader); rotation && *rotation != look.geometry.rotation) {
            look.geometry = view.turned_to(look, *rotation);
            reading = read_as(look.geometry);
        }
    page.geometry = look.geometry;
    page.blank = look.blank;
    if (look.geometry.perspective) page.dpi = look.dpi;
    if (look.blank) return page;

    page.text = std::move(reading.text);
    const Size size = derived_size(look.geometry, image.width, image.height);
    page.text.width = int(std::lround(size.width)), page.text.height = int(std::lround(size.height));
    page.text.page = order.number;
    page.cut = std::move(reading.cut);
    return page;
}

}  // namespace saoy::stages
