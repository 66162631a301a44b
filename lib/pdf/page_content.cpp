// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/page_content.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <numbers>
#include <set>
#include <string_view>

#include "lib/base/text.hpp"

namespace saoy::pdf {

namespace {

using PoDoFo::PdfObject;

constexpr std::size_t deepest_state = 256;  // nested q
constexpr int deepest_form = 6;             // forms inside forms
constexpr std::size_t most_operators = 2'000'000;
constexpr double most_lean = 15;  // degrees of skew that a scan is turned back by

struct State {
    Matrix place;
    int text_mode = 0;     // 3 = invisible
    bool clipped = false;  // to less than the page
    bool blended = false;  // not simply painted over what is below
};

struct Rectangle {
    double left = 0, bottom = 0, right = 0, top = 0;
};

Rectangle mapped(const Rectangle& area, const Matrix& m) {
    const double x1 = m.a * area.left + m.c * area.bottom + m.e, y1 = m.b * area.left + m.d * area.bottom + m.f;
    const double x2 = m.a * area.right + m.c * area.top + m.e, y2 = m.b * area.right + m.d * area.top + m.f;
    return {std::min(x1, x2), std::min(y1, y2), std::max(x1, x2), std::max(y1, y2)};
}

bool is_level(const Matrix& m) {
    const double slant = std::abs(m.b) + std::abs(m.c);
    return slant <= 1e-3 * (std::abs(m.a) + std::abs(m.d));
}

// Operators that change the state or name things, but paint nothing and that this walk need not follow.
const std::set<std::string_view> quiet{"w",  "J",  "j",  "M",  "d",   "ri",  "i",   "g",  "G",  "rg", "RG", "k",  "K",
                                       "cs", "CS", "sc", "SC", "scn", "SCN", "BT",  "ET", "Tf", "Td", "TD", "Tm", "T*",
                                       "Tc", "Tw", "Tz", "TL", "Ts",  "BMC", "EMC", "MP", "DP", "BX", "EX"};
const std::set<std::string_view> building{"m", "l", "c", "v", "y", "h"};
const std::set<std::string_view> painting{"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh"};
const std::set<std::string_view> showing{"Tj", "TJ", "'", "\""};

class Walk {
public:
    Walk(PoDoFo::PdfPage& page, const Rectangle& box) : page_(page), box_(box) {}

    Placed result() {
        PoDoFo::PdfContentsTokenizer tokens(&page_);
        follow(tokens, page_.GetResources(), 0);
        if (placed_.image == nullptr && placed_.why.empty()) placed_.why = "no image";
        placed_.words = words_;
        return placed_;
    }

private:
    // Something visible that is not the one image: what was found before no longer stands alone.
    void mark(std::string why) {
        placed_ = {};
        placed_.why = std::move(why);
    }

    double number(std::size_t from_end) const {
        if (from_end >= operands_.size()) return 0;
        const PoDoFo::PdfVariant& operand = operands_[operands_.size() - 1 - from_end];
        if (operand.IsReal()) return operand.GetReal();
        return operand.IsNumber() ? double(operand.GetNumber()) : 0;
    }

    PdfObject* resource(PdfObject* resources, const char* kind) const {
        if (operands_.empty() || !operands_.back().IsName() || resources == nullptr) return nullptr;
        PdfObject* of_kind = find(*resources, kind);
        return of_kind == nullptr ? nullptr : find(*of_kind, operands_.back().GetName().GetName());
    }

    static PdfObject* find(PdfObject& object, const std::string& key) {
        return object.IsDictionary() ? object.GetIndirectKey(PoDoFo::PdfName(key)) : nullptr;
    }

    void follow(PoDoFo::PdfContentsTokenizer& tokens, PdfObject* resources, int depth) {
        PoDoFo::EPdfContentsType type;
        const char* word = nullptr;
        PoDoFo::PdfVariant value;
        const std::size_t outer = states_.size();
        while (tokens.ReadNext(type, word, value)) {
            if (++operators_ > most_operators) PODOFO_RAISE_ERROR(PoDoFo::ePdfError_ValueOutOfRange);
            if (type == PoDoFo::ePdfContentsType_Variant) {
                if (operands_.size() < 64) operands_.push_back(value);
            } else if (type == PoDoFo::ePdfContentsType_Keyword) {
                apply(word, resources, depth, outer);
                operands_.clear();
            }
        }
        states_.resize(std::min(states_.size(), outer));
        path_covers_ = false;
    }

