// SPDX-License-Identifier: Apache-2.0
// What a PDF's text says: words that stand by themselves count, the same words in a sentence do not.
#include <catch2/catch.hpp>

#include "lib/stages/mark_text.hpp"

using namespace saoy;

namespace {

SecrecyRules rules() {
    SecrecyRules rules;
    rules.marks = {{"mat", "MẬT", true, 20, 8, "", 0},
                   {"toi-mat", "TỐI MẬT", true, 30, 8, "", 0},
                   {"khong-sao-chup", "KHÔNG ĐƯỢC SAO CHỤP", true, 0, 0, "", 0},
                   {"luu-hanh-noi-bo", "LƯU HÀNH NỘI BỘ", false, 0, 0, "", 0}};
    return rules;
}

std::string said(std::string_view text) {
    std::string all;
    for (const MarkFound& found : stages::marks_in_text(text, rules()))
        all += (all.empty() ? "" : " ") + std::to_string(found.page) + (found.stops ? "!" : "?") + found.code;
    return all;
}

}  // namespace

TEST_CASE("a stamp's words by themselves are asked about, page by page") {
    CHECK(said("ỦY BAN NHÂN DÂN\n   MẬT   \nVăn bản") == "1?secrecy-word");
    CHECK(said("một\n\fhai\n\f  T Ố I  M Ậ T\n") == "3?secrecy-word");
    CHECK(said("Số: 12/UBND          (TỐI MẬT)          Hà Nội, ngày 5\n") == "1?secrecy-word");
    CHECK(said("M          Ậ          T\n") == "1?secrecy-word");
    CHECK(said("MẬT\nMẬT\n") == "1?secrecy-word");
    CHECK(said("M\u00c2\u0323T\n") == "1?secrecy-word");  // accents set apart
}

TEST_CASE("a line that forbids copying stops, wherever it stands by itself") {
    CHECK(said("Tài liệu không được sao chụp.\n") == "1!khong-sao-chup");
    CHECK(said("LƯU HÀNH NỘI BỘ\n") == "1?luu-hanh-noi-bo");
}

TEST_CASE("words in sentences, other words and broken text are nothing") {
    CHECK(said("về bảo vệ bí mật nhà nước\nmật.\nMẬT ĐỘ\nMẬT KHẨU\nBẢO MẬT\nKHẨN\nMật") == "");
    CHECK(said("Người được giao giữ không được sao chụp tài liệu này dưới mọi hình thức, trừ khi có phép\n") == "");
    CHECK(said("không được sao chụp.\n") == "");  // the tail of a sentence
    CHECK(said("\xc3\x28M\xff\n\f\f") == "");
    CHECK(said("") == "");
}
