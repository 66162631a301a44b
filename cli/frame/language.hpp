// SPDX-License-Identifier: Apache-2.0
// The language of messages, chosen before anything is said.
#pragma once

namespace saoy::cli {

// --lang, SAOY_LANG, LC_ALL, LC_MESSAGES, LANG: the first that is given; "vi" is Vietnamese, all else English.
void choose_language(int argc, char** argv);

}  // namespace saoy::cli
