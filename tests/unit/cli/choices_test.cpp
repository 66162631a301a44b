// SPDX-License-Identifier: Apache-2.0
#include "cli/frame/choices.hpp"

#include <catch2/catch.hpp>

using saoy::cli::in_range;
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

TEST_CASE("a number out of its range, or none at all, is answered with the range") {
    const auto said = [](const std::string& arguments) {
        CLI::App app;
        int jobs = 0;
        double tone = 0;
        app.add_option("--jobs", jobs)->check(in_range(1, 256));
        app.add_option("--tone", tone)->check(in_range(0.05, 1.0));
        try {
            app.parse(arguments);
            return std::to_string(jobs) + " " + std::to_string(int(tone * 100));
        } catch (const CLI::ParseError& error) {
            return std::string(error.what());
        }
    };
    CHECK(said("--jobs 1 --tone 1") == "1 100");
    CHECK(said("--jobs 256 --tone 0.05") == "256 5");
    CHECK(said("--jobs 0") == "--jobs: 0 is no number from 1 to 256");
    CHECK(said("--jobs 257") == "--jobs: 257 is no number from 1 to 256");
    CHECK(said("--jobs two") == "--jobs: two is no number from 1 to 256");
    CHECK(said("--jobs 99999999999999999999") == "--jobs: 99999999999999999999 is no number from 1 to 256");
    CHECK(said("--tone nan") == "--tone: nan is no number from 0.05 to 1");
}
