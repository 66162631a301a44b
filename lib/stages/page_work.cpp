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
    image::Look look = view.look();
    if (!look.sure)
        if (const auto rotation = read_direction(view, look, reader)) look.geometry = view.turned_to(look, *rotation);
    page.geometry = look.geometry;
    page.blank = look.blank;
    if (look.geometry.perspective) page.dpi = look.dpi;
    if (look.geometry.perspective) page.flat = image::encode_for_pdf(view.flat(look), 0);
    if (look.blank) return page;

    PageReading reading;
    if (page.flat) {
        Geometry flat = look.geometry;
        flat.perspective.reset();
        reading = read_page(page.flat->bytes, 0, look.dpi, flat, reader);
    } else {
        const auto fine = [&] { return image::reading_image(file, order.frame, order.dpi, look.geometry, true); };
        reading = read_page(view.reading(look.geometry), order.dpi, fine, reader);
    }
    page.text = std::move(reading.text);
    const Size size = derived_size(look.geometry, image.width, image.height);
    page.text.width = int(std::lround(size.width)), page.text.height = int(std::lround(size.height));
    page.text.page = order.number;
    page.cut = std::move(reading.cut);
    return page;
}

}  // namespace saoy::stages
