// SPDX-License-Identifier: Apache-2.0
// One page, decoded once, and what is derived from it.
#include <algorithm>
#include <array>
#include <cmath>

#include "lib/image/lines_cut.hpp"
#include "lib/image/outline.hpp"
#include "lib/image/page_image.hpp"
#include "lib/image/pose.hpp"
#include "lib/image/reading_pix.hpp"
#include "lib/image/sheet_shape.hpp"
#include "lib/image/smaller.hpp"
#include "lib/image/sweeps.hpp"
#include "lib/image/warp.hpp"

namespace saoy::image {

namespace {

constexpr std::array<const char*, 4> side_names{"top", "right", "bottom", "left"};
constexpr std::array<const char*, 4> corner_names{"top-left", "top-right", "bottom-right", "bottom-left"};

Pix reduced(const Pix& pix, double factor) {
    if (factor > 0.95) return owned(pixClone(pix.get()));
    const auto scale = l_float32(factor);
    const bool plain = pixGetDepth(pix.get()) >= 8 && pixGetColormap(pix.get()) == nullptr;
    if (plain && scale >= 0.71F && pixGetDepth(pix.get()) == 8) return a_little_smaller(pix, scale);
    const bool half = scale == 0.5F || scale == 0.25F || scale == 0.125F || scale == 0.0625F;
    if (plain && scale < 0.69F && !half) return much_smaller(pix, scale);
    return owned(pixScaleAreaMap(pix.get(), scale, scale));
}

// Sampled first: to average every pixel of a large page costs as much as to decode it.
Pix small_picture(const Pix& decoded) {
    constexpr int wanted = 500;
    Pix pix = owned(pixClone(decoded.get()));
    if (pixGetColormap(pix.get()) != nullptr) pix = owned(pixRemoveColormap(pix.get(), REMOVE_CMAP_TO_FULL_COLOR));
    if (pixGetDepth(pix.get()) != 32) pix = to_grey(pix);
    const auto longest = [&] { return std::max(pixGetWidth(pix.get()), pixGetHeight(pix.get())); };
    if (const int step = int(std::lround(longest() / (1.8 * wanted))); step > 1)
        pix = owned(pixScaleByIntSampling(pix.get(), step));
    return reduced(pix, double(wanted) / longest());
}

// Outside the sheet there is paper, so that only the sheet is looked at.
void cover_ground(Pix& page, const Quad& quad, double factor) {
    const int width = pixGetWidth(page.get()), height = pixGetHeight(page.get());
    const Quad small = [&] {
        Quad scaled = quad;
        for (Point& corner : scaled) corner = {corner.x * factor, corner.y * factor};
        return scaled;
    }();
    l_float32 paper = 0;
    pixGetRankValueMasked(page.get(), nullptr, 0, 0, 8, 0.75F, &paper, nullptr);
    constexpr double inset = 3;  // the sheet's own edge is no ink
    for (int y = 0; y < height; ++y) {
        double from = width, to = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            const Point &a = small[i], &b = small[(i + 1) % 4];
            if ((a.y > y) == (b.y > y)) continue;
            const double x = a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y);
            from = std::min(from, x), to = std::max(to, x);
        }
        l_uint32* const row = pixGetData(page.get()) + std::ptrdiff_t(y) * pixGetWpl(page.get());
        for (int x = 0; x < width; ++x)
            if (x < from + inset || x > to - inset) SET_DATA_BYTE(row, x, int(paper));
    }
}

}  // namespace

struct PageView::State {
    std::string_view bytes;
    Header header;
    int frame = 0;
    Told told;
    Use use = Use::keep;
    Pix grey;        // the master, 8-bit; for Use::read perhaps reduced
    Pix colour;      // the same with its colours, for Use::read only
    Pix small;       // in colour, some 500 pixels long; empty for black and white, which shows no edge of a sheet
    double dpi = 0;  // of the master, or of the flat page
    std::optional<Perspective> perspective{};
    std::optional<Outline> outline{};
    Ground ground;
    double true_dpi = 0;  // the lowest on the page
    std::array<Lean, 2> leans{};
    Pix page;  // the page at look_dpi: the master's, or the flat one's

    double factor() const { return std::min(1.0, look_dpi / dpi); }
    // The master at this scale, out of what is decoded.
    Pix master_at(double scale) const {
        return reduced(grey, std::min(1.0, scale * header.width / pixGetWidth(grey.get())));
    }
    void find_sheet();
    void flatten(const Quad& quad);
    void prepare();
};