    void apply(const std::string_view word, PdfObject* resources, int depth, std::size_t outer) {
        if (word == "q") {
            if (states_.size() >= deepest_state) PODOFO_RAISE_ERROR(PoDoFo::ePdfError_ValueOutOfRange);
            states_.push_back(state_);
        } else if (word == "Q") {
            if (states_.size() > outer) {
                state_ = states_.back();
                states_.pop_back();
            }
        } else if (word == "cm") {
            state_.place = Matrix{number(5), number(4), number(3), number(2), number(1), number(0)}.then(state_.place);
        } else if (word == "re") {
            path_covers_ = !path_ && covers({number(3), number(2), number(3) + number(1), number(2) + number(0)});
            path_ = true;
        } else if (building.count(word) != 0) {
            path_ = true;
            path_covers_ = false;
        } else if (word == "W" || word == "W*") {
            state_.clipped = state_.clipped || !path_covers_;
        } else if (word == "n") {
            path_ = path_covers_ = false;
        } else if (word == "Tr") {
            state_.text_mode = int(number(0));
        } else if (word == "gs") {
            state_.blended = state_.blended || !is_plain(resource(resources, "ExtGState"));
        } else if (word == "BDC") {
            if (operands_.size() == 2 && operands_[0].IsName() && operands_[0].GetName() == "OC") mark("layers");
        } else if (painting.count(word) != 0) {
            path_ = path_covers_ = false;
            mark("drawing");
        } else if (showing.count(word) != 0) {
            words_ = state_.text_mode != 3 ? PageWords::shown : std::max(words_, PageWords::hidden);
            if (state_.text_mode != 3) mark("visible text");
        } else if (word == "Do") {
            show(resource(resources, "XObject"), resources, depth);
        } else if (quiet.count(word) == 0) {
            mark("operator " + std::string(word.substr(0, 8)));  // inline images are here too
        }
    }

    bool covers(const Rectangle& area) const {
        if (!is_level(state_.place)) return false;
        const Rectangle there = mapped(area, state_.place);
        constexpr double slack = 1;  // point
        return there.left <= box_.left + slack && there.bottom <= box_.bottom + slack &&
               there.right >= box_.right - slack && there.top >= box_.top - slack;
    }

    static bool is_plain(PdfObject* settings) {
        if (settings == nullptr || !settings->IsDictionary()) return false;
        for (const char* key : {"ca", "CA"})
            if (PdfObject* alpha = find(*settings, key)) {
                const double value = alpha->IsReal()     ? alpha->GetReal()
                                     : alpha->IsNumber() ? double(alpha->GetNumber())
                                                         : 0;
                if (value < 1) return false;
            }
        for (const char* key : {"SMask", "BM"})
            if (PdfObject* name = find(*settings, key))
                if (!name->IsName() || (name->GetName() != "None" && name->GetName() != "Normal")) return false;
        return true;
    }

    void show(PdfObject* object, PdfObject* resources, int depth) {
        PdfObject* subtype = object == nullptr ? nullptr : find(*object, "Subtype");
        if (subtype == nullptr || !subtype->IsName()) return mark("unknown object");
        if (find(*object, "OC") != nullptr) return mark("layers");
        if (subtype->GetName() == "Image") return show_image(object);
        if (subtype->GetName() == "Form" && depth < deepest_form) return show_form(*object, resources, depth);
        mark("unknown object");
    }

