// SPDX-License-Identifier: Apache-2.0
#include "lib/base/text.hpp"

#include <catch2/catch.hpp>

#include "lib/base/error.hpp"

using namespace saoy;

TEST_CASE("NFC composes Vietnamese letters written in parts") {
    CHECK(text::nfc("Nguye\xCC\x82\xCC\x83n") == "Nguyễn");
    CHECK(text::nfc("ĐƯỜNG") == "ĐƯỜNG");
    CHECK_THROWS_AS(text::nfc("\xff\xfe"), Error);
}

TEST_CASE("folding strips every tone mark, Đ and case, and joins white space") {
    CHECK(text::fold("  Cộng  hòa\nxã hội CHỦ NGHĨA Việt Nam ") == "CONG HOA XA HOI CHU NGHIA VIET NAM");
    CHECK(text::fold("đường Đinh Tiên Hoàng") == "DUONG DINH TIEN HOANG");
    CHECK(text::fold("ăâêôơưỳỵỷỹ") == "AAEOOUYYYY");
}

TEST_CASE("personal numbers are masked, digests and short numbers are not") {
    CHECK(text::mask_numbers("số 001099000001, 123") == "số 001******001, 123");
    CHECK(text::mask_numbers("012345678") == "012***678");
    CHECK(text::mask_numbers("cccd079088001234.jpg") == "cccd079******234.jpg");
    const std::string digest = "a1234567890b0123456789c0123456789d0123";
    CHECK(text::mask_numbers("sha256 " + digest) == "sha256 " + digest);
    CHECK(text::mask_numbers("0123456789012345") == "0123456789012345");
}

TEST_CASE("slugs are plain file names") {
    CHECK(text::slug("Giấy khai sinh (bản sao).jpg") == "giay-khai-sinh-ban-sao-jpg");
    CHECK(text::slug("***") == "paper");
    CHECK(text::slug("\xff") == "paper");
    CHECK(text::slug("Đơn xin", 5) == "don-x");
}

TEST_CASE("messages take their values by number") {
    CHECK(text::fill("page {0} of {1}", {"3", "4"}) == "page 3 of 4");
    CHECK(text::fill("{1}{0}{9}{x}", {"a", "b"}) == "ba{9}{x}");
}

TEST_CASE("splitting keeps empty parts and joining undoes it") {
    CHECK(text::split("a\n\nb", '\n') == std::vector<std::string>{"a", "", "b"});
    CHECK(text::join(text::split("a,b,,", ','), ",") == "a,b,,");
    CHECK(text::length("Nguyễn") == 6);
    CHECK(text::code_points("Ứng\xC3") == U"Ứng\uFFFD");
}
