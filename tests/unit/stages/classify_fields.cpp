// SPDX-License-Identifier: Apache-2.0
// Fields with evidence, on texts of invented papers.
#include <algorithm>
#include <catch2/catch.hpp>

#include "lib/base/error.hpp"
#include "lib/stages/identity.hpp"
#include "lib/stages/labelled_texts.hpp"
#include "lib/stages/type_judge.hpp"

using namespace saoy;

namespace {

const Path source_dir = SAOY_SOURCE_DIR;

const stages::TypeJudge& judge() {
    static const stages::TypeJudge made(source_dir / "pipelines/vn", source_dir / "schemas");
    return made;
}

std::vector<Field> fields(const std::string& type, const std::string& text) {
    const DocumentType* found = find_type(judge().types(), type);
    REQUIRE(found != nullptr);
    return stages::fields_of(judge().types(), *found, stages::pages_of_text(text));
}

const Field* find(const std::vector<Field>& all, const std::string& name) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Field& field) { return field.name == name; });
    return found == all.end() ? nullptr : &*found;
}

std::string value(const std::vector<Field>& all, const std::string& name) {
    const Field* field = find(all, name);
    return field == nullptr ? "" : field->value;
}

std::string normal(const std::vector<Field>& all, const std::string& name) {
    const Field* field = find(all, name);
    return field == nullptr ? "" : field->normal.empty() ? field->value : field->normal;
}

bool has(const std::vector<std::string>& reasons, const std::string& start) {
    return std::any_of(reasons.begin(), reasons.end(),
                       [&](const std::string& reason) { return reason.rfind(start, 0) == 0; });
}

}  // namespace

TEST_CASE("several labels stand on one line, and a value ends where the next begins") {
    const auto all = fields(
        "khai_sinh",
        "GIẤY KHAI SINH\nHọ, chữ đệm, tên: LƯU THỊ MẬN\nGiới tính: Nữ  Dân tộc: Kinh  Quốc tịch: Việt Nam\n"
        "Ngày, tháng, năm sinh: 09/02/2024 ghi bằng chữ: Ngày chín tháng hai năm hai nghìn không trăm hai mươi tư\n");
    CHECK(normal(all, "ho_ten") == "Lưu Thị Mận");
    CHECK(value(all, "ho_ten") == "LƯU THỊ MẬN");
    CHECK(value(all, "gioi_tinh") == "Nữ");
    CHECK(value(all, "dan_toc") == "Kinh");
    CHECK(value(all, "quoc_tich") == "Việt Nam");
    CHECK(normal(all, "ngay_sinh") == "2024-02-09");
    CHECK(normal(all, "ngay_sinh_chu") == "2024-02-09");
}

TEST_CASE("a field says where it stands and how sure it is") {
    auto pages = stages::pages_of_text("GIẤY KHAI SINH\nGiới tính: Nữ  Dân tộc: Kinh\n");
    Word& word = pages[0].blocks[0].lines[1].words[2];
    word.confidence = 0.8;
    const auto all = stages::fields_of(judge().types(), *find_type(judge().types(), "khai_sinh"), pages);
    const Field* sex = find(all, "gioi_tinh");
    REQUIRE(sex != nullptr);
    CHECK(sex->box == word.box);
    CHECK(sex->confidence == 0.8);
    CHECK(sex->page == 1);
    CHECK(sex->source == "ocr");
}

TEST_CASE("cards set the value under its label, in two languages") {
    const auto all = fields("cccd_chip",
                            "CĂN CƯỚC CÔNG DÂN\nSố / No.: 0O1099000001\nHọ và tên / Full name:\nLƯU VĂN CAM\n"
                            "Ngày sinh / Date of birth: 01/01/1999\nCó giá trị đến / Date of expiry: 01/01/2039\n");
    CHECK(value(all, "so_dinh_danh") == "001099000001");
    CHECK(find(all, "so_dinh_danh")->raw == "0O1099000001");  // what was read is kept
    CHECK(normal(all, "ho_ten") == "Lưu Văn Cam");
    CHECK(normal(all, "gia_tri_den") == "2039-01-01");
}