    // A scan that OCR programs have turned upright and straight about the page's middle still counts: its corners may
    // leave the page, nothing else shows.
    void show_image(PdfObject* image) {
        const Matrix& m = state_.place;
        const double width = std::hypot(m.a, m.b), height = std::hypot(m.c, m.d);
        const double turn = -std::atan2(m.b, m.a) * 180 / std::numbers::pi;  // clockwise
        const int quarters = int(std::lround(turn / 90));
        const bool mirrored = m.a * m.d - m.b * m.c <= 0;
        const bool slanted = std::abs(m.a * m.c + m.b * m.d) > 1e-3 * width * height;
        const double across = quarters % 2 != 0 ? height : width, down = quarters % 2 != 0 ? width : height;
        const double page_width = box_.right - box_.left, page_height = box_.top - box_.bottom;
        const double off_x = std::abs((m.a + m.c) / 2 + m.e - (box_.left + box_.right) / 2);
        const double off_y = std::abs((m.b + m.d) / 2 + m.f - (box_.bottom + box_.top) / 2);
        const bool fills = off_x + std::abs(across - page_width) / 2 <= 2 + 0.005 * page_width &&
                           off_y + std::abs(down - page_height) / 2 <= 2 + 0.005 * page_height;
        if (!fills) return mark("image smaller or larger than the page");
        if (mirrored || slanted || std::abs(turn - 90 * quarters) > most_lean) return mark("image turned or mirrored");
        if (state_.clipped || state_.blended) return mark("image clipped or blended");
        // Whatever was painted before lies under it.
        placed_ = {image, width, height, (quarters + 4) % 4 * 90, {}};
    }

    void show_form(PdfObject& form, PdfObject* resources, int depth) {
        if (!form.HasStream()) return mark("unknown object");
        char* data = nullptr;
        PoDoFo::pdf_long length = 0;
        form.GetStream()->GetFilteredCopy(&data, &length);
        const std::unique_ptr<char, decltype(&PoDoFo::podofo_free)> owner(data, &PoDoFo::podofo_free);
        const State outside = state_;
        if (PdfObject* matrix = find(form, "Matrix")) state_.place = matrix_of(*matrix).then(state_.place);
        PdfObject* group = find(form, "Group");
        PdfObject* box = find(form, "BBox");
        state_.clipped = state_.clipped || box == nullptr || !covers(rectangle_of(*box));
        state_.blended = state_.blended || group != nullptr;
        PdfObject* own = find(form, "Resources");
        operands_.clear();
        PoDoFo::PdfContentsTokenizer tokens(data, long(length));
        follow(tokens, own == nullptr ? resources : own, depth + 1);
        state_ = outside;
    }

    static double real(const PoDoFo::PdfArray& array, std::size_t i) {
        if (i >= array.size()) return 0;
        return array[i].IsReal() ? array[i].GetReal() : array[i].IsNumber() ? double(array[i].GetNumber()) : 0;
    }
    static Matrix matrix_of(const PdfObject& object) {
        if (!object.IsArray()) return {};
        const PoDoFo::PdfArray& m = object.GetArray();
        return {real(m, 0), real(m, 1), real(m, 2), real(m, 3), real(m, 4), real(m, 5)};
    }
    static Rectangle rectangle_of(const PdfObject& object) {
        if (!object.IsArray()) return {};
        const PoDoFo::PdfArray& r = object.GetArray();
        return {real(r, 0), real(r, 1), real(r, 2), real(r, 3)};
    }

    PoDoFo::PdfPage& page_;
    Rectangle box_;
    State state_;
    std::vector<State> states_;
    std::vector<PoDoFo::PdfVariant> operands_;
    std::size_t operators_ = 0;
    bool path_ = false;         // a path has been begun
    bool path_covers_ = false;  // it is one rectangle around the whole page
    PageWords words_ = PageWords::none;
    Placed placed_;
};

}  // namespace

Matrix Matrix::then(const Matrix& m) const {
    return {a * m.a + b * m.c, a * m.b + b * m.d,       c * m.a + d * m.c,
            c * m.b + d * m.d, e * m.a + f * m.c + m.e, e * m.b + f * m.d + m.f};
}

Placed only_image(PoDoFo::PdfPage& page, const PoDoFo::PdfRect& box) {
    const Rectangle visible{box.GetLeft(), box.GetBottom(), box.GetLeft() + box.GetWidth(),
                            box.GetBottom() + box.GetHeight()};
    return Walk(page, visible).result();
}

}  // namespace saoy::pdf
