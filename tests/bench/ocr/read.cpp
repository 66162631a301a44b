// SPDX-License-Identifier: Apache-2.0
// Reads the images named on standard input as saoy-scan and saoy-ocr do, all in this process: OUT/STEM.txt for each,
// with --look also the page that was read and its boxes, with --lines the pictures of its lines and OUT/lines.tsv with
// what was read, with --tesseract by libtesseract, --languages vie unless given; lines taken for handwriting are told.
// For tests/bench/ocr/score and tests/bench/lstm/golden.
#include <fstream>
#include <iostream>
#include <optional>

#include "lib/base/error.hpp"
#include "lib/base/json.hpp"
#include "lib/base/text.hpp"
#include "lib/image/page_image.hpp"
#include "lib/stages/direction.hpp"
#include "lib/stages/line_readers.hpp"
#include "lib/stages/page_reading.hpp"

using namespace saoy;

namespace {

constexpr double usual_dpi = 300;  // where a file does not say

Json as_json(const Box& box) { return {box.left, box.top, box.width, box.height}; }

Json as_json(const PageText& page, double scale) {
    Json seen{{"scale", scale}, {"blocks", Json::array()}, {"marks", Json::array()}};
    for (const Block& block : page.blocks) {
        Json words = Json::array();
        for (const Line& line : block.lines)
            for (const Word& word : line.words)
                words.push_back({{"text", word.text}, {"confidence", word.confidence}, {"box", as_json(word.box)}});
        seen["blocks"].push_back({{"box", as_json(block.box)}, {"words", words}});
    }
    for (const Mark& mark : page.marks) {
        const char* const kind = mark.kind == Mark::Kind::seal        ? "seal"
                                 : mark.kind == Mark::Kind::signature ? "signature"
                                                                      : "unread";
        seen["marks"].push_back({{"kind", kind}, {"box", as_json(mark.box)}});
    }
    return seen;
}

// Keeps what another reads.
class Recorder : public LineReader {
public:
    Recorder(LineReader& reader, Path out) : reader_(reader), out_(std::move(out)), list_(out_ / "lines.tsv") {}

    std::vector<LineText> read(const std::vector<Raster>& lines) override {
        std::vector<LineText> texts = reader_.read(lines);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const std::string name = std::to_string(count_++) + ".pgm";
            std::ofstream(out_ / name, std::ios::binary)
                << "P5\n"
                << lines[i].width << ' ' << lines[i].height << "\n255\n"
                << std::string_view(reinterpret_cast<const char*>(lines[i].samples.data()), lines[i].samples.size());
            list_ << page << '\t' << name << '\t';
            for (const LineWord& word : texts[i].words)
                list_ << (&word == texts[i].words.data() ? "" : " ") << word.text;
            list_ << '\n';
        }
        return texts;
    }
    std::string version() const override { return reader_.version(); }

    std::string page;  // what the next lines are of

private:
    LineReader& reader_;
    Path out_;
    std::ofstream list_;
    int count_ = 0;
};

void read(const Path& file, const Path& out, bool look, LineReader& reader, LineReader& page_reader) {
    const std::string bytes = read_file(file);
    const image::FrameInfo info = image::probe(bytes, 200, 1).front();
    image::Told told;
    told.dpi = info.dpi_x > 0 ? info.dpi_x : usual_dpi;
    image::PageView view(bytes, 0, told);
    image::Look seen = view.look();
    if (!seen.sure)
        if (const auto rotation = stages::read_direction(view, seen, reader))
            seen.geometry = view.turned_to(seen, *rotation);
    Geometry geometry = seen.geometry;
    std::string flat;
    if (geometry.perspective) flat = view.flat(seen), geometry.perspective.reset();
    const std::string& read = flat.empty() ? bytes : flat;
    const double dpi = flat.empty() ? told.dpi : seen.dpi;
    const stages::PageReading reading = stages::read_page(read, 0, dpi, geometry, page_reader);
    const std::string stem = (out / file.stem()).string();
    write_file(stem + ".txt", plain_text(reading.text));
    for (const Block& block : reading.text.blocks)
        for (const Line& line : block.lines)
            if (line.kind == LineKind::handwriting) std::cout << file.stem().string() << ": a line by hand\n";
    if (!look) return;
    const image::ReadingImage page = image::reading_image(read, 0, dpi, geometry);
    write_file(stem + ".png", image::png(page.grey));
    write_file(stem + ".json", as_json(reading.text, page.scale).dump());
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) return 64;
    bool look = false, lines = false;
    stages::ReaderChoice choice;
    choice.children = Path(argv[0]).parent_path() / "../libexec/saoy";
    for (int i = 2; i < argc; ++i) {
        const std::string_view option = argv[i];
        look = look || option == "--look";
        lines = lines || option == "--lines";
        if (option == "--tesseract") choice.engine = stages::ReaderChoice::Engine::tesseract;
        if (option == "--languages" && i + 1 < argc) choice.languages = argv[++i];
    }
    const auto reader = stages::line_readers(choice)();
    std::optional<Recorder> recorder;
    if (lines) recorder.emplace(*reader, argv[1]);
    int failed = 0;
    for (std::string file; std::getline(std::cin, file);) try {
            if (recorder) recorder->page = file;
            read(file, argv[1], look, *reader, recorder ? static_cast<LineReader&>(*recorder) : *reader);
        } catch (const Error& error) {
            std::cerr << file << ": " << error.what() << "\n";
            ++failed;
        }
    return failed > 0 ? 1 : 0;
}
