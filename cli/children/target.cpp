// SPDX-License-Identifier: Apache-2.0
// Measures a scan of the printed target in a process that has limits; saoy-scan --qualify calls it.
//
//   saoy-child-target FILE MOST_MEGAPIXELS DPI      DPI 0: what the file says
//
// Standard output is one JSON object: the reading, or {"error":{"code","sentence","hint"}} with the fault's status.
#include <string>

#include "cli/children/answer.hpp"
#include "lib/base/files.hpp"
#include "lib/base/text.hpp"
#include "lib/image/page_image.hpp"
#include "lib/image/target_reading.hpp"

namespace {

using namespace saoy;

Json read(const Path& file, double megapixels, double dpi) {
    const std::string bytes = read_file(file);
    const image::FrameInfo frame = image::probe(bytes, megapixels, 1).front();
    if (dpi == 0) dpi = frame.dpi_x;
    if (dpi == 0)
        throw Error(Fault::input, "no-resolution", text::tr("image has no resolution"), text::tr("give --dpi"));
    const TargetReading reading = image::read_target(bytes, 0, dpi);
    return {{"said_dpi", reading.said_dpi},
            {"dpi_across", reading.dpi_across},
            {"dpi_down", reading.dpi_down},
            {"skew", reading.skew},
            {"distortion_mm", reading.distortion_mm},
            {"uniformity", reading.uniformity},
            {"white", reading.white},
            {"black", reading.black},
            {"tone_steps", reading.tone_steps},
            {"mtf50_across", reading.mtf50_across},
            {"mtf50_down", reading.mtf50_down}};
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) return 64;
    try {
        return answer(line_of(read(argv[1], std::stod(argv[2]), std::stod(argv[3]))), 0);
    } catch (...) {
        const Error error = to_error(std::current_exception());
        return answer(line_of({{"error", told(error)}}), exit_status(error.fault()));
    }
}
