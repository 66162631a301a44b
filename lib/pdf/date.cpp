// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/date.hpp"

#include <cstdio>

namespace saoy::pdf {

std::string pdf_date(Time time) {
    const VietnamTime t = vietnam_time(time);
    char text[40];
    std::snprintf(text, sizeof text, "D:%04d%02d%02d%02d%02d%02d+07'00'", t.year, t.month, t.day, t.hour, t.minute,
                  t.second);
    return text;
}

}  // namespace saoy::pdf
