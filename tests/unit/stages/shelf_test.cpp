// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/shelf.hpp"

#include <catch2/catch.hpp>

#include "lib/base/error.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/stages/stage.hpp"
#include "lib/xml/dossier.hpp"
#include "tests/support/dossiers.hpp"

using namespace saoy;
using namespace saoy::stages;

namespace {

// Counts how often it really ran; depends on the pages' digests and one option.
class Counting : public Stage {
public:
    explicit Counting(std::string option) : option_(std::move(option)) {}
    std::string_view name() const override { return "counting"; }
    int version() const override { return 1; }
    std::string parameters() const override { return option_; }
    std::string inputs(const Dossier& dossier) const override { return dossier.pages.front().image.sha256; }
    void run(Folder&, Executor&, Events&) const override { ++runs; }
    mutable int runs = 0;

private:
    std::string option_;
};

}  // namespace

TEST_CASE("a dossier comes back from its folder as it was put there") {
    const support::Desk desk;
    const Path path = desk.make_dossier();
    Dossier dossier = desk.shelf.read(path);
    dossier.papers.front().fields.push_back({"so", "01/2026 & <Nguyễn>", 1});
    dossier.papers.front().refusal = Refusal{"D22.1", "Trần Văn Bình", "tẩy xóa", dossier.created};
    dossier.copies.push_back({"p1",
                              "chung-thuc",
                              "r",
                              "SCT/BS",
                              2026,
                              7,
                              {"copies/a.pdf", std::string(64, '0')},
                              StoredFile{"copies/a.note.xml", std::string(64, '3')},
                              {{"official", "A", dossier.created}},
                              "agency",
                              true});
    dossier.submission = Submission{"id",
                                    {"submission/package.zip", std::string(64, '1')},
                                    "r1",
                                    StoredFile{"submission/receipt.json", std::string(64, '2')},
                                    dossier.created};
    const std::string once = xml::write_dossier(dossier);
    const xml::Document document = xml::Document::parse(once, "x");
    document.validate(xml::Schema(SAOY_SOURCE_DIR "/schemas/dossier.xsd"));
    CHECK(xml::write_dossier(xml::read_dossier(document)) == once);
}

TEST_CASE("a manifest that breaks the schema is never written") {
    const support::Desk desk;
    const Path path = desk.make_dossier();
    const std::string before = read_file(path / "dossier.xml");
    Folder folder = desk.shelf.open(path);
    folder.dossier.papers.front().type = "Not A Code";
    CHECK_THROWS_AS(folder.save(), Error);
    CHECK(read_file(path / "dossier.xml") == before);
}

TEST_CASE("two processes cannot write one dossier") {
    const support::Desk desk;
    const Path path = desk.make_dossier();
    const Folder folder = desk.shelf.open(path);
    CHECK_THROWS_WITH(desk.shelf.open(path), Catch::Contains("another process"));
}

TEST_CASE("a file that was changed behind saoy's back is refused") {
    const support::Desk desk;
    const Path path = desk.make_dossier();
    const Folder folder = desk.shelf.open(path);
    write_file(path / "pages/source.png", "something else");
    CHECK_THROWS_WITH(folder.read(folder.dossier.source), Catch::Contains("source.png"));
}

TEST_CASE("a torn end of the journal is cut, whole lines stay") {
    const support::Desk desk;
    const Path path = desk.make_dossier();
    { desk.shelf.open(path).journal("note", {{"n", 1}}); }
    write_file(path / "journal.jsonl", read_file(path / "journal.jsonl") + "{\"at\":\"2026");
    const Folder folder = desk.shelf.open(path);
    REQUIRE(folder.journal_entries().size() == 2);
    CHECK(folder.journal_entries().back().at("n") == 1);
}

TEST_CASE("a stage is skipped while its input, parameters and files are unchanged") {
    const support::Desk desk;
    const Path path = desk.make_dossier();
    SerialExecutor pages;
    EventRecorder events;
    const Counting stage("a");
    Folder folder = desk.shelf.open(path);
    CHECK(apply(stage, folder, pages, events, false));
    CHECK_FALSE(apply(stage, folder, pages, events, false));
    CHECK(events.events().back().kind == Event::Kind::skipped);
    CHECK(apply(stage, folder, pages, events, true));
    CHECK(stage.runs == 2);
    const Counting other("b");
    CHECK(apply(other, folder, pages, events, false));
    std::filesystem::remove(path / "images/p0001.png");
    CHECK(apply(other, folder, pages, events, false));
}

TEST_CASE("why a stage failed stands in the journal, without a personal number") {
    class Failing : public Counting {
    public:
        Failing() : Counting("") {}
        void run(Folder&, Executor&, Events&) const override {
            throw Error(Fault::input, "bad-card", "card 001099000001 is torn");
        }
    };
    const support::Desk desk;
    Folder folder = desk.shelf.open(desk.make_dossier());
    SerialExecutor pages;
    EventRecorder events;
    CHECK_THROWS_WITH(apply(Failing(), folder, pages, events, false), Catch::Contains("is torn"));
    const Json last = folder.journal_entries().back();
    CHECK(last.at("action") == "failed");
    CHECK(last.at("stage") == "counting");
    CHECK(last.at("code") == "bad-card");
    CHECK(last.at("text") == "card 001******001 is torn");
    CHECK(folder.dossier.stages.empty());
}
