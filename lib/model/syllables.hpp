// SPDX-License-Identifier: Apache-2.0
// Which words can be Vietnamese: a syllable is an onset, a rime and a tone, and few of all combinations are written.
#pragma once

#include <string_view>

namespace saoy {

enum class Spelling {
    possible,    // a syllable, or several joined by hyphens
    impossible,  // has Vietnamese letters and cannot be Vietnamese: misread, most likely
    other        // figures, abbreviations, letters without any mark that make no syllable: nothing is said of them
};

// `word` in NFC; signs around it do not count. Tone marks may stand as in "hòa" or as in "hoà".
Spelling spelling_of(std::string_view word);

}  // namespace saoy
