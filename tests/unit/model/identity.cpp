// SPDX-License-Identifier: Apache-2.0
// Machine-readable lines, square codes and personal numbers of invented persons.
#include <catch2/catch.hpp>

#include "lib/model/identity_code.hpp"
#include "lib/model/mrz.hpp"
#include "lib/model/personal_number.hpp"

using namespace saoy;

namespace {

const std::vector<std::string> card{"IDVNM0990000017001099000001<<8", "9901018M3901016VNM<<<<<<<<<<<4",
                                    "NGUYEN<<VAN<AN<<<<<<<<<<<<<<<<"};
// ICAO Doc 9303 part 4, appendix A
const std::vector<std::string> passport{"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                                        "L898902C36UTO7408122F1204159ZE184226B<<<<<10"};

std::vector<std::string> with(std::vector<std::string> lines, std::size_t line, std::size_t at, char letter) {
    lines[line][at] = letter;
    return lines;
}

}  // namespace

TEST_CASE("a Vietnamese card's lines are read") {
    const auto mrz = mrz_in(card, 2026);
    REQUIRE(mrz);
    CHECK(mrz->form == "TD1");
    CHECK(mrz->number == "099000001");
    CHECK(mrz->personal == "001099000001");
    CHECK(mrz->birth == "1999-01-01");
    CHECK(mrz->expires == "2039-01-01");
    CHECK(mrz->sex == "Nam");
    CHECK(mrz->name == "NGUYEN VAN AN");
    CHECK_FALSE(mrz->mended);
}

TEST_CASE("lines are mended within their check digits and not beyond") {
    const auto mended = mrz_in(with(with(card, 0, 15, 'O'), 1, 0, 'g'), 2026);
    CHECK_FALSE(mended);  // G is 6, and 6 is not 9
    const auto zero = mrz_in(with(with(card, 0, 15, 'O'), 1, 6, 'B'), 2026);
    REQUIRE(zero);
    CHECK(zero->mended);
    CHECK(zero->personal == "001099000001");
    for (const std::size_t at : {5U, 14U, 20U, 29U}) {
        INFO(at);
        CHECK_FALSE(mrz_in(with(card, 0, at, card[0][at] == '7' ? '1' : '7'), 2026));
    }
    CHECK_FALSE(mrz_in(with(card, 1, 3, '7'), 2026));
    CHECK_FALSE(mrz_in(with(card, 1, 29, '7'), 2026));
}

TEST_CASE("zeros read as 6 are put right where one way alone fits") {
    std::vector<std::string> read = card;
    for (std::size_t at : {5U, 15U, 16U, 21U, 25U}) read[0][at] = '6';
    read[1][2] = '6';
    const auto mrz = mrz_in(read, 2026);
    REQUIRE(mrz);
    CHECK(mrz->mended);
    CHECK(mrz->personal == "001099000001");
    CHECK(mrz->birth == "1999-01-01");
    // the two copies of the number differ by more than that
    CHECK_FALSE(mrz_in(with(read, 0, 24, '3'), 2026));
    // a true 6 stays
    const std::vector<std::string> other{"IDVNM0662460701001066246070<<1", card[1], card[2]};
    std::vector<std::string> made = other;
    made[0][14] = char('0' + mrz_check_digit("066246070"));
    made[0][29] = char('0' + mrz_check_digit("001066246070<<"));
    made[1][29] = char('0' + mrz_check_digit(made[0].substr(5, 25) + made[1].substr(0, 7) + made[1].substr(8, 7) +
                                             made[1].substr(18, 11)));
    REQUIRE(mrz_in(made, 2026));
    CHECK(mrz_in(made, 2026)->personal == "001066246070");
}

TEST_CASE("lines are found among others, with fillers lost or read as guillemets") {
    const std::vector<std::string> read{"CỤC TRƯỞNG",
                                        "Đinh Hữu Mẫu",
                                        "TDVNM0990000017001099000001<<8",
                                        "9901018M3901016VNM<<<<<<<<<4",
                                        "NGUYEN«VAN<AN<<<<<<<<<<<<<",
                                        "chữ khác"};
    const auto mrz = mrz_in(read, 2026);
    REQUIRE(mrz);
    CHECK(mrz->name == "NGUYEN VAN AN");
    CHECK_FALSE(mrz_in({"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "GIẤY KHAI SINH"}, 2026));
    CHECK_FALSE(mrz_in({}, 2026));
}

TEST_CASE("a passport's lines are read") {
    const auto mrz = mrz_in(passport, 2026);
    REQUIRE(mrz);
    CHECK(mrz->form == "TD3");
    CHECK(mrz->number == "L898902C3");
    CHECK(mrz->name == "ERIKSSON ANNA MARIA");
    CHECK(mrz->birth == "1974-08-12");
    CHECK(mrz->sex == "Nữ");
    CHECK_FALSE(mrz_in(with(passport, 1, 2, '1'), 2026));
}

TEST_CASE("the code of a card has seven fields, of a newer one more") {
    const auto code =
        identity_code("001099000001|012345678|Nguyễn Văn An|01011999|Nam|Số 1, Phường X, Hà Nội|15042021");
    REQUIRE(code);
    CHECK(code->number == "001099000001");
    CHECK(code->old_number == "012345678");
    CHECK(code->name == "Nguyễn Văn An");
    CHECK(code->birth == "1999-01-01");
    CHECK(code->issued == "2021-04-15");
    CHECK(code->extra.empty());
    const auto newer =
        identity_code("001099000001||Nguyễn Văn An|01011999|Nam|Hà Nội|15042021||Nguyễn Văn Ba|Trần Thị Tư");
    REQUIRE(newer);
    CHECK(newer->old_number.empty());
    CHECK(newer->extra == std::vector<std::string>{"Nguyễn Văn Ba", "Trần Thị Tư"});
    CHECK(identity_code("001099000001||Nguyễn Văn An|01011999|Nam|Hà Nội"));  // without the day of issue
    CHECK_FALSE(identity_code("00109900001||Nguyễn Văn An|01011999|Nam|Hà Nội|15042021"));
    CHECK_FALSE(identity_code("001099000001||Nguyễn Văn An|31021999|Nam|Hà Nội|15042021"));
    CHECK_FALSE(identity_code("PATCHT"));
    CHECK_FALSE(identity_code("https://example.org/|a|b|c|d|e|f"));
}

TEST_CASE("the code of an insurance card hides its letters in hex") {
    const auto code =
        identity_code("GD4790099000001|4e677579e1bb856e2056c4836e20416e|01/01/1999|1|58c3a3205875616e|...");
    REQUIRE(code);
    CHECK(code->kind == IdentityCode::Kind::insurance);
    CHECK(code->number == "GD4790099000001");
    CHECK(code->name == "Nguyễn Văn An");
    CHECK(code->birth == "1999-01-01");
    CHECK(code->sex == "Nam");
    CHECK(code->address == "Xã Xuan");
}

TEST_CASE("the personal number's structure gives doubts, no rejection") {
    const std::set<std::string> provinces{"001", "079"};
    CHECK(personal_number_doubts("001099000001", "1999-01-01", "Nam", provinces).empty());
    CHECK(personal_number_doubts("001099000001", "1998-01-01", "Nữ", provinces) ==
          std::vector<std::string>{"sex", "birth"});
    CHECK(personal_number_doubts("079203000001", "2003-05-05", "Nam", provinces).empty());
    CHECK(personal_number_doubts("999203000001", "", "", provinces) == std::vector<std::string>{"province"});
    CHECK(personal_number_doubts("00109900000", "", "", provinces) == std::vector<std::string>{"length"});
}

TEST_CASE("a zero read as two figures, or as 8 or 9, is put right where one way alone fits") {
    // of 092088908700, born on 24 January 1988
    const std::string first = "IDVNM0889087002092088908700<<1", second = "8801247M3501243VNM<<<<<<<<<<<8";
    const std::string name = "LUONG<<HAI<TRAM<<<<<<<<<<<<<<<";
    REQUIRE(mrz_in({first, second, name}, 2026));
    const auto mrz = mrz_in({"TDVNM68890870020920889087060<<1", "8891247M3591243VNM<<<<<<<<<<<8", name}, 2026);
    REQUIRE(mrz);
    CHECK(mrz->personal == "092088908700");
    CHECK(mrz->birth == "1988-01-24");
    CHECK(mrz->expires == "2035-01-24");
    CHECK(mrz->mended);
    CHECK_FALSE(mrz_in({"TDVNM6688908700209206889086706600<<1", second, name}, 2026));  // more than two too many
}
