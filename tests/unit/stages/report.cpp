// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/report.hpp"

#include <catch2/catch.hpp>

using namespace saoy;
using namespace saoy::stages;

namespace {

Page read_page(int number, double confidence, int words) {
    Page page;
    page.number = number;
    page.text = StoredFile{"text/p.xml", std::string(64, 'a')};
    page.confidence = confidence;
    page.words = words;
    return page;
}

// Five papers, one in each state but "submitted"; two pages read, one blank, one not read yet.
Dossier sample() {
    Dossier dossier;
    dossier.id = "giay-khai-sinh-nguyen-van-an-0123456789abcdef";
    dossier.source_name = "Giấy khai sinh Nguyễn Văn An 001099000001.tif";
    dossier.pages = {read_page(1, 0.9, 300), read_page(2, 0.5, 100), Page{}, Page{}};
    dossier.pages[2].blank = true;
    for (const char* id : {"p1", "p2", "p3", "p4", "p5"}) {
        Paper paper;
        paper.id = id;
        paper.type = dossier.papers.size() < 2 ? "khai_sinh" : "unknown";
        paper.fields = {{"ho_ten", "Nguyễn Văn An", 1}};
        dossier.papers.push_back(paper);
    }
    dossier.papers[1].refusal = Refusal{"D22.1", "Nguyễn Thị Minh Ánh", "", {}};
    dossier.papers[2].attestation = Attestation{"Nguyễn Thị Minh Ánh", "Công chức", {}};
    Copy copy;
    copy.paper = "p4";
    dossier.copies.push_back(copy);
    copy.paper = "p5";
    copy.issued = true;
    copy.signatures = {{"official", "Nguyễn Thị Minh Ánh", parse_rfc3339("2026-03-05T23:00:00+07:00")},
                       {"agency", "Phường Hoa Sen", parse_rfc3339("2026-03-06T00:10:00+07:00")}};
    dossier.copies.push_back(copy);
    return dossier;
}

}  // namespace

TEST_CASE("every paper counts in exactly one state") {
    Report report;
    report.add(sample());
    CHECK(report.papers() == 5);
    for (const PaperState state : paper_states)
        CHECK(report.states.at(state) == (state == PaperState::submitted ? 0U : 1U));
    CHECK(report.types.at("khai_sinh") == 2);
    CHECK(report.types.at("unknown") == 3);
}

TEST_CASE("an issued copy counts as submitted only with a receipt") {
    Dossier dossier = sample();
    dossier.submission = Submission{"m", {}, "", {}, {}};
    CHECK(state_of(dossier, dossier.papers[4]) == PaperState::issued);
    dossier.submission->receipt_id = "r";
    CHECK(state_of(dossier, dossier.papers[4]) == PaperState::submitted);
    CHECK(state_of(dossier, dossier.papers[3]) == PaperState::numbered);
}

TEST_CASE("the mean confidence is weighted by words, doubtful pages are listed") {
    Report report(0.7);
    report.add(sample());
    CHECK(report.pages == 4);
    CHECK(report.blank == 1);
    CHECK(report.read == 2);
    CHECK(report.mean_confidence() == Approx(0.8));
    CHECK(report.confidence[9] == 1);
    CHECK(report.confidence[5] == 1);
    REQUIRE(report.doubtful.size() == 1);
    CHECK(report.doubtful[0].page == 2);
    CHECK(report.doubtful[0].dossier == "0123456789abcdef");
}

TEST_CASE("a copy counts on the day of its last signature in Vietnam; a dossier counts once") {
    Report report;
    report.add(sample());
    report.add(sample());
    CHECK(report.dossiers == 1);
    CHECK(report.per_day == std::map<std::string, std::size_t>{{"2026-03-06", 1}});
}

TEST_CASE("no report holds a name or number of a person") {
    Report report;
    report.add(sample());
    const Time now = parse_rfc3339("2026-03-07T08:00:00+07:00");
    for (const std::string& text :
         {to_json(report, now).dump(), to_table(report), to_prometheus(report, now), to_html(report, now, "Papers")}) {
        CHECK(text.find("Nguyễn") == std::string::npos);
        CHECK(text.find("nguyen") == std::string::npos);
        CHECK(text.find("001099000001") == std::string::npos);
    }
}

TEST_CASE("metrics have a type and a help line before their samples") {
    Report report;
    report.add(sample());
    const std::string text = to_prometheus(report, parse_rfc3339("2026-03-07T08:00:00+07:00"));
    CHECK(text.find("# TYPE saoy_papers gauge\nsaoy_papers{state=\"waiting\"} 1\n") != std::string::npos);
    CHECK(text.find("saoy_papers_by_type{type=\"unknown\"} 3\n") != std::string::npos);
    CHECK(text.find("saoy_ocr_confidence_mean 0.8000\n") != std::string::npos);
    CHECK(text.back() == '\n');
}

TEST_CASE("an empty report makes no mean and divides by nothing") {
    const Report report;
    const Time now = parse_rfc3339("2026-03-07T08:00:00+07:00");
    CHECK(to_json(report, now)["mean_confidence"].is_null());
    CHECK(to_prometheus(report, now).find("saoy_ocr_confidence_mean") == std::string::npos);
    CHECK(to_html(report, now, "Papers").find("nan") == std::string::npos);
}

TEST_CASE("a type's name that is too long for one line beside its bar stands whole on two") {
    Report report;
    report.add(sample());
    report.type_names["khai_sinh"] = "Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất";
    const std::string page = to_html(report, parse_rfc3339("2026-03-07T08:00:00+07:00"), "Papers");
    CHECK(page.find(">Giấy chứng nhận quyền sử dụng đất,</text>") != std::string::npos);
    CHECK(page.find(">quyền sở hữu tài sản gắn liền với đất</text>") != std::string::npos);
}
