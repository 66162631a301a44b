// SPDX-License-Identifier: Apache-2.0
// Who may attest, what is kept of each decision, and what the queue shows first.
#include "lib/stages/review.hpp"

#include <catch2/catch.hpp>

#include "lib/base/error.hpp"
#include "lib/stages/review_queue.hpp"
#include "tests/support/dossiers.hpp"

using namespace saoy;
using namespace saoy::stages;

namespace {

const Person official{"Nguyễn Thị Minh Ánh", "Công chức"};
const Person colleague{"Trần Văn Bình", "Công chức"};

// The dossier is captured by the account "tester".
struct Room : support::Desk {
    Profile profile;
    Path path = make_dossier();
    Shelf other_account{SAOY_SOURCE_DIR "/schemas", clock, ids, "official"};

    Room() { profile.refusals = {{"D22.1", "Bản chính bị tẩy xóa."}}; }
    Reviewer reviewer(const Person& by = official) const { return {by, profile}; }

    template <class Work>
    std::string code_of(const Work& work) const {
        try {
            work();
        } catch (const Error& error) {
            return error.code();
        }
        return "done";
    }
    std::string certifiable(const Folder& opened) const {
        return code_of([&] { must_be_attested(opened, opened.dossier.papers.front(), profile.review); });
    }
};

}  // namespace

TEST_CASE("what a person decides is recorded, and final once a number is taken") {
    const Room room;
    Folder folder = room.shelf.open(room.path);
    const Paper& paper = folder.dossier.papers.front();
    CHECK(room.certifiable(folder) == "not-attested");
    room.reviewer().accept(folder, "p1");
    CHECK(paper.attestation->by == "Nguyễn Thị Minh Ánh");
    CHECK(folder.journal_entries().back().at("action") == "attest");
    CHECK(room.certifiable(folder) == "done");
    CHECK(room.code_of([&] { room.reviewer().refuse(folder, "p1", "D99", ""); }) == "unknown-reason");
    room.reviewer().refuse(folder, "p1", "D22.1", "tẩy xóa");
    CHECK_FALSE(paper.attestation);
    CHECK(folder.journal_entries().back().at("text") == "Bản chính bị tẩy xóa.");
    CHECK(room.certifiable(folder) == "not-attested");
    CHECK(room.code_of([&] { room.reviewer({" ", ""}); }) == "no-name");
    CHECK(room.code_of([&] { room.reviewer().accept(folder, "p9"); }) == "no-such-paper");
    folder.dossier.copies.push_back({"p1", "chung-thuc", "r", "SCT/BS", 2026, 7, {}, {}, {}, {}, false});
    CHECK(room.code_of([&] { room.reviewer().accept(folder, "p1"); }) == "already-certified");
}

TEST_CASE("an attestation holds for the pages and the name it was made for, and only where the journal has it") {
    const Room room;
    Folder folder = room.shelf.open(room.path);
    Paper& paper = folder.dossier.papers.front();
    paper.attestation = Attestation{official.name, official.title, room.clock.now()};
    CHECK(room.certifiable(folder) == "attested-otherwise");
    room.reviewer().accept(folder, "p1");
    REQUIRE(room.certifiable(folder) == "done");
    SECTION("another person's name") { paper.attestation->by = colleague.name; }
    SECTION("another name of the paper") { paper.type_name = "Bằng đại học"; }
    SECTION("another master") { folder.dossier.pages.front().master.sha256 = std::string(64, 'a'); }
    SECTION("refused since") {
        const auto kept = paper.attestation;
        room.reviewer().refuse(folder, "p1", "D22.1", "");
        paper.attestation = kept;
    }
    CHECK(room.certifiable(folder) == "attested-otherwise");
}

TEST_CASE("four eyes: who captured a paper does not attest it") {
    Room room;
    {
        Folder folder = room.shelf.open(room.path);
        room.reviewer().accept(folder, "p1");
        folder.save();
        room.profile.review.four_eyes = true;
        CHECK(room.certifiable(folder) == "four-eyes");  // attested before the rule was made
        CHECK(room.code_of([&] { room.reviewer(colleague).accept(folder, "p1"); }) == "four-eyes");
    }
    Folder folder = room.other_account.open(room.path);
    room.reviewer().accept(folder, "p1");
    CHECK(room.certifiable(folder) == "done");
}

TEST_CASE("each page by itself, where the profile asks for it") {
    Room room;
    room.profile.review.each_page = true;
    Folder folder = room.shelf.open(room.path);
    CHECK(room.code_of([&] { room.reviewer().accept(folder, "p1"); }) == "page-unseen");
    CHECK(room.code_of([&] { room.reviewer().see(folder, 9); }) == "no-such-page");
    room.reviewer().see(folder, 1);
    CHECK(folder.journal_entries().back().at("alike").at(0).at("master") == folder.dossier.pages.front().master.sha256);
    room.reviewer().accept(folder, "p1");
    CHECK(room.certifiable(folder) == "done");
    folder.save();
    CHECK(room.shelf.read(room.path).pages.front().seen->by == official.name);
    folder.dossier.pages.front().seen.reset();
    CHECK(room.certifiable(folder) == "page-unseen");
}