void PageView::State::find_sheet() {
    if (!small) return;
    const ColourMap map = colours_of(small);
    ground = ground_around(map);
    // A page that is only read is cut to its sheet where the ground is plain to see, as in a photograph.
    if (use == Use::read && ground.clearly < 2) return;
    outline = find_outline(map);
    if (!outline) return;
    const double sx = double(header.width) / map.width, sy = double(header.height) / map.height;
    for (Point& corner : outline->quad) corner = {corner.x * sx, corner.y * sy};
    for (double& corner : outline->missing) corner *= sx;
}

// The paper's size tells the resolution of a photograph; without it the image's own holds for the sheet's mean side.
void PageView::State::flatten(const Quad& quad) {
    const double top = span(quad[0], quad[1]), right = span(quad[1], quad[2]), bottom = span(quad[2], quad[3]),
                 left = span(quad[3], quad[0]);
    double width = (top + bottom) / 2, height = (left + right) / 2;
    if (told.paper_width > 0) {
        double paper_width = std::min(told.paper_width, told.paper_height) / 25.4,
               paper_height = std::max(told.paper_width, told.paper_height) / 25.4;
        if (width > height) std::swap(paper_width, paper_height);
        dpi = std::sqrt(width * height / (paper_width * paper_height));
        width = paper_width * dpi;
        height = paper_height * dpi;
    }
    true_dpi = least_dpi(quad, width / dpi, height / dpi);
    perspective = Perspective{quad, int(std::lround(width)), int(std::lround(height))};
}

void PageView::State::prepare() {
    if (page) return;
    find_sheet();
    dpi = true_dpi = told.dpi;
    // An image with a resolution of its own comes from a scanner, unless it plainly does not; a sheet there that is
    // neither a rectangle nor plainly aslant is torn or runs over the edge, and stays as it lies.
    constexpr double rectangle = 0.012, plain = 0.03;
    if (outline && told.dpi > 0 && aslant(outline->quad) >= rectangle && aslant(outline->quad) < plain) outline.reset();
    if (outline && (told.dpi == 0 || aslant(outline->quad) >= plain)) flatten(outline->quad);
    if (dpi == 0 && told.paper_width > 0 && ground.clearly < 2) {
        // nothing but the page is on the image: the sheet's size is the image's if they have the same shape
        const double wide = std::max(header.width, header.height), narrow = std::min(header.width, header.height);
        const double paper_wide = std::max(told.paper_width, told.paper_height) / 25.4,
                     paper_narrow = std::min(told.paper_width, told.paper_height) / 25.4;
        if (std::abs(wide / narrow - paper_wide / paper_narrow) < 0.03 * paper_wide / paper_narrow)
            dpi = true_dpi = narrow / paper_narrow;
    }
    if (dpi == 0) return;
    if (perspective) {
        const double scale = factor();
        const int width = int(std::lround(perspective->width * scale)),
                  height = int(std::lround(perspective->height * scale));
        const Pix fine = master_at(scale > 0.6 ? 1 : 0.5);
        const double shrunk = double(pixGetWidth(fine.get())) / header.width;
        page = warped(fine,
                      Homography::flattening(perspective->outline, width, height)
                          .inverse()
                          .then(Homography::scaling(shrunk, shrunk)),
                      width, height);
    } else {
        page = master_at(factor());
        if (outline)
            page = owned(pixCopy(nullptr, page.get())),
            cover_ground(page, outline->quad, double(pixGetWidth(page.get())) / header.width);
    }
}

PageView::PageView(std::string_view bytes, int frame, const Told& told, Use use) : state_(new State) {
    state_->bytes = bytes;
    state_->header = header_of(bytes, frame);
    state_->frame = frame;
    state_->told = told;
    state_->use = use;
    const Header& header = state_->header;
    const bool has_colour = header.bits * header.components > 1;
    if (use == Use::read) {
        state_->colour = decode_for_reading(bytes, header, frame, told.dpi);
        state_->grey = to_grey(state_->colour);
        if (has_colour) state_->small = small_picture(state_->colour);
        return;
    }
    const bool jpeg = header.media_type == "image/jpeg";
    const Pix decoded = decode(bytes, header, frame, 1, jpeg);
    state_->grey = to_grey(decoded);
    if (jpeg && header.components > 1) {  // an eighth of a JPEG is decoded at the price of reading its bytes
        const int longest = std::max(header.width, header.height);
        state_->small = small_picture(decode(bytes, header, frame,
                                             longest >= 4000   ? 8
                                             : longest >= 2000 ? 4
                                                               : 2,
                                             false));
    } else if (has_colour) {
        state_->small = small_picture(decoded);
    }
}

