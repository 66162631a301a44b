// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "lib/stages/statement_claim.hpp"

using namespace saoy;
using stages::statement_claim;
using stages::StatementClaim;

namespace {

std::vector<CopyMode> modes() {
    CopyMode copy;
    copy.code = "chung-thuc";
    copy.book = "SCT/BS";
    copy.statement = {{"Chứng thực bản sao đúng với bản chính", true},
                      {"Số chứng thực {number}{suffix} quyển số {volume}/{year}-{book}", false},
                      {"Ngày {day} tháng {month} năm {year}", false},
                      {"{signer_role}", true}};
    CopyMode electronic = copy;
    electronic.book = "SCT/BS-ĐT";
    electronic.number_suffix = "/ĐT";
    return {copy, electronic};
}

}  // namespace

TEST_CASE("a copy's statement says where it stands in the register") {
    CHECK(statement_claim("Chứng thực bản sao đúng với bản chính\nSố chứng thực 07 quyển số 01/2026-SCT/BS\n"
                          "Ngày 05 tháng 03 năm 2026\nCHỦ TỊCH",
                          modes()) == StatementClaim{"SCT/BS", 7, 2026, 3, 5});
}

TEST_CASE("lines that wrap, and another mode's template") {
    CHECK(statement_claim("SỐ CHỨNG THỰC 1234/ĐT\nquyển số 02/2026-\nSCT/BS-ĐT Ngày 31\ntháng 12 năm 2026", modes()) ==
          StatementClaim{"SCT/BS-ĐT", 1234, 2026, 12, 31});
}

TEST_CASE("the last statement counts") {
    CHECK(statement_claim("Số chứng thực 99 quyển số 01/2019-SCT/BS Ngày 01 tháng 02 năm 2019 "
                          "Số chứng thực 07 quyển số 01/2026-SCT/BS Ngày 05 tháng 03 năm 2026",
                          modes()) == StatementClaim{"SCT/BS", 7, 2026, 3, 5});
}

TEST_CASE("no statement is no claim") {
    CHECK_FALSE(statement_claim("", modes()));
    CHECK_FALSE(statement_claim("Số chứng thực quyển số 01/2026-SCT/BS", modes()));
    CHECK_FALSE(statement_claim("Số chứng thực 99999999999999999999 quyển số 01/2026-SCT/BS", modes()));
    CHECK_FALSE(statement_claim("Giấy khai sinh số 07, ngày 05 tháng 03 năm 2026", modes()));
}
