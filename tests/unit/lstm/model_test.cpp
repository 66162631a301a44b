// SPDX-License-Identifier: Apache-2.0
#include "lib/lstm/model.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/lstm/bytes.hpp"
#include "lib/lstm/reader.hpp"
#include "tests/unit/lstm/packaged_model.hpp"
#include "tests/unit/lstm/synthetic_model.hpp"

using namespace saoy;
using test::SyntheticModel;

namespace {

std::string refusal(const std::string& bytes) {
    try {
        lstm::load_model(bytes);
        return "taken";
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::unavailable);
        return error.code() + ": " + error.what();
    }
}

bool is(const std::string& refusal, const std::string& code, const std::string& what) {
    INFO(refusal);
    return refusal.starts_with(code) && refusal.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("the packaged models are run: sizes, signs in NFC, dictionary") {
    const auto vie = lstm::load_model(test::packaged_model("vie"));
    CHECK(vie->spec == "[1,36,0,1Ct3,3,16Mp3,3Lfys48Lfx96Lrx96Lfx192O1c1]");
    CHECK(vie->int8);
    CHECK(vie->network.height == 36);
    CHECK(vie->network.along.size() == 3);
    CHECK(vie->network.along[1].backwards);
    CHECK(vie->network.output.rows == 269);
    CHECK(vie->null_code == 268);
    CHECK(vie->unichars.size() == 270);
    CHECK(vie->recoder->most_length() == 1);
    CHECK(vie->space_delimited);
    for (const lstm::Unichar& unichar : vie->unichars) CHECK(unichar.text == text::nfc(unichar.text));
    CHECK(lstm::load_model(test::packaged_model("eng"))->network.output.rows == 111);
}

TEST_CASE("a float model is quantised as Tesseract does it") {
    SyntheticModel synthetic;
    const auto whole = lstm::load_model(synthetic.file());
    synthetic.int8 = false;
    const auto floats = lstm::load_model(synthetic.file());
    CHECK_FALSE(floats->int8);
    const lstm::Matrix& matrix = floats->network.along[0].gates[0];
    const lstm::Matrix& same = whole->network.along[0].gates[0];
    REQUIRE(matrix.rows == same.rows);
    for (int row = 0; row < matrix.rows; ++row) {
        int largest = std::abs(int(matrix.bias[std::size_t(row)]));
        for (int column = 0; column < matrix.columns; ++column) {
            const auto at = std::size_t(row * matrix.columns + column);
            largest = std::max(largest, std::abs(int(matrix.weights[at])));
            // the same weights were written as n × 0.004 here
            CHECK(std::abs(matrix.weights[at] * matrix.scale[std::size_t(row)] - same.weights[at] * 0.004) <
                  matrix.scale[std::size_t(row)] / 2 + 1e-9);
        }
        CHECK(largest == 127);
    }
}

TEST_CASE("networks of other kinds are handed back by name") {
    SyntheticModel synthetic;
    CHECK(refusal(synthetic.file()) == "taken");
    synthetic.reversed = "Par2dLSTM";
    CHECK(is(refusal(synthetic.file()), "model-not-run", "Par2dLSTM"));
    synthetic.reversed = "Parallel";
    CHECK(is(refusal(synthetic.file()), "model-not-run", "Parallel"));
    synthetic.reversed = "\x1b[31mnonsense";
    CHECK(is(refusal(synthetic.file()), "model-not-run", "unknown layer"));
    synthetic = {};
    synthetic.first_layer = "Reconfig";
    CHECK(is(refusal(synthetic.file()), "model-not-run", "Reconfig"));
    synthetic = {};
    synthetic.height = 0;
    CHECK(is(refusal(synthetic.file()), "model-not-run", "Input"));
    synthetic = {};
    synthetic.weight_of_all = -128;
    CHECK(is(refusal(synthetic.file()), "model-not-run", "-128"));
    CHECK(is(refusal("PK\3\4 an archive"), "model-not-run", "archive"));
}

TEST_CASE("contradictions are damage") {
    SyntheticModel synthetic;
    synthetic.null_code = 7;  // there are codes 0 … 6
    CHECK(is(refusal(synthetic.file()), "model-damaged", "lstm"));
    synthetic = {};
    synthetic.sign_codes[2] = {99};
    CHECK(is(refusal(synthetic.file()), "model-damaged", "lstm-recoder"));
    synthetic.sign_codes[2] = {1, 2, 3, 4, 5, 1, 2, 3, 4, 5};
    CHECK(is(refusal(synthetic.file()), "model-damaged", "lstm-recoder"));
    synthetic = {};
    synthetic.signs[0] = "\xff";
    CHECK(is(refusal(synthetic.file()), "model-damaged", "lstm-unicharset"));
    CHECK(is(refusal(""), "model-damaged", "traineddata"));
    CHECK(is(refusal(std::string(500, '\xff')), "model-damaged", "traineddata"));
}

TEST_CASE("a model that is cut anywhere, or altered, is refused or run, and nothing else") {
    SyntheticModel synthetic;
    synthetic.words = {"ab", "ba"};
    synthetic.numbers = {"0", "00"};
    synthetic.punctuation = {"0", "(0)"};
    synthetic.sign_codes[1] = {2, 2, 1};
    const std::string file = synthetic.file();
    for (std::size_t length = 0; length < file.size(); length += length < 400 ? 7 : 331)
        refusal(file.substr(0, length));

    // A model that is still taken is run over a line: what the loader let pass must be safe to use.
    std::minstd_rand random(3);
    Raster line;
    line.width = 120;
    line.height = 36;
    for (int i = 0; i < 120 * 36; ++i) line.samples.push_back(std::uint8_t(random() >> 8));
    int taken = 0;
    for (int round = 0; round < 150; ++round) {
        std::string altered = file;
        for (int i = 0; i < 1 + round % 4; ++i) {
            // mostly where sizes and texts stand, not in the weights
            const std::size_t at = round % 3 == 0 ? random() % file.size() : file.size() - 1 - random() % 900;
            altered[at] = char(random() >> 8);
        }
        try {
            const auto engine = std::make_shared<const lstm::Engine>(lstm::load_model(altered), lstm::kernel(""));
            lstm::LstmReader(engine).read({line});
            ++taken;
        } catch (const Error& error) {
            CHECK(error.fault() == Fault::unavailable);
        }
    }
    CHECK(taken > 20);
    CHECK(taken < 150);
}
