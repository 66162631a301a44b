// SPDX-License-Identifier: Apache-2.0
// Several papers in one stack, layout, terms and scopes: with the judges of the profile that ships.
#include <algorithm>
#include <catch2/catch.hpp>

#include "lib/stages/fuzzy.hpp"
#include "lib/stages/labelled_texts.hpp"
#include "lib/stages/review_queue.hpp"
#include "lib/stages/stack.hpp"

using namespace saoy;

namespace {

const Path source_dir = SAOY_SOURCE_DIR;

const stages::TypeJudge& judge() {
    static const stages::TypeJudge made(source_dir / "pipelines/vn", source_dir / "schemas");
    return made;
}

std::vector<stages::Parting> partings(const std::string& text) {
    return stages::partings(judge(), stages::pages_of_text(text));
}

std::string field(const stages::Judgement& judgement, const std::string& name) {
    for (const Field& each : judgement.fields)
        if (each.name == name) return each.value;
    return "";
}

const std::string heading = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n";
const std::string birth = heading +
                          "GIẤY KHAI SINH\n\nSố: 15/2019\nHọ, chữ đệm, tên: LƯU THỊ MẬN\nNơi sinh: xã Vạn Thọ\n"
                          "Họ, chữ đệm, tên người mẹ: ĐỖ THỊ ĐÀO\nNơi đăng ký khai sinh: UBND xã Vạn Thọ\n";
const std::string marriage = heading +
                             "GIẤY CHỨNG NHẬN KẾT HÔN\n\nHọ, chữ đệm, tên chồng: LƯU VĂN CAM\n"
                             "Họ, chữ đệm, tên vợ: ĐỖ THỊ ĐÀO\nNơi đăng ký kết hôn: UBND xã Vạn Thọ\n";
const std::string plain = "Các bên đã đọc lại và đồng ý\nmọi thay đổi phải lập thành văn bản\n";

}  // namespace

TEST_CASE("a title of another kind begins another paper") {
    const auto found = partings(birth + "\f" + plain + "\f" + marriage + "\f" + plain);
    REQUIRE(found.size() == 1);
    CHECK(found[0].page == 3);
    CHECK(found[0].type == "ket_hon");
    CHECK(partings(birth).empty());
    CHECK(partings(birth + "\f" + plain + "\f" + plain).empty());
    CHECK(partings(birth + "\f" + birth).empty());  // the same kind: perhaps its second sheet
}

TEST_CASE("a certificate that a contract encloses as its numbered page is no new paper") {
    const std::string contract = heading +
                                 "HỢP ĐỒNG TẶNG CHO\n\nBÊN A: ông Lưu Văn Cam\nBÊN B: bà Đỗ Thị Đào\n"
                                 "Điều 1. Tài sản\nHai bên thống nhất\n";
    CHECK(partings(contract + "Trang 1/2\n\f" + marriage + "Trang 2/2\n").empty());
    CHECK(partings(contract + "\f" + marriage).size() == 1);
}

TEST_CASE("page numbers that begin anew begin another paper") {
    const auto found =
        partings(plain + "Trang 1/2\n\f" + plain + "Trang 2/2\n\f" + plain + "Trang 1/2\n\f" + plain + "Trang 2/2\n");
    REQUIRE(found.size() == 1);
    CHECK(found[0].page == 3);
    CHECK(found[0].type.empty());
    CHECK(partings(plain + "1/3\n\f" + plain + "1/2\n").size() == 1);
    CHECK(partings(plain + "\f" + plain + "Trang 1/2\n").empty());              // nothing before it is numbered
    CHECK(partings(plain + "Trang 1/2\n\f" + plain + "Số: 1/2024\n").empty());  // the number of a letter
    CHECK(partings(plain + "Trang 1/2\n\f" + plain + "1/2/2024\n").empty());    // a date
}

