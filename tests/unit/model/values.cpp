// SPDX-License-Identifier: Apache-2.0
#include "lib/model/values.hpp"

#include <catch2/catch.hpp>

using namespace saoy;

TEST_CASE("dates are read in figures and in words") {
    CHECK(date_in("05/3/2026") == "2026-03-05");
    CHECK(date_in("ngày 05 tháng 3 năm 2026") == "2026-03-05");
    CHECK(date_in("Hoa Sen, ngày/date 5 tháng/month 03 năm/year 2026") == "2026-03-05");
    CHECK(date_in("05 / 03 / 2026") == "2026-03-05");
    CHECK(date_in("Ngày chín tháng hai năm hai nghìn không trăm hai mươi tư") == "2024-02-09");
    CHECK(date_in("ngày mười lăm tháng mười một năm một nghìn chín trăm chín mươi chín") == "1999-11-15");
    // "năm" is five and year
    CHECK(date_in("ngày mồng năm tháng năm năm hai ngàn lẻ năm") == "2005-05-05");
    CHECK(date_in("ngày ba mươi mốt tháng mười năm hai nghìn không trăm mười") == "2010-10-31");
}

TEST_CASE("no date is made of what is none") {
    CHECK_FALSE(date_in("31/02/2020"));
    CHECK_FALSE(date_in("29/02/2023"));
    CHECK(date_in("29/02/2024") == "2024-02-29");
    CHECK_FALSE(date_in("012/345/6789"));
    CHECK_FALSE(date_in("ngày tháng năm"));
    CHECK_FALSE(date_in("ngày lành tháng tốt năm nay"));
    CHECK_FALSE(date_in(""));
}

TEST_CASE("names are written as people write them") {
    CHECK(person_name("NGUYỄN VĂN AN") == "Nguyễn Văn An");
    CHECK(person_name("Đỗ thị đào") == "Đỗ Thị Đào");
    CHECK_FALSE(person_name("NGUYỄN VĂN 4N"));
    CHECK_FALSE(person_name("AN"));
    CHECK_FALSE(person_name("năm sinh người đứng khai"));
    CHECK_FALSE(person_name("đơn vị công tác"));
    CHECK_FALSE(person_name(""));
}

TEST_CASE("figures are mended only where nothing else can be meant") {
    REQUIRE(digits_of("0O1 099 00000l", 12));
    CHECK(digits_of("0O1 099 00000l", 12)->digits == "001099000001");
    CHECK(digits_of("0O1 099 00000l", 12)->mended);
    CHECK_FALSE(digits_of("001099000001", 12)->mended);
    CHECK_FALSE(digits_of("00109900000", 12));   // one too few
    CHECK_FALSE(digits_of("OOlO99OOOOOl", 12));  // more letters than figures
    CHECK_FALSE(digits_of("00109900x001", 12));  // a letter that is like no figure
}

TEST_CASE("sums of money and months") {
    CHECK(money_in("1.250.000 đồng") == "1250000");
    CHECK(money_in("80.000.000 đồng (tám mươi triệu)") == "80000000");
    CHECK_FALSE(money_in("không"));
    CHECK(months_later("2026-08-31", 6) == "2027-02-28");
    CHECK(months_later("2026-03-05", 6) == "2026-09-05");
}
