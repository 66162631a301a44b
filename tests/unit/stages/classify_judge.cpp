// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "lib/stages/fuzzy.hpp"
#include "lib/stages/judge.hpp"
#include "lib/xml/document_types.hpp"

using namespace saoy;

namespace {

const Path source_dir = SAOY_SOURCE_DIR;

const DocumentTypes& types() {
    static const DocumentTypes read = xml::read_document_types(source_dir / "pipelines/vn/document-types.xml",
                                                               xml::Schema(source_dir / "schemas/document-types.xsd"));
    return read;
}

// An A4 page at 200 dpi, 40 lines high, from text lines; an empty line is a gap and a new block.
PageText page(const std::string& lines, double confidence = 0.95) {
    PageText made;
    made.page = 1;
    made.width = 1654;
    made.height = 2339;
    made.dpi = 200;
    made.blocks.emplace_back();
    std::istringstream in(lines);
    std::string text;
    for (int top = 80; std::getline(in, text); top += 55) {
        std::istringstream words(text);
        Line line{{200, top, 1000, 34}, top + 28, {}};
        int left = 200;
        for (std::string word; words >> word; left += 120)
            line.words.push_back({word, confidence, {left, top, 110, 34}});
        if (line.words.empty())
            made.blocks.emplace_back();
        else
            made.blocks.back().lines.push_back(line);
    }
    return made;
}

// By the rules alone, with the fields.
stages::Judgement judged(const PageText& page) {
    stages::Judgement judgement = stages::judge(types(), {page});
    if (const DocumentType* type = find_type(types(), judgement.type))
        judgement.fields = stages::fields_of(types(), *type, {page});
    return judgement;
}

bool has_reason(const stages::Judgement& judgement, const std::string& start) {
    return std::any_of(judgement.reasons.begin(), judgement.reasons.end(),
                       [&](const std::string& reason) { return reason.rfind(start, 0) == 0; });
}

std::string field(const stages::Judgement& judgement, const std::string& name) {
    for (const Field& each : judgement.fields)
        if (each.name == name) return each.value;
    return "";
}

const char* heading = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n";

}  // namespace

TEST_CASE("the profile names at least the thirty kinds of paper that come most") { CHECK(types().types.size() >= 30); }

TEST_CASE("likeness counts misread letters") {
    CHECK(stages::likeness("GIAY KHAI SINH", "GIAY KHAI SINH") == 1);
    CHECK(stages::likeness("", "GIAY") == 0);
    CHECK(stages::likeness("GIAY KHA1 SINH", "GIAY KHAI SINH") == Approx(13.0 / 14));
    CHECK(stages::starts_like("TO KHAI DANG KY", "TO KHAI").ratio == 1);
    CHECK(stages::starts_like("LAM TO KHAI", "TO KHAI").ratio < 0.6);
    CHECK(stages::holds_like("LAM TO KHAI MOI", "TO KHAI").ratio == 1);
    CHECK(stages::holds_like("LAM TO KHAI MOI", "TO KHAI").end == 11);
}

TEST_CASE("each type is known by its first title alone") {
    for (const DocumentType& type : types().types) {
        if (type.titles.empty()) continue;
        INFO(type.code << ": " << type.titles.front().text);
        const auto judgement = judged(page(std::string(heading) + type.titles.front().text + "\n\nabc def\n"));
        CHECK(judgement.type == type.code);
        CHECK(judgement.name == type.name);
    }
}

TEST_CASE("a birth certificate is read through misread letters and a title on two lines") {
    const auto judgement =
        judged(page(std::string(heading) + "GIẤY\nKHA1 SINH\n\nSố: 15/2019\nHọ, chữ đệm, tên: Lưu Thị Mận\n"
                                           "Giới tính: Nữ Dân tộc: Kinh\nNơi sinh: Trạm y tế xã Vạn Thọ\n"
                                           "Họ, chữ đệm, tên người mẹ: Đỗ Thị Đào\n"));
    CHECK(judgement.type == "khai_sinh");
    CHECK(has_reason(judgement, "title \"GIẤY KHAI SINH\" 0.93 page 1"));
    CHECK(field(judgement, "so") == "15/2019");
    CHECK(field(judgement, "ho_ten") == "Lưu Thị Mận");
    CHECK(field(judgement, "gioi_tinh") == "Nữ");
    CHECK(field(judgement, "dan_toc") == "Kinh");
}

TEST_CASE("fields that were read unsurely stay empty") {
    const auto judgement = judged(page("GIẤY KHAI SINH\n\nSố: 15/2019\n", 0.5));
    CHECK(judgement.type == "khai_sinh");
    CHECK(judgement.fields.empty());
}

TEST_CASE("an application that names a certificate is an application") {
    const std::string body =
        "\n\nKính gửi: Ủy ban nhân dân xã Vạn Thọ\nTôi tên là: Lưu Văn Cam\nSố CCCD: 001099000001\n";
    for (const char* title :
         {"TỜ KHAI\nĐĂNG KÝ KHAI SINH", "TỜ KHAI CẤP BẢN SAO\nTRÍCH LỤC KHAI SINH",
          "ĐƠN ĐỀ NGHỊ CẤP\nGIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT", "ĐƠN XIN XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
          "TỜ KHAI CẤP\nGIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"}) {
        INFO(title);
        CHECK(judged(page(heading + std::string(title) + body)).type == "don_to_khai");
    }
}