TEST_CASE("a stack is parted at the pages that a reason names") {
    Dossier dossier;
    Paper stack;
    stack.id = "p1";
    stack.pages = {1, 2, 4, 5};
    stack.reasons = {"stack-split page 2 ket_hon", "stack-split page 5 numbering", "stack-split page x ket_hon",
                     "cue \"Điều 1\""};
    Paper other;
    other.id = "p3";
    other.pages = {6};
    dossier.papers = {stack, other};
    const auto found = stages::partings_of(stack);
    REQUIRE(found.size() == 2);
    CHECK(stages::reason_of(found[0]) == stack.reasons[0]);
    CHECK(stages::reason_of(found[1]) == stack.reasons[1]);
    Paper bare = stack;
    bare.pages.clear();
    bare.type = bare.type_name = "khai_sinh";
    bare.confidence = 1;
    CHECK(stages::doubt_of(dossier, bare, {}).reasons.size() == 2);  // who reviews it is told of each
    stages::part(dossier, "p1", found);
    REQUIRE(dossier.papers.size() == 4);
    CHECK(dossier.papers[0].id == "p1");
    CHECK(dossier.papers[0].pages == std::vector<int>{1});
    CHECK(dossier.papers[1].pages == std::vector<int>{2, 4});
    CHECK(dossier.papers[2].pages == std::vector<int>{5});
    CHECK(dossier.papers[3].id == "p3");
    CHECK(dossier.papers[1].id != dossier.papers[2].id);
    CHECK(dossier.papers[1].id != "p3");
}

TEST_CASE("a title in the middle and a page like a card speak for a kind, beside a title only") {
    PageText page = stages::pages_of_text("CĂN CƯỚC CÔNG DÂN\nQuê quán: xã Vạn Thọ\n").front();
    const auto reasons = [&] { return stages::judge(judge().types(), {page}).reasons; };
    const auto has = [&](const char* reason) {
        const auto all = reasons();
        return std::find(all.begin(), all.end(), reason) != all.end();
    };
    CHECK_FALSE(has("layout card"));
    page.width = int(86 / 25.4 * page.dpi);
    page.height = int(54 / 25.4 * page.dpi);
    CHECK(has("layout card"));
    page.blocks.front().lines.erase(page.blocks.front().lines.begin());
    CHECK_FALSE(has("layout card"));

    page = stages::pages_of_text("GIẤY KHAI SINH\n").front();
    CHECK_FALSE(has("layout title-centre"));
    Box& box = page.blocks.front().lines.front().box;
    box.left = (page.width - box.width) / 2;
    CHECK(has("layout title-centre"));
}

TEST_CASE("an agency is not the title that its name resembles") {
    const auto pages =
        stages::pages_of_text("HỘI ĐỒNG NHÂN DÂN XÃ VẠN THỌ\n\nGIẤY MỜI\n\nTrân trọng kính mời: ông Cam\n");
    CHECK(stages::judge(judge().types(), pages).likeliest == "giay_moi");
    CHECK(stages::judge(judge().types(), pages).runner_up.empty());
}

TEST_CASE("how long and for what a paper holds is read") {
    const auto& types = judge().types();
    const auto read = [&](const std::string& text) {
        stages::Judgement judgement;
        judgement.fields = stages::fields_of(types, *find_type(types, "uy_quyen"), stages::pages_of_text(text));
        return judgement;
    };
    const auto judgement = read("GIẤY ỦY QUYỀN\n\nPhạm vi ủy quyền: nộp và nhận hồ sơ\nThời hạn ủy quyền: 12 tháng\n");
    CHECK(field(judgement, "pham_vi") == "nộp và nhận hồ sơ");
    CHECK(field(judgement, "thoi_han") == "12 tháng");
    CHECK(field(read("Giấy này có giá trị 06 tháng kể từ ngày cấp\n"), "thoi_han") == "06 tháng kể từ ngày cấp");
    CHECK(field(read("Được lập thành hai bản có giá trị như nhau\n"), "thoi_han").empty());
}

TEST_CASE("likeness is the same for phrases of any length") {
    const std::string line(300, 'A'), phrase = std::string(64, 'A') + "B";
    CHECK(stages::holds_like(line, phrase).ratio == Approx(64.0 / 65));
    CHECK(stages::holds_like(line, phrase.substr(1)).ratio == Approx(63.0 / 64));
    CHECK(stages::holds_like(line, phrase.substr(1)).end == 64 - 1);
    CHECK(stages::likeness("ABCDEF", "") == 0);
    CHECK(stages::likeness("KITTEN", "SITTING") == Approx(1 - 3.0 / 7));
    CHECK(stages::starts_like("GIAY KHAI SINH BAN SAO", "GIAY KHA1 SINH").end == 14);
}
