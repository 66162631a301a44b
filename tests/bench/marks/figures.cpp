// SPDX-License-Identifier: Apache-2.0
// What the screen for secrecy marks says of page images, and what it costs.
//
//   marks_figures [-v] PROFILE SCHEMAS FILE…      one line a file: name, stop|ask|pass, code, CPU ms of finding, of
//   judging
//   marks_figures --found PROFILE SCHEMAS FILE…      what is found on each page, one line a candidate, nothing read:
//   name, x, y, width, height (mm), angle (degrees), boxed, frame, doubled, red, apart, insides; and the page's CPU ms
//   marks_figures --insides FILE      what stands inside each frame "X Y WIDTH HEIGHT ANGLE" (mm, degrees) of standard
//   input: for scripts/make_stamp_net
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <iostream>

#include "lib/image/marks.hpp"
#include "lib/image/page_image.hpp"
#include "lib/stages/line_readers.hpp"
#include "lib/stages/mark_judge.hpp"
#include "lib/stages/profile.hpp"
#include "lib/xml/profile.hpp"

using namespace saoy;

namespace {

double cpu_ms() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

void show(const MarkView& each, const stages::MarkJudge& judge, LineReader& reader) {
    std::printf("    at %3.0f,%3.0f %4.1f x %4.1f mm, %4.0f degrees, box %d frame %.2f double %d red %d, look %.2f:",
                each.x_mm, each.y_mm, each.width_mm, each.height_mm, each.angle, each.boxed, each.frame, each.doubled,
                each.red, judge.look_of(each));
    std::printf(" inside");
    for (const Raster& inside : each.insides) {
        const auto sight = judge.sight_of(inside, each);
        std::printf(" %.3f/%.3f/%.2f %s", sight.mark(), sight.stops, sight.harmless,
                    sight.stopping ? sight.stopping->code.c_str() : "-");
    }
    std::vector<Raster> pictures = each.pictures;
    for (int turn = 0; turn < 2; ++turn) {
        for (const LineText& line : reader.read(pictures)) {
            std::printf(" [%.2f", line.certainty);
            for (const LineWord& word : line.words) std::printf(" %s(%.2f)", word.text.c_str(), word.confidence);
            std::printf("]");
        }
        for (Raster& picture : pictures) std::reverse(picture.samples.begin(), picture.samples.end());
        if (turn == 0) std::printf(" |");
    }
    std::printf("\n");
}

double dpi_of(const image::FrameInfo& info) {
    return info.dpi_x > 0 ? info.dpi_x : std::max(info.width, info.height) / 11.69;
}

// A line with how many pictures there are of each frame of standard input; the bytes of the pictures.
int write_insides(const char* file) {
    const std::string bytes = read_file(file);
    std::vector<image::FramePlace> places;
    for (image::FramePlace place; std::cin >> place.x >> place.y >> place.width >> place.height >> place.angle;)
        places.push_back(place);
    const auto all = image::insides_at(bytes, dpi_of(image::probe(bytes, 200, 100).front()), places);
    for (const auto& pictures : all) std::cout << pictures.size() << ' ';
    std::cout << '\n';
    for (const auto& pictures : all)
        for (const Raster& picture : pictures)
            std::cout.write(reinterpret_cast<const char*>(picture.samples.data()),
                            std::streamsize(picture.samples.size()));
    return std::cout.good() ? 0 : 74;
}

void list_found(const std::string& name, const std::vector<MarkView>& candidates, double ms) {
    for (const MarkView& each : candidates)
        std::printf("%s\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t%d\t%.2f\t%d\t%d\t%d\t%zu\n", name.c_str(), each.x_mm, each.y_mm,
                    each.width_mm, each.height_mm, each.angle, each.boxed, each.frame, each.doubled, each.red,
                    each.apart, each.insides.size());
    std::printf("%s\t%.1f\n", name.c_str(), ms);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 3 && std::strcmp(argv[1], "--insides") == 0) return write_insides(argv[2]);
    const bool verbose = argc > 1 && std::strcmp(argv[1], "-v") == 0;
    const bool found_only = argc > 1 && std::strcmp(argv[1], "--found") == 0;
    char** const words = argv + (verbose || found_only ? 2 : 1);
    const Profile profile = stages::load_profile(words[0], words[1]);
    const stages::MarkJudge judge(profile.scan.secrecy);
    const auto reader = stages::line_readers({})();
    const image::MarkSizes sizes = image::sizes_for(profile.scan.secrecy);
    for (char** file = words + 2; *file != nullptr; ++file) {
        const std::string bytes = read_file(*file);
        const image::FrameInfo info = image::probe(bytes, 200, 100).front();
        const double dpi = dpi_of(info);
        const double start = cpu_ms();
        const auto candidates = image::find_marks(bytes, 0, dpi, sizes);
        const double found = cpu_ms();
        if (found_only) {
            list_found(*file, candidates, found - start);
            continue;
        }
        const char* answer = "pass";
        std::string code = "-";
        for (const auto& verdict : judge(candidates, [&]() -> LineReader& { return *reader; }))
            if (verdict.stops || answer[0] == 'p') answer = verdict.stops ? "stop" : "ask", code = verdict.code;
        std::printf("%s\t%s\t%s\t%.0f\t%.0f\t%zu\n", *file, answer, code.c_str(), found - start, cpu_ms() - found,
                    candidates.size());
        if (verbose)
            for (const MarkView& each : candidates) show(each, judge, *reader);
        std::fflush(stdout);
    }
}
