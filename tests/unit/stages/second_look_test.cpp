// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/second_look.hpp"

#include <catch2/catch.hpp>

using namespace saoy;

namespace {

// Reads "II", and `later` of what is higher than the line.
class Reader : public LineReader {
public:
    explicit Reader(LineText later, double sure) : later_(std::move(later)), sure_(sure) {}
    std::vector<LineText> read(const std::vector<Raster>& lines) override {
        std::vector<LineText> texts;
        for (const Raster& line : lines) {
            REQUIRE(line.samples.size() == std::size_t(line.width) * std::size_t(line.height));
            const LineText first{{{"II", sure_, 0, line.width}}, sure_};
            texts.push_back(line.height > 40 ? later_ : first);
        }
        return texts;
    }
    std::string version() const override { return "test"; }

private:
    LineText later_;
    double sure_;
};

LineText read(int width, double sure, const std::string& later, double surer) {
    stages::SecondLook reader(std::make_unique<Reader>(LineText{{{later, surer, 0, width}}, surer}, sure));
    return reader.read({Raster{width, 40, 1, 300, std::vector<std::uint8_t>(std::size_t(40 * width))}}).front();
}

}  // namespace

TEST_CASE("a short doubtful line is read again with paper, and the surer words stay") {
    const LineText better = read(60, 0.5, "11", 0.8);
    CHECK(better.words.front().text == "11");
    CHECK(better.certainty == 0.5);  // what is dirt stays dirt
    CHECK(read(60, 0.5, "11", 0.4).words.front().text == "II");
    CHECK(read(60, 0.5, "||", 0.8).words.front().text == "II");
    CHECK(read(60, 0.7, "11", 0.8).words.front().text == "II");
    CHECK(read(400, 0.5, "11", 0.8).words.front().text == "II");
}
