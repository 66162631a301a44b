// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <thread>

#include "lib/base/error.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/image/page_image.hpp"
#include "lib/stages/classify.hpp"
#include "lib/stages/ocr.hpp"
#include "lib/xml/alto.hpp"
#include "tests/support/pbm.hpp"

using namespace saoy;

namespace {

const Path source_dir = SAOY_SOURCE_DIR;

stages::Ocr::Options options() {
    stages::Ocr::Options options;
    options.children = std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path() / "libexec/saoy";
    return options;
}

// Every page in a thread of its own.
class AtOnce : public Executor {
public:
    void for_each(std::size_t count, const std::function<void(std::size_t)>& work) override {
        std::vector<std::exception_ptr> failures(count);
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < count; ++i)
            threads.emplace_back([&, i] {
                try {
                    work(i);
                } catch (...) {
                    failures[i] = std::current_exception();
                }
            });
        for (std::thread& thread : threads) thread.join();
        for (const std::exception_ptr& failure : failures)
            if (failure) std::rethrow_exception(failure);
    }
};

// Two sheets of A5 at 200 dpi: the first holds the picture, the second is blank.
struct Work {
    TemporaryFolder folder;
    FixedClock clock{parse_rfc3339("2026-03-05T14:30:25+07:00")};
    RandomIds ids;
    stages::Shelf shelf{source_dir / "schemas", clock, ids, "clerk"};
    AtOnce executor;
    EventRecorder events;
    Path dossier;

    explicit Work(const std::string& picture) {
        Raster sheet;
        sheet.width = 1166;
        sheet.height = 1654;
        sheet.dpi = 200;
        sheet.samples.assign(std::size_t(sheet.width) * std::size_t(sheet.height), 255);
        const std::string blank = image::png(sheet);
        const Raster lines = read_pbm(picture, 200);
        for (int y = 0; y < lines.height; ++y)
            std::copy_n(lines.samples.begin() + std::ptrdiff_t(y) * lines.width, lines.width,
                        sheet.samples.begin() + std::ptrdiff_t(y + 100) * sheet.width);
        dossier = adopt({image::png(sheet), blank});
    }

    Path adopt(const std::vector<std::string>& images) {
        const Path staged = folder.path() / "staged";
        make_folder(staged / "pages");
        make_folder(staged / "images");
        Dossier made;
        made.id = "test-0123456789abcdef";
        made.profile = "vn";
        made.created = clock.now();
        made.source_name = "test.png";
        for (std::size_t i = 0; i < images.size(); ++i) {
            Page page;
            page.number = int(i) + 1;
            page.master = {"pages/p" + std::to_string(i) + ".png", crypto::sha256(images[i])};
            page.image = {"images/p" + std::to_string(i) + ".png", page.master.sha256};
            page.media_type = "image/png";
            page.width = 1166;
            page.height = 1654;
            page.dpi_x = page.dpi_y = 200;
            page.components = 1;
            page.blank = i == 1;
            write_file(staged / page.master.path, images[i]);
            write_file(staged / page.image.path, images[i]);
            made.pages.push_back(page);
        }
        made.source = made.pages.front().master;
        Paper paper;
        paper.id = "p1";
        paper.pages = {1, 2};
        made.papers = {paper};
        return shelf.adopt(folder.path(), staged, made, {{"source", "test.png"}});
    }
};

}  // namespace

TEST_CASE("pages are read once, the blank one not at all") {
    Work work("lines.pbm");
    const stages::Ocr ocr(options());
    stages::Folder folder = work.shelf.open(work.dossier);
    CHECK(stages::apply(ocr, folder, work.executor, work.events, false));

    const Page& page = folder.dossier.pages.at(0);
    REQUIRE(page.text);
    CHECK(page.text->path == "text/p0001.xml");
    CHECK(page.words == 10);
    CHECK(page.confidence > 0.8);
    const PageText text = xml::read_alto(folder.read(*page.text), page.geometry);
    CHECK(text.page == 1);
    CHECK(text.width == 1166);
    CHECK(text.dpi == Approx(200).margin(0.1));
    CHECK(plain_text(text).find("GIẤY KHAI SINH") != std::string::npos);
    CHECK_FALSE(folder.dossier.pages.at(1).text);

    const std::string first = page.text->sha256;
    CHECK_FALSE(stages::apply(ocr, folder, work.executor, work.events, false));
    CHECK(stages::apply(ocr, folder, work.executor, work.events, true));
    CHECK(folder.dossier.pages.at(0).text->sha256 == first);
    for (const Event& event : work.events.events()) CHECK(event.text.find("KHAI SINH") == std::string::npos);
}

TEST_CASE("a page that takes too long is told and keeps what was read") {
    Work work("lines.pbm");
    stages::Ocr::Options hurried = options();
    hurried.engine = stages::ReaderChoice::Engine::tesseract;
    hurried.page_deadline = std::chrono::milliseconds(1);
    const stages::Ocr ocr(hurried);
    stages::Folder folder = work.shelf.open(work.dossier);
    stages::apply(ocr, folder, work.executor, work.events, false);
    CHECK(folder.dossier.pages.at(0).text);
    const auto events = work.events.events();
    const auto late =
        std::find_if(events.begin(), events.end(), [](const Event& e) { return e.code == "ocr-timeout"; });
    REQUIRE(late != events.end());
    CHECK(late->page == 1);
    CHECK(late->kind == Event::Kind::warning);
}

TEST_CASE("a dossier is classified from its text, and a person's word stands") {
    Work work("lines.pbm");
    const stages::Classify classify(source_dir / "pipelines/vn", source_dir / "schemas");
    stages::Folder folder = work.shelf.open(work.dossier);
    try {
        stages::apply(classify, folder, work.executor, work.events, false);
        FAIL("classified what nobody has read");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::input);
        CHECK(error.code() == "no-text");
    }
    stages::apply(stages::Ocr(options()), folder, work.executor, work.events, false);
    CHECK(stages::apply(classify, folder, work.executor, work.events, false));
    const Paper& paper = folder.dossier.papers.at(0);
    CHECK(paper.type == "khai_sinh");
    CHECK(paper.type_name == "Giấy khai sinh");
    CHECK(paper.decided_by == "rules");
    CHECK(paper.confidence >= 0.6);
    REQUIRE(paper.fields.size() == 1);
    CHECK(paper.fields.at(0).value == "Nguyễn Thị Bưởi");
    CHECK_FALSE(stages::apply(classify, folder, work.executor, work.events, false));

    folder.dossier.papers.at(0).type = "hop_dong";
    folder.dossier.papers.at(0).decided_by = "clerk";
    stages::apply(classify, folder, work.executor, work.events, true);
    CHECK(folder.dossier.papers.at(0).type == "hop_dong");
    CHECK(folder.dossier.papers.at(0).decided_by == "clerk");
}