TEST_CASE("a paper is not what it mentions") {
    SECTION("twelve digits and CCCD in a contract") {
        const auto judgement =
            judged(page(std::string(heading) +
                        "HỢP ĐỒNG CHUYỂN NHƯỢNG\nQUYỀN SỬ DỤNG ĐẤT\n\nBÊN A: ông Lưu Văn Cam\n"
                        "Căn cước công dân số 001099000001\nBÊN B: bà Đỗ Thị Đào\n"
                        "Giấy chứng nhận quyền sử dụng đất số AB 123456\nThửa đất số: 12, tờ bản đồ số: 3\n"));
        CHECK(judgement.type == "hop_dong");
    }
    SECTION("body text alone") {
        const auto judgement = judged(
            page("Hôm nay tôi nộp giấy khai sinh\nvà thẻ căn cước công dân có giá trị đến 2030\nQuê quán: Vạn Thọ\n"));
        CHECK(judgement.type == "unknown");
        CHECK(has_reason(judgement, "below-threshold"));
    }
    SECTION("a decision about a certificate") {
        const auto judgement =
            judged(page("UBND XÃ VẠN THỌ\nSố: 12/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề việc thu hồi giấy chứng nhận kết hôn\n\n"
                        "Căn cứ Luật Hộ tịch\nGIẤY CHỨNG NHẬN KẾT HÔN\nĐiều 1. Thu hồi\nNơi nhận: như Điều 3\n"));
        CHECK(judgement.type == "quyet_dinh");
    }
}

TEST_CASE("titles that hold one another are kept apart") {
    const auto of = [](const std::string& text) { return judged(page(text)).type; };
    CHECK(of("CĂN CƯỚC\nIDENTITY CARD\n\nSố định danh cá nhân\n") == "can_cuoc");
    CHECK(of("CĂN CƯỚC CÔNG DÂN\nCitizen Identity Card\n") == "cccd_chip");
    CHECK(of("HỢP ĐỒNG ỦY QUYỀN\n\nBên ủy quyền\n") == "uy_quyen");
    CHECK(of("GIẤY CHỨNG NHẬN ĐĂNG KÝ\nHỘ KINH DOANH\n") == "gcn_hkd");
    CHECK(of("GIẤY CHỨNG NHẬN ĐĂNG KÝ\nDOANH NGHIỆP\n") == "gcn_dn");
    CHECK(of("TRÍCH LỤC KHAI TỬ (BẢN SAO)\n") == "tl_khai_tu");
    CHECK(of("GIẤY KHAI SINH\n(BẢN SAO)\n\nThực hiện trích lục từ: Sổ đăng ký khai sinh\n") == "tl_khai_sinh");
    CHECK(of("ĐƠN VỊ: TRẠM Y TẾ XÃ\n\nabc\n") == "unknown");
}

TEST_CASE("a letter has no title but its marks") {
    const std::string letter =
        "UBND XÃ VẠN THỌ\nSố: 45/UBND-VP\nV/v cung cấp hồ sơ\n\nKính gửi: Phòng Tư pháp\n\nnội dung\n";
    CHECK(judged(page(letter + "\nNơi nhận:\n")).type == "cong_van");
    CHECK(judged(page("Kính gửi: Phòng Tư pháp\nTôi tên là: Lưu Văn Cam\n")).type == "unknown");
}

TEST_CASE("a certified copy is told, and its stamp gives no field") {
    const auto judgement = judged(page(std::string(heading) +
                                       "BẰNG TỐT NGHIỆP\nTRUNG HỌC PHỔ THÔNG\n\nHọc sinh trường: THPT Vạn Thọ\n\n"
                                       "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH\nSố hiệu: 999\nSố chứng thực: 345\n"));
    CHECK(judgement.type == "thpt");
    CHECK(has_reason(judgement, "copy-not-original"));
    CHECK(field(judgement, "so_hieu").empty());
    CHECK_FALSE(has_reason(judged(page("GIẤY KHAI SINH\n\nNơi sinh: bản sao không có\n")), "copy-not-original"));
}

TEST_CASE("reasons quote the profile, never the page") {
    const auto judgement = judged(page("GIẤY KHAI SINH\n\nNơi sinh: Vạn Thọ\nsố 001099000001\n"));
    for (const std::string& reason : judgement.reasons) {
        CHECK(reason.find("Vạn Thọ") == std::string::npos);
        CHECK(reason.find("001099000001") == std::string::npos);
    }
}

TEST_CASE("an empty page is unknown") {
    const auto judgement = judged(page(""));
    CHECK(judgement.type == "unknown");
    CHECK(judgement.confidence == 0);
    CHECK(judgement.runner_up.empty());
}
