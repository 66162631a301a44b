// SPDX-License-Identifier: Apache-2.0
#include "lib/capture/options.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::capture {

namespace {

[[noreturn]] void refuse(const std::string& name, const std::string& value) {
    throw Error(Fault::configuration, "scanner-option",
                text::fill(text::tr("the scanner does not take {0} for its option {1}"), {value, name}),
                text::tr("change the scan profile; scanimage --all-options shows what the scanner takes"));
}

double from_word(const SANE_Option_Descriptor& about, SANE_Word word) {
    return about.type == SANE_TYPE_FIXED ? SANE_UNFIX(word) : double(word);
}

SANE_Word to_word(const SANE_Option_Descriptor& about, double value) {
    return about.type == SANE_TYPE_FIXED ? SANE_Word(std::lround(value * (1 << SANE_FIXED_SCALE_SHIFT)))
                                         : SANE_Word(std::lround(value));
}

SANE_Word fitting(const SANE_Option_Descriptor& about, SANE_Word wanted) {
    if (about.constraint_type == SANE_CONSTRAINT_RANGE)
        return std::clamp(wanted, about.constraint.range->min, about.constraint.range->max);
    if (about.constraint_type != SANE_CONSTRAINT_WORD_LIST) return wanted;
    std::vector<SANE_Word> list(about.constraint.word_list + 1,
                                about.constraint.word_list + 1 + about.constraint.word_list[0]);
    std::sort(list.begin(), list.end());
    const auto next = std::lower_bound(list.begin(), list.end(), wanted);
    if (list.empty()) return wanted;
    return next == list.end() ? list.back() : *next;
}

}  // namespace

Options::Found Options::find(const std::string& name) const {
    // Asking for option 0 first makes the network driver fetch them all anew after one has changed the others.
    SANE_Int count = 0;
    if (sane_get_option_descriptor(device_, 0) == nullptr ||
        sane_control_option(device_, 0, SANE_ACTION_GET_VALUE, &count, nullptr) != SANE_STATUS_GOOD)
        throw_state(SANE_STATUS_IO_ERROR);
    for (SANE_Int i = 1; i < count; ++i) {
        const SANE_Option_Descriptor* about = sane_get_option_descriptor(device_, i);
        if (about != nullptr && about->name != nullptr && name == about->name && SANE_OPTION_IS_ACTIVE(about->cap))
            return {i, about};
    }
    return {};
}

Options::Found Options::need(const std::string& name) const {
    const Found found = find(name);
    if (found.about == nullptr)
        throw Error(Fault::configuration, "scanner-option",
                    text::fill(text::tr("the scanner has no option {0}"), {name}),
                    text::tr("change the scan profile; scanimage --all-options shows what the scanner takes"));
    return found;
}

bool Options::has(const std::string& name) const { return find(name).about != nullptr; }

std::vector<std::string> Options::words(const std::string& name) const {
    std::vector<std::string> words;
    const Found option = find(name);
    if (option.about != nullptr && option.about->constraint_type == SANE_CONSTRAINT_STRING_LIST)
        for (const SANE_String_Const* word = option.about->constraint.string_list; *word != nullptr; ++word)
            words.emplace_back(*word);
    return words;
}

void Options::control(const Found& option, void* value, const std::string& written) {
    const std::string name = option.about->name;
    const SANE_Status state = sane_control_option(device_, option.index, SANE_ACTION_SET_VALUE, value, nullptr);
    if (state == SANE_STATUS_INVAL || state == SANE_STATUS_UNSUPPORTED) refuse(name, written);
    check(state);
}

void Options::set(const std::string& name, const std::string& value) {
    const Found option = need(name);
    if (option.about->type != SANE_TYPE_STRING || option.about->size <= SANE_Int(value.size())) refuse(name, value);
    std::vector<char> room(std::size_t(option.about->size), '\0');
    std::copy(value.begin(), value.end(), room.begin());
    control(option, room.data(), value);
}

void Options::set(const std::string& name, double value) {
    const Found option = need(name);
    const std::string written = std::to_string(value);
    if (option.about->type != SANE_TYPE_INT && option.about->type != SANE_TYPE_FIXED) refuse(name, written);
    std::vector<SANE_Word> words(std::max<std::size_t>(1, std::size_t(option.about->size) / sizeof(SANE_Word)),
                                 fitting(*option.about, to_word(*option.about, value)));
    control(option, words.data(), written);
}

void Options::set(const std::string& name, bool value) {
    const Found option = need(name);
    if (option.about->type != SANE_TYPE_BOOL) refuse(name, value ? "yes" : "no");
    SANE_Bool word = value ? SANE_TRUE : SANE_FALSE;
    control(option, &word, value ? "yes" : "no");
}

double Options::number(const std::string& name) const {
    const Found option = need(name);
    std::vector<SANE_Word> words(std::max<std::size_t>(1, std::size_t(option.about->size) / sizeof(SANE_Word)), 0);
    check(sane_control_option(device_, option.index, SANE_ACTION_GET_VALUE, words.data(), nullptr));
    return from_word(*option.about, words.front());
}

bool Options::flag(const std::string& name) const {
    try {
        const Found option = find(name);
        SANE_Bool value = SANE_FALSE;
        return option.about != nullptr && option.about->type == SANE_TYPE_BOOL &&
               sane_control_option(device_, option.index, SANE_ACTION_GET_VALUE, &value, nullptr) == SANE_STATUS_GOOD &&
               value == SANE_TRUE;
    } catch (const Error&) {
        return false;  // some drivers answer nothing while a page is on its way
    }
}

void Options::set_written(const std::string& name, const std::string& value) {
    switch (need(name).about->type) {
        case SANE_TYPE_STRING: set(name, value); return;
        case SANE_TYPE_BOOL:
            if (value != "yes" && value != "no") refuse(name, value);
            set(name, value == "yes");
            return;
        default: break;
    }
    double number = 0;
    const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (fault != std::errc() || end != value.data() + value.size()) refuse(name, value);
    set(name, number);
}

}  // namespace saoy::capture