TEST_CASE("a long place goes on in the next line") {
    const auto all =
        fields("xn_hon_nhan",
               "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN\nHọ, chữ đệm, tên: Lưu Văn Cam\n"
               "Nơi cư trú: số 27, đường Lá Me, tổ dân phố số 9, phường Cây Đa, thị xã Sông\nXanh, tỉnh Biển Ngoài\n"
               "Tình trạng hôn nhân: chưa đăng ký kết hôn với ai\n");
    CHECK(value(all, "noi_cu_tru") ==
          "số 27, đường Lá Me, tổ dân phố số 9, phường Cây Đa, thị xã Sông Xanh, tỉnh Biển Ngoài");
    CHECK(value(all, "tinh_trang_hon_nhan") == "chưa đăng ký kết hôn với ai");
}

TEST_CASE("who issued a paper, when, who signed and what it is about") {
    const auto all = fields("quyet_dinh",
                            "ỦY BAN NHÂN DÂN\nXÃ VẠN THỌ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nSố: 12/QĐ-UBND Vạn "
                            "Thọ, ngày 05 tháng 3 năm 2026\n\n"
                            "QUYẾT ĐỊNH\nVề việc thu hồi giấy phép\n\nCăn cứ Nghị định ngày 08 tháng 4 năm 2020;\nĐiều "
                            "1. Thu hồi\nNơi nhận:\n\n"
                            "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n\nĐỗ Văn Mít\n");
    CHECK(value(all, "so") == "12/QĐ-UBND");
    CHECK(value(all, "co_quan") == "ỦY BAN NHÂN DÂN XÃ VẠN THỌ");
    CHECK(normal(all, "ngay_ky") == "2026-03-05");
    CHECK(find(all, "ngay_ky")->source == "rule");
    CHECK(value(all, "trich_yeu") == "Về việc thu hồi giấy phép");
}

TEST_CASE("traps: what looks like a field and is none") {
    SECTION("the number of a certification stamp is not the paper's") {
        const auto all =
            fields("thpt",
                   "BẰNG TỐT NGHIỆP TRUNG HỌC PHỔ THÔNG\nSố hiệu: A 09900123\n\n"
                   "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH\nSố vào sổ: 345\nVạn Thọ, ngày 01 tháng 9 năm 2024\n");
        CHECK(value(all, "so_hieu") == "A 09900123");
        CHECK(find(all, "so_vao_so") == nullptr);
        CHECK(find(all, "ngay_ky") == nullptr);
    }
    SECTION("Số vào số is Số vào sổ, misread") {
        CHECK(value(fields("thpt", "BẰNG TỐT NGHIỆP TRUNG HỌC PHỔ THÔNG\nSố vào số: 0456/2024\n"), "so_vao_so") ==
              "0456/2024");
    }
    SECTION("a licence has twelve digits that are no personal number") {
        const auto all =
            fields("gplx", "GIẤY PHÉP LÁI XE\nSố/No: 790123456789\nHọ tên/Full name: LƯU VĂN CAM\nHạng/Class: A1\n");
        CHECK(value(all, "so") == "790123456789");
        CHECK(find(all, "so_dinh_danh") == nullptr);
        CHECK(value(all, "hang") == "A1");
        CHECK(value(fields("gplx", "GIẤY PHÉP LÁI XE\nHạng/Class: C\n"), "hang") == "C");
    }
    SECTION("old labels are the same fields") {
        const auto all = fields(
            "khai_sinh", "GIẤY KHAI SANH\nHọ và tên: Lưu Thị Mận\nSinh ngày: 05-3-1961\nHọ và tên cha: Lưu Văn Cam\n");
        CHECK(normal(all, "ngay_sinh") == "1961-03-05");
        CHECK(value(all, "cha") == "Lưu Văn Cam");
    }
    SECTION("a day that no calendar has is no date") {
        CHECK(find(fields("khai_sinh", "GIẤY KHAI SINH\nNgày, tháng, năm sinh: 31/02/2024\n"), "ngay_sinh") == nullptr);
    }
}

