// SPDX-License-Identifier: Apache-2.0
// What /FlateDecode undoes.
#pragma once

#include <string>
#include <string_view>

namespace saoy::pdf {

std::string deflated(std::string_view bytes);  // zlib format, as small as it gets

}  // namespace saoy::pdf
