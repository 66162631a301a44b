// SPDX-License-Identifier: Apache-2.0
// Time and identifiers, injected so that the same input gives the same bytes.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace saoy {

using Time = std::chrono::sys_seconds;

class Clock {
public:
    virtual ~Clock() = default;
    virtual Time now() const = 0;
};

class SystemClock : public Clock {
public:
    Time now() const override;
};

class FixedClock : public Clock {
public:
    explicit FixedClock(Time time) : time_(time) {}
    Time now() const override { return time_; }

private:
    Time time_;
};

// Civil time in Vietnam: UTC+07:00 all year since 1975-06-13, no daylight saving.
struct VietnamTime {
    int year, month, day, hour, minute, second;
};
VietnamTime vietnam_time(Time time) noexcept;

// "2026-03-05T14:30:25+07:00"
std::string rfc3339(Time time);
// Accepts any offset or Z; throws Error(input) for anything else.
Time parse_rfc3339(std::string_view text);

class Ids {
public:
    virtual ~Ids() = default;
    virtual std::string uuid() = 0;  // RFC 9562 version 4, lower case; safe from many threads
};

class RandomIds : public Ids {
public:
    std::string uuid() override;
};

}  // namespace saoy
