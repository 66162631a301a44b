// SPDX-License-Identifier: Apache-2.0
#include "lib/model/syllables.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace saoy;

TEST_CASE("Vietnamese syllables are possible, in small letters and capitals") {
    for (const char* word :
         {"nghiêng", "quốc", "giếng", "gì",    "khuỷu",   "hòa",  "hoà", "thuở",      "ĐƯỢM",  "Nguyễn,",
          "(Huỳnh",  "QUÁN", "khuya", "xoong", "yêu",     "Uỷ",   "Ủy",  "quýt",      "ngoằn", "rượu",
          "ỷ",       "VIỆT", "ươm",   "Phước", "Thương.", "xuân", "kỹ",  "tê-lê-phôn"})
        CHECK(spelling_of(word) == Spelling::possible);
}

TEST_CASE("what cannot be Vietnamese is told: rime, onset, tone of stopped syllables, place of the tone") {
    for (const char* word : {"001099", "123/QĐ-UBND", "UBND", "Freedom", "QĐ", "Đ/c", "TTg", "-", "<<<", ""}) {
        INFO(word);
        CHECK(spelling_of(word) == Spelling::other);
    }
    for (const char* word : {"cê",     // k before ê
                             "nghà",   // ng before a
                             "Thướg",  // no such rime
                             "tiềp",   // p with grave
                             "bàc",    // c with grave
                             "hìên",   // tone on i
                             "mứơn",   // tone on ư
                             "nhiếù",  // two tones
                             "đânhh", "ấứ"}) {
        INFO(word);
        CHECK(spelling_of(word) == Spelling::impossible);
    }
}

TEST_CASE("hardly a word of the sample papers is called impossible") {
    int words = 0;
    std::string impossible;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(SAOY_SOURCE_DIR) / "samples/truth")) {
        if (entry.path().extension() != ".txt") continue;
        std::ifstream in(entry.path());
        for (std::string word; in >> word; ++words)
            if (spelling_of(word) == Spelling::impossible) impossible += word + " ";
    }
    CHECK(words > 3000);
    CHECK(impossible == "Lênin ");  // a foreign name
}