PageView::~PageView() = default;

Look PageView::look() {
    State& state = *state_;
    state.prepare();
    Look look;
    look.dpi = state.dpi;
    if (state.dpi == 0) return look;
    look.geometry.perspective = state.perspective;
    const int declared = state.told.rotation.value_or(state.header.rotation);
    look.geometry.rotation = declared;
    look.measures.push_back({Measured::dpi, state.true_dpi});
    // a ground that is seen all around has a sheet in it
    if (state.outline || state.ground.clearly == 4)
        look.measures.push_back({Measured::outline, state.outline ? 1.0 : 0.0});
    const Raster levelled = even_paper(raster_of(state.page, 0));
    const Pix whole = below(levelled, usual_ink), firm = below(levelled, firm_ink);
    look.blank = is_blank(owned(pixRemoveBorderConnComps(firm.get(), 8)),
                          owned(pixRemoveBorderConnComps(below(levelled, faint_ink).get(), 8)));
    if (!look.blank) {
        const Pose pose = pose_of(owned(pixRemoveBorderConnComps(whole.get(), 8)), declared, state.use == Use::read);
        state.leans = pose.leans;
        look.sure = pose.sure;
        look.geometry = turned_to(look, pose.rotation);
    } else {
        look.sure = true;
        look.geometry = turned_to(look, declared);
    }
    if (state.use == Use::read) return look;
    const auto upright = [&](std::size_t side) { return (side + std::size_t(look.geometry.rotation / 90)) % 4; };
    if (state.outline) {
        const auto worst = std::size_t(std::max_element(state.outline->missing.begin(), state.outline->missing.end()) -
                                       state.outline->missing.begin());
        look.measures.push_back(
            {Measured::corner, state.outline->missing[worst] / state.dpi * 25.4, corner_names[upright(worst)]});
    } else if (!look.blank) {
        const std::array<int, 4> cut = strokes_cut(firm);
        const auto worst = std::size_t(std::max_element(cut.begin(), cut.end()) - cut.begin());
        look.measures.push_back({Measured::cut, double(cut[worst]), cut[worst] > 0 ? side_names[upright(worst)] : ""});
    }
    return look;
}

std::optional<Look> PageView::glance() {
    State& state = *state_;
    state.prepare();
    if (state.dpi == 0 || state.outline) return std::nullopt;
    Look look;
    look.dpi = state.dpi;
    const int declared = state.told.rotation.value_or(state.header.rotation), axis = declared % 180 == 0 ? 0 : 1;
    const Pix along = axis == 0 ? owned(pixClone(state.page.get())) : owned(pixRotateOrth(state.page.get(), 1));
    const auto lean = glance_at(along);
    if (!lean) return std::nullopt;
    state.leans[std::size_t(axis)] = *lean;
    look.geometry = turned_to(look, declared);
    look.measures.push_back({Measured::dpi, state.true_dpi});
    return look;
}

void PageView::turn(Look& look, int rotation) const {
    const auto quarters = std::size_t((rotation - look.geometry.rotation + 360) / 90 % 4);
    for (Measurement& measured : look.measures)
        for (const auto* names : {&side_names, &corner_names})
            if (const auto side = std::find(names->begin(), names->end(), measured.side); side != names->end()) {
                measured.side = (*names)[(std::size_t(side - names->begin()) + quarters) % 4];
                break;
            }
    look.geometry = turned_to(look, rotation);
    look.sure = true;
}

