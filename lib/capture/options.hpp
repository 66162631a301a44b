// SPDX-License-Identifier: Apache-2.0
// The options of an open device, found by name; drivers show and hide them as others change.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "lib/capture/sane.hpp"

namespace saoy::capture {

class Options {
public:
    explicit Options(SANE_Handle device) : device_(device) {}

    bool has(const std::string& name) const;                        // there and active
    std::vector<std::string> words(const std::string& name) const;  // what a text option may be
    // Each throws Error configuration (78, "scanner-option") when the device has no such option or does not take the
    // value; a number is brought into the range or to the next larger one of the list first.
    void set(const std::string& name, const std::string& value);
    void set(const std::string& name, double value);
    void set(const std::string& name, bool value);
    double number(const std::string& name) const;  // as the device took it
    bool flag(const std::string& name) const;      // false when it is not there or cannot be asked
    // As a person writes it in a scan profile: a text, a number, or yes and no, by the option's kind.
    void set_written(const std::string& name, const std::string& value);

private:
    struct Found {
        SANE_Int index = 0;
        const SANE_Option_Descriptor* about = nullptr;
    };
    Found find(const std::string& name) const;  // about is null when it is not there
    Found need(const std::string& name) const;
    void control(const Found& option, void* value, const std::string& written);
    SANE_Handle device_;
};

}  // namespace saoy::capture
