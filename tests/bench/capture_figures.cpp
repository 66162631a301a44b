// SPDX-License-Identifier: Apache-2.0
// One JSON line for each image named on standard input (PATH, or PATH<TAB>DPI<TAB>PAPER): how saoy-scan sees the page,
// and the CPU milliseconds of each step. For tests/bench/capture.
#include <ctime>
#include <iostream>

#include "lib/base/json.hpp"
#include "lib/base/text.hpp"
#include "lib/image/page_image.hpp"
#include "lib/stages/derive.hpp"
#include "lib/xml/profile.hpp"

using namespace saoy;

namespace {

double cpu_ms() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

Json corners(const Quad& quad) {
    Json list = Json::array();
    for (const Point& corner : quad) list.push_back({corner.x, corner.y});
    return list;
}

Json figures(const std::string& file, double dpi, const PaperSize& paper, const Profile& profile, LineReader& reader) {
    const std::string bytes = read_file(file);
    const image::FrameInfo info = image::probe(bytes, 200, 1).front();
    image::Told told;
    told.dpi = dpi > 0 ? dpi : paper.width > 0 ? 0 : info.dpi_x;
    told.paper_width = paper.width;
    told.paper_height = paper.height;
    const double start = cpu_ms();
    image::PageView view(bytes, 0, told);
    const double decoded = cpu_ms();
    image::Look look = view.look();
    const double looked = cpu_ms();
    Json line{{"file", file}, {"looked", look.geometry.rotation}, {"sure", look.sure}};
    if (!look.sure && look.dpi > 0)
        if (const auto rotation = stages::read_direction(view, look, reader)) view.turn(look, *rotation);
    const double read = cpu_ms();
    line.update({{"dpi", look.dpi},
                 {"blank", look.blank},
                 {"rotation", look.geometry.rotation},
                 {"skew", look.geometry.skew},
                 {"decided", look.sure}});
    if (look.dpi == 0) return line;
    const Raster working = view.working(look, profile.scan.working_dpi);
    const double worked = cpu_ms();
    Quality quality;
    quality.set({Measured::colour, info.components >= 3 ? 1.0 : 0.0});
    for (const Measurement& measured : look.measures) quality.set(measured);
    for (const Measurement& measured : image::measure(working, look.blank, info.bits * info.components == 1))
        quality.set(measured);
    if (!look.blank) quality.set({Measured::direction, look.sure ? 1.0 : 0.0});
    judge(quality, profile.scan.limits);
    const double measured_at = cpu_ms();
    if (const auto& seen = look.geometry.perspective) line["outline"] = corners(seen->outline);
    if (const auto& crop = look.geometry.crop) {
        const PageMap map(look.geometry, info.width, info.height, crop->width, crop->height);
        line["outline"] = corners(map.to_master(Box{0, 0, crop->width, crop->height}));
    }
    line["perspective"] = look.geometry.perspective.has_value();
    line["verdict"] = to_string(quality.verdict());
    for (const Measurement& each : quality.measures) line["measures"][std::string(to_string(each.what))] = each.value;
    line["findings"] = Json::array();
    for (const Finding& finding : quality.findings)
        line["findings"].push_back(
            {{"code", finding.code}, {"side", finding.side}, {"level", to_string(finding.level)}});
    line["ms"] = {{"decode", decoded - start},
                  {"look", looked - decoded},
                  {"read", read - looked},
                  {"working", worked - read},
                  {"gate", measured_at - worked}};
    return line;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cerr << "usage: capture_figures PROFILE_FOLDER SCHEMAS_FOLDER CHILDREN_FOLDER < FILES\n";
        return 64;
    }
    try {
        const Profile profile = xml::read_profile(argv[1], argv[2]);
        const auto readers = stages::vietnamese_readers(argv[3]);
        const auto reader = readers->borrow();
        for (std::string line; std::getline(std::cin, line);) {
            const std::vector<std::string> words = text::split(line, '\t');
            PaperSize paper;
            for (const PaperSize& known : profile.scan.papers)
                if (words.size() > 2 && known.name == words[2]) paper = known;
            const double dpi = words.size() > 1 && !words[1].empty() ? std::stod(words[1]) : 0;
            try {
                std::cout << figures(words[0], dpi, paper, profile, *reader).dump() << '\n' << std::flush;
            } catch (const std::exception& error) {
                std::cout << Json{{"file", words[0]}, {"error", error.what()}}.dump() << '\n' << std::flush;
            }
        }
    } catch (const std::exception& error) {
        std::cerr << "capture_figures: " << error.what() << '\n';
        return 70;
    }
    return 0;
}
