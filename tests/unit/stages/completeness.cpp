// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/completeness.hpp"

#include <catch2/catch.hpp>

#include "lib/base/error.hpp"
#include "lib/xml/document_types.hpp"
#include "lib/xml/procedures.hpp"

using namespace saoy;
using stages::NeedState;

namespace {

const Path source_dir = SAOY_SOURCE_DIR;

const DocumentTypes& types() {
    static const DocumentTypes read = xml::read_document_types(source_dir / "pipelines/vn/document-types.xml",
                                                               xml::Schema(source_dir / "schemas/document-types.xsd"));
    return read;
}

Procedure procedure(const std::string& code) {
    for (Procedure& each : xml::read_procedures(source_dir / "pipelines/vn/procedures.xml",
                                                xml::Schema(source_dir / "schemas/procedures.xsd"), types()))
        if (each.code == code) return each;
    FAIL("no procedure " + code);
    return {};
}

// Each paper of one page, a card of two.
Dossier dossier(std::vector<Paper> papers) {
    Dossier made;
    for (Paper& paper : papers) {
        const DocumentType* type = find_type(types(), paper.type);
        const int pages = type != nullptr && type->card ? 2 : 1;
        for (int i = 0; i < pages; ++i) {
            Page page;
            page.number = int(made.pages.size()) + 1;
            page.text = StoredFile{"text/x.xml", ""};
            page.words = 20;
            page.confidence = 0.95;
            made.pages.push_back(page);
            paper.pages.push_back(page.number);
        }
        paper.id = "p" + std::to_string(made.papers.size() + 1);
        made.papers.push_back(paper);
    }
    return made;
}

Paper paper(const std::string& type, std::vector<Field> fields = {}, std::vector<std::string> reasons = {}) {
    Paper made;
    made.type = type;
    made.fields = std::move(fields);
    made.reasons = std::move(reasons);
    return made;
}

Field date(const std::string& name, const std::string& iso) {
    Field field{name, iso, 1};
    field.normal = iso;
    return field;
}

stages::Completeness check(const std::string& code, const Dossier& given) {
    return stages::check_papers(procedure(code), given, types(), "2026-03-05");
}

}  // namespace

TEST_CASE("the profile has at least fifteen procedures") {
    CHECK(xml::read_procedures(source_dir / "pipelines/vn/procedures.xml",
                               xml::Schema(source_dir / "schemas/procedures.xsd"), types())
              .size() >= 15);
}

TEST_CASE("a marriage needs two cards, and each paper is counted once") {
    Dossier given = dossier({paper("don_to_khai"), paper("cccd_chip"), paper("xn_hon_nhan")});
    auto answer = check("ket-hon", given);
    CHECK_FALSE(answer.complete());
    CHECK(answer.needs.at(1).state == NeedState::present);
    CHECK(answer.needs.at(1).paper == "p2");
    CHECK(answer.needs.at(2).state == NeedState::missing);
    CHECK(stages::in_words(answer).find("Giấy tờ tùy thân của bên nữ") != std::string::npos);
    given = dossier({paper("don_to_khai"), paper("cccd_chip"), paper("xn_hon_nhan"), paper("can_cuoc"),
                     paper("hop_dong"), paper("unknown")});
    answer = check("ket-hon", given);
    CHECK(answer.complete());
    CHECK(answer.extra == std::vector<std::string>{"p5"});
    CHECK(answer.unknown == std::vector<std::string>{"p6"});
}

TEST_CASE("a copy is not the original, and a paper ends") {
    const auto states = [](Paper third) {
        return check("ket-hon",
                     dossier({paper("don_to_khai"), paper("cccd_chip"), paper("can_cuoc"), std::move(third)}))
            .needs.at(3)
            .state;
    };
    CHECK(states(paper("xn_hon_nhan", {date("ngay_ky", "2025-10-01")})) == NeedState::present);
    CHECK(states(paper("xn_hon_nhan", {date("ngay_ky", "2025-09-04")})) == NeedState::expired);  // six months
    CHECK(states(paper("xn_hon_nhan", {}, {"copy-not-original"})) == NeedState::wrong_form);
    const auto card = [](const std::string& until) {
        return check("ban-sao-trich-luc",
                     dossier({paper("don_to_khai"), paper("cccd_chip", {date("gia_tri_den", until)})}))
            .needs.at(1)
            .state;
    };
    CHECK(card("2026-03-04") == NeedState::expired);
    CHECK(card("2026-03-05") == NeedState::present);
}

TEST_CASE("one side of a card, and a page that cannot be read") {
    Dossier given = dossier({paper("don_to_khai"), paper("cccd_chip")});
    given.papers[1].pages.pop_back();
    CHECK(check("ban-sao-trich-luc", given).needs.at(1).state == NeedState::incomplete);
    given = dossier({paper("don_to_khai"), paper("cccd_chip")});
    given.pages.back().confidence = 0.3;
    CHECK(check("ban-sao-trich-luc", given).needs.at(1).state == NeedState::unreadable);
    // a better one behind it will do
    given = dossier({paper("don_to_khai"), paper("cccd_chip"), paper("ho_chieu")});
    given.pages[1].confidence = 0.3;
    CHECK(check("ban-sao-trich-luc", given).needs.at(1).paper == "p3");
}

TEST_CASE("papers that contradict each other are told, by field and not by value") {
    const auto person = [](const std::string& number, const std::string& name, const std::string& born) {
        return std::vector<Field>{{"so_dinh_danh", number, 1}, {"ho_ten", name, 1}, date("ngay_sinh", born)};
    };
    const auto contradictions = [&](std::vector<Field> one, std::vector<Field> other) {
        std::vector<std::string> found;
        for (const auto& each :
             check("nhan-cha-me-con", dossier({paper("don_to_khai"), paper("cccd_chip", std::move(one)),
                                               paper("khai_sinh", std::move(other))}))
                 .contradictions)
            found.push_back(each.field);
        return found;
    };
    const auto an = person("001099000001", "NGUYỄN VĂN AN", "1999-01-01");
    CHECK(contradictions(an, person("001099000001", "Nguyễn Văn An", "1999-01-01")).empty());
    CHECK(contradictions(an, person("001099000001", "Nguyễn Văn Ân Huệ", "1999-01-01")) ==
          std::vector<std::string>{"ho_ten"});
    CHECK(contradictions(an, person("001099000002", "Nguyễn Văn An", "1999-01-01")) ==
          std::vector<std::string>{"so_dinh_danh"});
    CHECK(contradictions(an, person("001224000003", "Nguyễn Minh Khôi", "2024-02-09")).empty());  // another person
    const auto answer =
        check("nhan-cha-me-con", dossier({paper("don_to_khai"), paper("cccd_chip", an),
                                          paper("khai_sinh", person("001099000001", "Lê Văn Ba", "1999-01-01"))}));
    CHECK(stages::to_json(answer).dump().find("001099000001") == std::string::npos);
}