TEST_CASE("two judges agree, or nobody is believed") {
    const auto told = judge()(stages::pages_of_text(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nGIẤY KHAI SINH\nHọ, chữ đệm, tên: LƯU THỊ MẬN\nNơi sinh: Vạn Thọ\n"
        "Họ, chữ đệm, tên người mẹ: ĐỖ THỊ ĐÀO\nNơi đăng ký khai sinh: UBND xã Vạn Thọ\n"));
    CHECK(told.type == "khai_sinh");
    CHECK(has(told.reasons, "model-agrees khai_sinh"));
    // an invoice under another paper's title
    const auto odd =
        judge()(stages::pages_of_text("CÔNG TY SEN VÀNG\nGIẤY KHAI SINH\nTHỰC ĐƠN TRONG TUẦN\nMã số thuế: 0312345678\n"
                                      "Ký hiệu: 1C24TAA\nCộng tiền hàng: 100.000\nTổng cộng tiền thanh toán: 110.000\n"
                                      "Mã của cơ quan thuế: 0012\nBẢNG GIÁ DỊCH VỤ\nPHIẾU THU\nTrân trọng cảm ơn\n"));
    CHECK(odd.type == "unknown");
    CHECK(odd.runner_up == "khai_sinh");
    CHECK(has(odd.reasons, "judges-disagree rules khai_sinh"));
}

TEST_CASE("print, square code and machine-readable lines are compared") {
    const std::string text =
        "CĂN CƯỚC CÔNG DÂN\nCitizen Identity Card\nSố / No.: 001099000001\nHọ và tên / Full name: NGUYỄN VĂN AN\n"
        "Ngày sinh / Date of birth: 02/01/1999\nGiới tính / Sex: Nam\nQuê quán / Place of origin: Vạn Thọ\n"
        "IDVNM0990000017001099000001<<8\n9901018M3901016VNM<<<<<<<<<<<4\nNGUYEN<<VAN<AN<<<<<<<<<<<<<<<<\n";
    const auto pages = stages::pages_of_text(text);
    stages::Judgement judgement = judge()(pages);
    REQUIRE(judgement.type == "cccd_chip");
    stages::Identity identity;
    stages::find_mrz(identity, pages, 2026);
    REQUIRE(identity.mrz);
    identity.code = identity_code("001099000001||Nguyễn Văn An|01011999|Nam|Số 1, Vạn Thọ|15042021");
    stages::join_identity(judgement, identity, judge().types().birth_places);
    CHECK(has(judgement.reasons, "mrz-agrees so_dinh_danh ho_ten gioi_tinh"));  // without accents, too
    CHECK(has(judgement.reasons, "mismatch ngay_sinh qr ocr"));
    CHECK(has(judgement.reasons, "mismatch ngay_sinh mrz ocr"));
    CHECK_FALSE(has(judgement.reasons, "personal-number-"));
    CHECK(value(judgement.fields, "ngay_cap") == "2021-04-15");  // of the code alone
    for (const std::string& reason : judgement.reasons) CHECK(reason.find("001099") == std::string::npos);
}

TEST_CASE("slashes that were read as thin letters are mended where nothing else can be meant") {
    const auto all = fields("cccd_chip",
                            "CĂN CƯỚC CÔNG DÂN\nHọ và tên l Full name: LƯU THỊ MẬN\n"
                            "Ngày sinh ï Date of birth: 28/07I1998\nCó giá trị đến / Date of expiry: 0211212032\n");
    CHECK(normal(all, "ho_ten") == "Lưu Thị Mận");
    REQUIRE(find(all, "ngay_sinh") != nullptr);
    CHECK(find(all, "ngay_sinh")->value == "28/07/1998");
    CHECK(find(all, "ngay_sinh")->raw == "28/07I1998");
    CHECK(normal(all, "ngay_sinh") == "1998-07-28");
    CHECK(normal(all, "gia_tri_den") == "2032-12-02");
    CHECK(value(fields("thpt", "Số vào sổ: 308I2018\n"), "so_vao_so") == "308/2018");
    CHECK(value(fields("thpt", "Số hiệu: A 3081999\n"), "so_hieu") == "A 3081999");
    CHECK(find(fields("cccd_chip", "Ngày sinh: 2811311998\n"), "ngay_sinh") == nullptr);  // no thirteenth month
}

