// SPDX-License-Identifier: Apache-2.0
// What the pages written for people share.
#pragma once

#include <string>
#include <string_view>

namespace saoy::stages {

// Safe as text and as a quoted attribute.
std::string escaped(std::string_view text);

// One self-contained page: nothing may be fetched, and no script runs. `title` is text and stands as the heading too;
// `style` and `body` are put in as they are.
std::string html_page(const std::string& title, std::string_view style, std::string_view body);

}  // namespace saoy::stages
