// SPDX-License-Identifier: Apache-2.0
// What a child says: a line of JSON on standard output, and its exit status.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "lib/base/error.hpp"
#include "lib/base/json.hpp"

namespace saoy {

// What came from outside may be no UTF-8: it is replaced, not refused.
inline std::string line_of(const Json& object) {
    return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

// {"code","sentence","hint"}
inline Json told(const Error& error) {
    return {{"code", error.code()}, {"sentence", error.what()}, {"hint", error.hint()}};
}

// Gives the status, or that of Fault::io when nobody listens.
inline int answer(std::string_view bytes, int status) {
    const bool said = std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() && std::fflush(stdout) == 0;
    return said ? status : exit_status(Fault::io);
}

}  // namespace saoy
