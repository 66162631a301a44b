// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <cerrno>

#include "lib/base/error.hpp"
#include "lib/capture/sane.hpp"

using namespace saoy;

namespace {

std::string code_of(int state) {
    try {
        capture::throw_state(SANE_Status(state));
    } catch (const Error& error) {
        return error.code();
    }
    return {};
}

}  // namespace

TEST_CASE("what SANE reports becomes a code of ours") {
    CHECK(code_of(SANE_STATUS_JAMMED) == "scanner-jam");
    CHECK(code_of(SANE_STATUS_UNSUPPORTED) == "scanner-driver");
    CHECK(code_of(SANE_STATUS_IO_ERROR) == "scanner-gone");
}

TEST_CASE("a network driver's errno means that the scanner is gone") {
    CHECK(code_of(EPIPE) == "scanner-gone");
    CHECK(code_of(ECONNRESET) == "scanner-gone");
}