TEST_CASE("a drawn paper waits for another person") {
    const Room room;
    Folder folder = room.shelf.open(room.path);
    room.reviewer(colleague).draw(folder, "p1", "hạt");
    CHECK_FALSE(folder.dossier.papers.front().second_look);  // nobody has attested it yet
    room.reviewer().accept(folder, "p1");
    room.reviewer(colleague).draw(folder, "p1", "hạt");
    CHECK(room.certifiable(folder) == "second-look");
    folder.save();
    CHECK(room.shelf.read(room.path).papers.front().second_look->seed == "hạt");
    CHECK(room.code_of([&] { room.reviewer({"nguyễn thị minh ánh", ""}).confirm(folder, "p1"); }) == "same-person");
    room.reviewer(colleague).confirm(folder, "p1");
    CHECK(room.certifiable(folder) == "done");
    folder.save();
    CHECK(room.shelf.read(room.path).papers.front().second_look->by == colleague.name);
}

TEST_CASE("the same seed draws the same papers, whatever their order") {
    std::vector<std::string> papers;
    for (int i = 0; i < 40; ++i) papers.push_back("dossier-" + std::to_string(i) + "/p1");
    const auto first = drawn(papers, 0.1, "7");
    CHECK(first.size() == 4);
    std::reverse(papers.begin(), papers.end());
    CHECK(drawn(papers, 0.1, "7") == first);
    CHECK(drawn(papers, 0.1, "8") != first);
    CHECK(drawn({"one/p1"}, 0.01, "7").size() == 1);
    CHECK(drawn({}, 0.5, "7").empty());
}

TEST_CASE("every decision is a link of the register's chain") {
    const Room room;
    store::Register book(room.work() / "register.db", store::Open::create);
    Folder folder = room.shelf.open(room.path);
    const Reviewer reviewer(official, room.profile, &book), second(colleague, room.profile, &book);
    folder.dossier.pages.front().quality.findings = {{"blurred", Level::fail, "", 0.5}};
    reviewer.see(folder, 0);
    reviewer.override_quality(folder, 0, "blurred", "bản gốc in mờ");
    reviewer.set_type(folder, "p1", "khai_sinh", "Giấy khai sinh");
    reviewer.refuse(folder, "p1", "D22.1", "");
    reviewer.accept(folder, "p1");
    second.draw(folder, "p1", "7");
    second.confirm(folder, "p1");
    std::vector<std::string> actions;
    std::string attested;
    book.each_link([&](const store::Link& link) {
        actions.push_back(link.action);
        if (link.action == "attest") attested = link.who + " " + link.subject + " " + link.detail;
    });
    CHECK(actions == std::vector<std::string>{"see", "override", "set-type", "refuse", "attest", "draw", "confirm"});
    CHECK(attested.find("Nguyễn Thị Minh Ánh paper-0123456789abcdef/p1 ") == 0);
    CHECK(attested.find(masters_digest(folder.dossier, folder.dossier.papers.front())) != std::string::npos);
    CHECK(attested.find("\"login\":\"tester\"") != std::string::npos);
    CHECK(book.check([](const store::Entry&) { return std::nullopt; }).empty());
}

TEST_CASE("the most doubtful paper comes first") {
    const Room room;
    const Dossier plain = room.shelf.read(room.path);
    const auto doubt = [&](const auto& change) {
        Dossier dossier = plain;
        dossier.papers.front().type = "khai_sinh", dossier.papers.front().type_name = "Giấy khai sinh";
        dossier.papers.front().confidence = 0.95;
        change(dossier);
        return doubt_of(dossier, dossier.papers.front(), room.profile.review);
    };
    const Doubt sure = doubt([](Dossier&) {});
    const Doubt warned = doubt([](Dossier& d) { d.pages[0].quality.findings = {{"skewed", Level::warn, "", 0.7}}; });
    const Doubt weak = doubt([](Dossier& d) { d.papers[0].confidence = 0.5; });
    const Doubt unnamed = doubt([](Dossier& d) { d.papers[0].type = "unknown"; });
    const Doubt failed = doubt([](Dossier& d) { d.pages[0].quality.findings = {{"blurred", Level::fail, "", 0.5}}; });
    const Doubt kept = doubt([](Dossier& d) {
        d.pages[0].quality.findings = {{"blurred", Level::fail, "", 0.5, Override{"A", "b", {}}}};
    });
    CHECK(sure.reasons.empty());
    CHECK(kept.reasons.empty());
    std::vector<Doubt> queue{sure, warned, weak, unnamed, failed};
    std::sort(queue.begin(), queue.end(), comes_before);
    CHECK(queue[0].failures == 1);
    CHECK(queue[1].unnamed);
    CHECK(queue[2].weak == 1);
    CHECK(queue[3].warnings == 1);
    CHECK(queue[4].reasons.empty());
}

TEST_CASE("only a delegation of the profile attests without a person, and nothing doubtful") {
    Room room;
    Folder folder = room.shelf.open(room.path);
    SerialExecutor pages;
    EventRecorder events;
    Paper& paper = folder.dossier.papers.front();
    const auto attest = [&] { return room.code_of([&] { Attest({{}, room.profile}).run(folder, pages, events); }); };
    CHECK(attest() == "no-delegation");
    CHECK_FALSE(paper.attestation);
    room.profile.review.delegation = Delegation{"Quyết định số 1/QĐ-UBND", official.name, official.title};
    CHECK(attest() == "doubtful");  // its type is not known
    CHECK_FALSE(paper.attestation);
    paper.type = "khai_sinh", paper.type_name = "Giấy khai sinh", paper.confidence = 0.95;
    CHECK(attest() == "done");
    CHECK(paper.attestation->by == official.name);
    CHECK(room.certifiable(folder) == "done");
}
