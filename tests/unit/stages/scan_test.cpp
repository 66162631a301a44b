// SPDX-License-Identifier: Apache-2.0
// Files to dossiers: whole or nothing, once for the same bytes.
#include <catch2/catch.hpp>
#include <thread>

#include "lib/base/error.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/image/page_image.hpp"
#include "lib/stages/scan.hpp"

using namespace saoy;
namespace fs = std::filesystem;

namespace {

const Path samples = Path(SAOY_SOURCE_DIR) / "tests/support/pages";

// A bench with a shelf, a clock that stands still and an empty WORK.
struct Bench {
    TemporaryFolder folder;
    FixedClock clock{Time(std::chrono::seconds(1'790'000'000))};
    RandomIds ids;
    stages::Shelf shelf{Path(SAOY_SOURCE_DIR) / "schemas", clock, ids, "tester"};
    SerialExecutor serial;
    EventRecorder events;
    Path work = folder.path() / "work";
    Path children = fs::read_symlink("/proc/self/exe").parent_path().parent_path() / "libexec/saoy";

    Path scan(const Path& input, std::optional<double> dpi = {}) {
        ScanRules rules;
        rules.limits = {{Measured::dpi, "dpi-low", true, 200, 200}};
        return stages::Scan({children, "vn", rules, dpi})(input, work, shelf, serial, events);
    }
    Path file(const char* name, const std::string& bytes) {
        write_file(folder.path() / name, bytes);
        return folder.path() / name;
    }
    std::string code_of(const Path& input) {
        try {
            scan(input);
        } catch (const Error& error) {
            return error.code();
        }
        return "nothing thrown";
    }
    std::vector<std::string> codes() const {
        std::vector<std::string> all;
        for (const Event& event : events.events()) all.push_back(event.code);
        return all;
    }
    // What WORK holds, its lock aside.
    std::vector<std::string> left() const {
        std::vector<std::string> names;
        if (!fs::exists(work)) return names;
        for (const auto& entry : fs::directory_iterator(work))
            if (entry.path().filename() != ".lock") names.push_back(entry.path().filename().string());
        return names;
    }
};

std::string page(double dpi) {
    Raster raster;
    raster.width = 400;
    raster.height = 300;
    raster.dpi = dpi;
    raster.samples.assign(400 * 300, 250);
    for (std::size_t i = 20'000; i < 60'000; i += 3) raster.samples[i] = 10;
    return image::png(raster);
}

}  // namespace

TEST_CASE("A TIFF of two pages becomes a dossier with its master untouched") {
    Bench bench;
    const Path input = samples / "vietsample1.tif";
    const Path made = bench.scan(input);
    const Dossier dossier = bench.shelf.read(made);
    const std::string digest = crypto::sha256_file(input);
    CHECK(made.filename() == "vietsample1-" + digest.substr(0, 16));
    CHECK(dossier.source_name == "vietsample1.tif");
    CHECK(crypto::sha256_file(made / dossier.source.path) == digest);
    REQUIRE(dossier.pages.size() == 2);
    CHECK(dossier.pages[1].frame == 1);
    CHECK(dossier.pages[1].master == dossier.source);
    CHECK(dossier.pages[1].dpi_x == 300);
    CHECK(dossier.pages[1].width == 1200);
    CHECK_FALSE(dossier.pages[1].blank);
    for (const Page& each : dossier.pages) {
        const std::string png = read_file(made / each.image.path);
        CHECK(crypto::sha256(png) == each.image.sha256);
        CHECK(image::read_png(png).width == 800);
    }
    REQUIRE(dossier.papers.size() == 1);
    CHECK(dossier.papers[0].pages == std::vector<int>{1, 2});
    CHECK(dossier.papers[0].type == "unknown");
    CHECK(bench.left().size() == 1);
}

TEST_CASE("The same bytes make one dossier, whatever their name") {
    Bench bench;
    const Path first = bench.scan(samples / "vietsample1.tif");
    CHECK(bench.scan(samples / "vietsample1.tif") == first);
    CHECK(bench.scan(bench.file("other name.jpg", read_file(samples / "vietsample1.tif"))) == first);
    CHECK(bench.left().size() == 1);
    const auto codes = bench.codes();
    CHECK(std::count(codes.begin(), codes.end(), "duplicate") == 2);
}

TEST_CASE("Two at the same time make one dossier") {
    Bench bench;
    Path one, other;
    std::thread thread([&] { one = bench.scan(samples / "vietsample1.tif"); });
    other = bench.scan(samples / "vietsample1.tif");
    thread.join();
    CHECK(one == other);
    CHECK(bench.left().size() == 1);
}

TEST_CASE("The same input and clock give the same bytes") {
    Bench one, other;
    const Path first = one.scan(samples / "vietsample1.tif"), second = other.scan(samples / "vietsample1.tif");
    for (const char* name : {"dossier.xml", "images/p0001.png", "images/p0002.png"})
        CHECK(read_file(first / name) == read_file(second / name));
}

TEST_CASE("What cannot be taken leaves nothing behind") {
    Bench bench;
    CHECK(bench.code_of(bench.file("text.jpg", "hello")) == "not-an-image");
    CHECK(bench.code_of(bench.file("empty.tif", "")) == "empty-file");
    CHECK(bench.code_of(bench.file("cut.png", page(300).substr(0, 300))) == "image-truncated");
    CHECK(bench.code_of(bench.file("nodpi.png", page(0))) == "no-resolution");
    CHECK(bench.code_of(bench.file("screen.png", page(96))) == "no-resolution");
    CHECK(bench.code_of(bench.file("broken.pdf", "%PDF-1.7 and no more")) == "pdf-broken");
    CHECK(bench.code_of(bench.folder.path() / "nowhere.tif") == "no-such-file");
    CHECK(bench.left().empty());
}

TEST_CASE("A file that asks its reader for more than it may take is told from one that broke it") {
    Bench bench;
    bench.children = bench.folder.path() / "children";
    make_folder(bench.children);
    const auto ends = [&](const std::string& how) {
        const Path reader = bench.children / "saoy-child-intake";
        write_file(reader, "#!/bin/sh\n" + how + "\n");
        fs::permissions(reader, fs::perms::owner_all);
        return bench.code_of(bench.file("page.png", page(300)));
    };
    CHECK(ends("kill -XCPU $$") == "file-over-limits");
    CHECK(ends("kill -KILL $$") == "file-over-limits");
    CHECK(ends("echo '{\"error\":{\"code\":\"out-of-memory\",\"sentence\":\"-\",\"hint\":\"\"}}'; exit 70") ==
          "file-over-limits");
    CHECK(ends("kill -SEGV $$") == "unreadable");
    CHECK(ends("exit 70") == "unreadable");
}

TEST_CASE("--dpi stands for what the file does not say; a low one is told") {
    Bench bench;
    const Path made = bench.scan(bench.file("photo.png", page(0)), 150);
    CHECK(bench.shelf.read(made).pages.at(0).dpi_x == 150);
    const auto codes = bench.codes();
    CHECK(std::count(codes.begin(), codes.end(), "dpi-low") == 1);
    CHECK(bench.shelf.read(bench.scan(bench.file("said.png", page(300)), 150)).pages.at(0).dpi_x == 300);
}

TEST_CASE("What a killed run left is cleared, what another run holds is not") {
    Bench bench;
    fs::create_directories(bench.work / ".saoy-killed/dossier/pages");
    fs::create_directories(bench.work / ".saoy-alive/dossier");
    const FileLock alive(bench.work / ".saoy-alive/.held", false);
    bench.scan(samples / "vietsample1.tif");
    CHECK_FALSE(fs::exists(bench.work / ".saoy-killed"));
    CHECK(fs::exists(bench.work / ".saoy-alive/dossier"));
}

TEST_CASE("A preview makes nothing") {
    Bench bench;
    const stages::Scan scan({bench.children, "vn", ScanRules{}, {}});
    const Dossier dossier = scan.preview(samples / "vietsample1.tif", bench.clock, bench.serial, bench.events);
    CHECK(dossier.pages.size() == 2);
    CHECK(bench.left().empty());
}
