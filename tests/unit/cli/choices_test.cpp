// SPDX-License-Identifier: Apache-2.0
#include "cli/frame/choices.hpp"

#include <catch2/catch.hpp>

using saoy::cli::one_of;

namespace {

enum class Engine { automatic, lstm, tesseract };

// What the options become, or what is said of them.
std::string parsed(std::string arguments) {
    CLI::App app;
    Engine engine = Engine::automatic;
    std::string kernel = "unset";
    app.add_option("--engine", engine)->transform(one_of({{"auto", "0"}, {"lstm", "1"}, {"tesseract", "2"}}));
    app.add_option("--kernel", kernel)->transform(one_of({{"auto", ""}, {"avx512", "avx512-vnni"}, "avx2"}));
    try {
        app.parse(std::move(arguments));
        return std::to_string(int(engine)) + " " + kernel;
    } catch (const CLI::ParseError& error) {
        return error.what();
    }
}

}  // namespace

TEST_CASE("a name becomes what it stands for; another one is answered with all of them") {
    CHECK(parsed("") == "0 unset");
    CHECK(parsed("--engine tesseract --kernel avx512") == "2 avx512-vnni");
    CHECK(parsed("--engine=lstm --kernel=avx2") == "1 avx2");
    CHECK(parsed("--kernel auto") == "0 ");
    CHECK(parsed("--engine foo") == "--engine: foo is none of: auto, lstm, tesseract");
    CHECK(parsed("--kernel avx") == "--kernel: avx is none of: auto, avx512, avx2");
    CHECK(parsed("--engine 1") == "--engine: 1 is none of: auto, lstm, tesseract");
}
