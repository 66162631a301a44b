// SPDX-License-Identifier: Apache-2.0
#include "lib/base/clock.hpp"

#include <sys/random.h>

#include <array>
#include <cstdio>

#include "lib/base/error.hpp"

namespace saoy {

using namespace std::chrono;

Time SystemClock::now() const { return floor<seconds>(system_clock::now()); }

VietnamTime vietnam_time(Time time) noexcept {
    const auto local = time + hours(7);
    const auto day = floor<days>(local);
    const year_month_day date(day);
    const hh_mm_ss clock(local - day);
    return {int(date.year()),           int(unsigned(date.month())),  int(unsigned(date.day())),
            int(clock.hours().count()), int(clock.minutes().count()), int(clock.seconds().count())};
}

std::string rfc3339(Time time) {
    const VietnamTime t = vietnam_time(time);
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d+07:00", t.year, t.month, t.day, t.hour,
                  t.minute, t.second);
    return text.data();
}

Time parse_rfc3339(std::string_view text) {
    const std::string copy(text);
    int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0, used = 0;
    const auto bad = [&] {
        return Error(Fault::input, "time-format", "'" + copy + "' is not a time",
                     "write it as 2026-03-05T14:30:25+07:00");
    };
    if (std::sscanf(copy.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d%n", &y, &mo, &d, &h, &mi, &s, &used) != 6) throw bad();
    const std::string_view zone = std::string_view(copy).substr(std::size_t(used));
    int offset_minutes = 0;
    if (zone != "Z") {
        int zh = 0, zm = 0;
        char sign = 0;
        if (zone.size() != 6 || std::sscanf(zone.data(), "%c%2d:%2d", &sign, &zh, &zm) != 3 || zh > 14 || zm > 59 ||
            (sign != '+' && sign != '-'))
            throw bad();
        offset_minutes = (sign == '-' ? -1 : 1) * (zh * 60 + zm);
    }
    const year_month_day date{year(y), month(unsigned(mo)), day(unsigned(d))};
    if (!date.ok() || h < 0 || h > 23 || mi < 0 || mi > 59 || s < 0 || s > 60) throw bad();
    return sys_days(date) + hours(h) + minutes(mi) + seconds(s) - minutes(offset_minutes);
}

std::string RandomIds::uuid() {
    std::array<unsigned char, 16> b{};
    if (::getrandom(b.data(), b.size(), 0) != ssize_t(b.size()))
        throw Error(Fault::internal, "no-randomness", "the system gives no random bytes");
    b[6] = static_cast<unsigned char>((b[6] & 0x0f) | 0x40);
    b[8] = static_cast<unsigned char>((b[8] & 0x3f) | 0x80);
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < b.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
        text += digits[b[i] >> 4];
        text += digits[b[i] & 15];
    }
    return text;
}

}  // namespace saoy