Geometry PageView::turned_to(const Look& look, int rotation) const {
    const State& state = *state_;
    Geometry geometry;
    geometry.perspective = look.geometry.perspective;
    geometry.rotation = rotation % 360;
    const Lean& lean = state.leans[rotation % 180 == 0 ? 0 : 1];
    constexpr double sure = 1.9;         // Leptonica asks 3, which pages of few lines do not reach; chance gives 1.6
    constexpr double least_skew = 0.05;  // degrees: a quarter of a millimetre over a page
    double skew = lean.confidence >= sure ? -lean.angle : 0;
    const bool sheet = state.outline && !state.perspective;
    if (sheet) {
        const double edge = lean_of_sides(state.outline->quad);
        constexpr double alike = 0.7;  // degrees; a card's few words may seem to lean
        if (lean.confidence < sure || std::abs(edge - skew) > alike) skew = edge;
    }
    if (std::abs(skew) >= least_skew) geometry.skew = std::round(skew * 100) / 100;
    if (sheet) {
        const Size size = derived_size(geometry, state.header.width, state.header.height);
        const PageMap map(geometry, state.header.width, state.header.height, size.width, size.height);
        Quad corners = state.outline->quad;
        for (Point& corner : corners) corner = map.to_derived(corner);
        const auto mean_of_two = [&](auto coordinate, bool least) {
            std::array<double, 4> values{};
            for (std::size_t i = 0; i < 4; ++i) values[i] = coordinate(corners[i]);
            std::sort(values.begin(), values.end());
            return least ? (values[0] + values[1]) / 2 : (values[2] + values[3]) / 2;
        };
        const auto x = [](const Point& p) { return p.x; };
        const auto y = [](const Point& p) { return p.y; };
        const int left = std::max(0, int(std::lround(mean_of_two(x, true)))),
                  top = std::max(0, int(std::lround(mean_of_two(y, true)))),
                  right = std::min(int(size.width), int(std::lround(mean_of_two(x, false)))),
                  bottom = std::min(int(size.height), int(std::lround(mean_of_two(y, false))));
        if (right > left && bottom > top) geometry.crop = Box{left, top, right - left, bottom - top};
    }
    return geometry;
}

std::vector<Raster> PageView::lines(const Geometry& geometry, int most) const {
    const State& state = *state_;
    Geometry lying = geometry;
    lying.perspective.reset();  // `page` is flat already
    lying.crop.reset();
    const int page_width = pixGetWidth(state.page.get()), page_height = pixGetHeight(state.page.get());
    const Size size = derived_size(lying, page_width, page_height);
    const PageMap map(lying, page_width, page_height, size.width, size.height);
    const Pix grey = warped(state.page, map.back(), int(size.width), int(size.height));
    return widest_lines(grey, most, std::min(state.dpi, look_dpi));
}

Raster PageView::working(const Look& look, double working_dpi) const {
    const State& state = *state_;
    const Geometry& geometry = look.geometry;
    const double factor = std::min(1.0, working_dpi / state.dpi);
    const Size size = derived_size(geometry, state.header.width, state.header.height);
    const int width = int(std::lround(size.width * factor)), height = int(std::lround(size.height * factor));
    const bool plain = geometry.skew == 0 && !geometry.crop && !geometry.perspective;
    if (plain) {
        const Pix scaled = factor > 0.999 ? owned(pixClone(state.grey.get())) : reduced(state.grey, factor);
        const Pix turned = owned(pixRotateOrth(scaled.get(), geometry.rotation / 90));
        return raster_of(turned, state.dpi * factor);
    }
    // twice as fine as the result at most, or samples are left out
    const double shrink = factor < 0.5 ? factor * 2 : 1;
    const Pix fine = shrink < 1 ? reduced(state.grey, shrink) : owned(pixClone(state.grey.get()));
    const PageMap map(geometry, state.header.width, state.header.height, width, height);
    const double sx = double(pixGetWidth(fine.get())) / state.header.width,
                 sy = double(pixGetHeight(fine.get())) / state.header.height;
    return raster_of(warped(fine, map.back().then(Homography::scaling(sx, sy)), width, height), state.dpi * factor);
}

ReadingImage PageView::reading(const Geometry& geometry) const {
    const State& state = *state_;
    return reading_image(owned(pixClone(state.colour.get())), state.header.width, state.told.dpi, geometry);
}

std::string PageView::flat(const Look& look) const {
    const State& state = *state_;
    const Perspective& seen = look.geometry.perspective.value();
    Pix colour = decode(state.bytes, state.header, state.frame, 1, false);
    if (pixGetColormap(colour.get()) != nullptr)
        colour = owned(pixRemoveColormap(colour.get(), REMOVE_CMAP_TO_FULL_COLOR));
    if (pixGetDepth(colour.get()) != 32) colour = to_grey(colour);
    const Pix flat = warped(colour, Homography::flattening(seen.outline, seen.width, seen.height).inverse(), seen.width,
                            seen.height);
    const int dpi = int(std::lround(state.dpi));
    pixSetResolution(flat.get(), dpi, dpi);
    l_uint8* data = nullptr;
    std::size_t size = 0;
    constexpr int quality = 95;
    pixWriteMemJpeg(&data, &size, flat.get(), quality, 0);
    return take_bytes(data, size);
}

}  // namespace saoy::image
