// SPDX-License-Identifier: Apache-2.0
// Dates as PDF writes them.
#pragma once

#include <string>

#include "lib/base/clock.hpp"

namespace saoy::pdf {

// D:20260305143025+07'00' (ISO 32000-1, 7.9.4).
std::string pdf_date(Time time);

}  // namespace saoy::pdf
