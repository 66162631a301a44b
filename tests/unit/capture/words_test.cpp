// SPDX-License-Identifier: Apache-2.0
// The words that SANE's drivers have for sources and modes, as their manuals list them.
#include "lib/capture/words.hpp"

#include <catch2/catch.hpp>

using namespace saoy;
using capture::word_for;
using capture::word_for_mode;

TEST_CASE("a driver's word for each source is found") {
    struct Row {
        std::vector<std::string> words;
        std::string flatbed, feeder, duplex;
    };
    const std::vector<Row> drivers{
        {{"Flatbed", "Automatic Document Feeder"}, "Flatbed", "Automatic Document Feeder", ""},
        {{"Flatbed", "ADF", "ADF Duplex"}, "Flatbed", "ADF", "ADF Duplex"},
        {{"ADF Back", "ADF Front", "ADF Duplex"}, "", "ADF Front", "ADF Duplex"},
        {{"FlatBed", "Automatic Document Feeder(left aligned)", "Automatic Document Feeder(left aligned,Duplex)"},
         "FlatBed",
         "Automatic Document Feeder(left aligned)",
         "Automatic Document Feeder(left aligned,Duplex)"},
        {{"Normal", "Transparency", "Negative"}, "Normal", "", ""},
        {{}, "", "", ""},
    };
    for (const Row& row : drivers) {
        CHECK(word_for(PaperSource::flatbed, row.words) == row.flatbed);
        CHECK(word_for(PaperSource::feeder, row.words) == row.feeder);
        CHECK(word_for(PaperSource::duplex, row.words) == row.duplex);
    }
}

TEST_CASE("a driver's word for colour and for grey is found") {
    const std::vector<std::string> brother{"Black & White", "Gray[Error Diffusion]", "True Gray", "24bit Color"};
    CHECK(word_for_mode(true, brother) == "24bit Color");
    CHECK(word_for_mode(false, {"Lineart", "Gray", "Color"}) == "Gray");
    CHECK(word_for_mode(true, {"Lineart", "Gray"}).empty());
    CHECK(word_for_mode(false, {"Color"}).empty());
}
