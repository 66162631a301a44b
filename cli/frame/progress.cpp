// SPDX-License-Identifier: Apache-2.0
#include "cli/frame/progress.hpp"

#include <algorithm>
#include <cstdio>

#include "lib/base/text.hpp"

namespace saoy::cli {

namespace {

std::string minutes(double seconds) {
    char text[32];
    std::snprintf(text, sizeof text, "%d:%02d", int(seconds) / 60, int(seconds) % 60);
    return text;
}

std::string one_decimal(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", value);
    return text;
}

}  // namespace

double Progress::left(double seconds) const {
    if (total == 0 || seconds <= 0) return -1;
    // What is not begun yet is taken to be like what is.
    if (begun > 0 && pages == 0) return -1;
    if (pages_done > 0 && begun > 0) {
        const double all = pages / double(begun) * double(std::max(total, begun));
        return std::max(0.0, all - pages_done) / (pages_done / seconds);
    }
    const std::size_t past = done + failed;
    return past == 0 ? -1 : double(total - std::min(past, total)) / (double(past) / seconds);
}

std::string Progress::bar(double seconds) const {
    const std::size_t past = done + failed;
    const bool by_page = total == 1 && begun == 1;
    const std::size_t count = by_page ? std::size_t(pages_done) : past, whole = by_page ? std::size_t(pages) : total;
    std::string out = std::to_string(count);
    if (whole != 0) {
        constexpr std::size_t width = 30;
        const double all = pages / double(std::max<std::size_t>(begun, 1)) * double(total);
        const double share = pages_done > 0 ? pages_done / std::max(all, pages_done) : double(past) / double(total);
        const auto filled = std::size_t(double(width) * std::min(1.0, share));
        out = "[" + std::string(filled, '=') + std::string(width - filled, ' ') + "] " + out + "/" +
              std::to_string(whole);
    }
    if (seconds > 0)
        out += "  " + (pages_done > 0 ? text::fill(text::tr("{0} pages/s"), {one_decimal(pages_done / seconds)})
                                      : one_decimal(double(past) / seconds) + "/s");
    if (const double rest = left(seconds); rest >= 0) out += "  " + text::fill(text::tr("{0} left"), {minutes(rest)});
    if (failed != 0) out += "  " + text::fill(text::tr("{0} failed"), {std::to_string(failed)});
    return out;
}

}  // namespace saoy::cli