TEST_CASE("a value stands in a column right of its label") {
    auto pages = stages::pages_of_text("SỔ HỘ KHẨU\n\nSố:\nHọ và tên chủ hộ:\nTờ số: 5\n355/2023\nLƯU THỊ MẬN\n");
    auto& lines = pages.front().blocks.at(1).lines;
    REQUIRE(lines.size() == 5);
    const auto beside = [](Line& line, const Line& label) {
        const int right = label.box.left + 320 - line.box.left, down = label.box.top - line.box.top;
        for (Word& word : line.words) word.box.left += right, word.box.top += down;
        line.box.left += right, line.box.top += down;
    };
    beside(lines[3], lines[0]);
    beside(lines[4], lines[1]);
    const auto all = stages::fields_of(judge().types(), *find_type(judge().types(), "so_ho_khau"), pages);
    CHECK(value(all, "so") == "355/2023");
    CHECK(normal(all, "chu_ho") == "Lưu Thị Mận");
    CHECK(find(all, "so")->box.left > 300);
}

TEST_CASE("traps: a paper is its title, through both judges, under old names too") {
    const auto kind = [](const std::string& text) { return judge()(stages::pages_of_text(text)).type; };
    const std::string head = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n";
    const std::string asks =
        "\n\nKính gửi: Ủy ban nhân dân xã Vạn Thọ\nTôi tên là: Lưu Văn Cam\n"
        "Căn cước công dân số: 001099000001\n";
    CHECK(kind(head + "TỜ KHAI CẤP THẺ\nCĂN CƯỚC CÔNG DÂN" + asks + "Quê quán: xã Vạn Thọ\n") == "don_to_khai");
    CHECK(kind(head + "ĐƠN ĐỀ NGHỊ" + asks + "Giấy chứng nhận quyền sử dụng đất số CH 01234\nThửa đất số: 12\n") ==
          "don_to_khai");
    CHECK(kind(head + "TỜ KHAI CẤP BẢN SAO\nTRÍCH LỤC KHAI SINH" + asks + "Nơi sinh: xã Vạn Thọ\n") == "don_to_khai");
    CHECK(kind("CCCD số 001099000001, có giá trị đến 01/01/2030\nQuê quán: Vạn Thọ\n") == "unknown");
    CHECK(kind(head + "GIẤY KHAI SANH\n\nHọ và tên: Lưu Thị Mận\nSinh ngày: 05-3-1961\nNơi sinh: Vạn Thọ\n") ==
          "khai_sinh");
    CHECK(kind(head + "GIẤY ĐĂNG KÝ KẾT HÔN\n\nHọ và tên chồng: Lưu Văn Cam\nHọ và tên vợ: Đỗ Thị Đào\n") == "ket_hon");
    CHECK(kind(head + "GIẤY CHỨNG TỬ\n\nHọ và tên: Lưu Văn Cam\nĐã chết vào lúc: 4 giờ\nNơi chết: tại nhà\n") ==
          "tl_khai_tu");
    const auto copy = judge()(stages::pages_of_text(
        head +
        "BẰNG TỐT NGHIỆP\nTRUNG HỌC PHỔ THÔNG\n\nHọc sinh trường: THPT Vạn Thọ\nXếp loại: Khá\nSố hiệu: A 09900123\n"
        "\nCHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH\nSố chứng thực: 345\nNgày 01 tháng 9 năm 2024\n"));
    CHECK(copy.type == "thpt");
    CHECK(has(copy.reasons, "copy-not-original"));
    CHECK(normal(copy.fields, "so_hieu") == "A 09900123");
    CHECK(find(copy.fields, "ngay_ky") == nullptr);
}
