// SPDX-License-Identifier: Apache-2.0
// A page of shapes and text to be printed: millimetres from the upper left corner of the paper.
#pragma once

#include <string>
#include <vector>

#include "lib/model/modules.hpp"

namespace saoy {

struct Drawing {
    struct Point {
        double x = 0, y = 0;
    };
    struct Shape {
        std::vector<Point> corners;  // of a filled polygon
        double grey = 0;             // 0 = black … 1 = white
    };
    struct Text {
        enum class Align { left, centre };
        Point at;          // of the baseline's left end or middle
        double size = 11;  // points
        std::string text;
        bool bold = false;
        Align align = Align::left;
    };

    double width = 210, height = 297;  // A4
    std::vector<Shape> shapes;         // painted in this order, the texts over them
    std::vector<Text> texts;

    void rectangle(double left, double top, double wide, double high, double grey = 0) {
        shapes.push_back({{{left, top}, {left + wide, top}, {left + wide, top + high}, {left, top + high}}, grey});
    }
    void centred(double y, double size, std::string text, bool bold = false) {
        texts.push_back({{width / 2, y}, size, std::move(text), bold, Text::Align::centre});
    }
};

}  // namespace saoy
