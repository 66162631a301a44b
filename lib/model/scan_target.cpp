// SPDX-License-Identifier: Apache-2.0
#include "lib/model/scan_target.hpp"

#include <cmath>
#include <numbers>

namespace saoy::scan_target {

std::array<Drawing::Point, 4> square_corners() {
    const double angle = square_lean * std::numbers::pi / 180, c = std::cos(angle), s = std::sin(angle);
    const double half = square_side / 2;
    std::array<Drawing::Point, 4> corners{{{-half, -half}, {half, -half}, {half, half}, {-half, half}}};
    for (Drawing::Point& corner : corners)
        corner = {square_x + c * corner.x - s * corner.y, square_y + s * corner.x + c * corner.y};
    return corners;
}

Drawing draw() {
    Drawing page;
    for (const double y : {top, bottom})
        for (const double x : {left, right}) page.rectangle(x - mark_side / 2, y - mark_side / 2, mark_side, mark_side);
    page.rectangle(left - mark_hole / 2, top - mark_hole / 2, mark_hole, mark_hole, 1);
    for (int i = 0; i < tones; ++i)
        page.rectangle(tones_left + i * tone_side, tones_top, tone_side, tone_side, tone_grey(i));
    const auto corners = square_corners();
    page.shapes.push_back({{corners.begin(), corners.end()}, 0});
    page.centred(20, 16, "TRANG ĐO MÁY QUÉT", true);
    page.centred(28, 10, "In 100 %, không thu phóng, trên giấy A4 trắng; đặt thẳng lên mặt kính và quét màu hoặc xám.");
    page.centred(190, 11, "Hai ô đen ở mép trên phải cách nhau đúng 170,0 mm, tính từ tâm (đo bằng thước).");
    page.centred(197, 11, "Nếu không, máy in đã thu phóng và độ phân giải đo được sẽ sai theo.");
    page.centred(208, 11, "saoy-scan --qualify ẢNH_QUÉT --from-device TÊN_MÁY");
    page.centred(220, 10,
                 "Scanner target: print at 100 %; the upper black marks must be 170.0 mm apart (middle to middle).");
    return page;
}

}  // namespace saoy::scan_target
