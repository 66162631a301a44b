// SPDX-License-Identifier: Apache-2.0
// Decodes one image file from outside in a process that has limits and no secrets, and finds on its pages what may be a
// secrecy mark; saoy-scan calls it, no user does. Nothing is written but standard output.
//
//   saoy-child-marks FILE MOST_MEGAPIXELS MOST_PAGES DPI TOLERANCE FIRST COUNT WIDTH HEIGHT [WIDTH HEIGHT]…
//
// Of COUNT pages, or as many as are left, from FIRST on (0 = the first). DPI is that of images which do not say theirs, or 0; the sizes of frames are millimetres. Standard output is the
// candidates (lib/stages/mark_candidates.hpp), or {"error":{"code","sentence","hint"}} with status 65.
#include <algorithm>
#include <string>

#include "cli/children/answer.hpp"
#include "lib/base/files.hpp"
#include "lib/image/marks.hpp"
#include "lib/image/page_image.hpp"
#include "lib/stages/mark_candidates.hpp"

namespace {

using namespace saoy;

// Where neither file nor person says it, the longer side is taken for that of an A4 sheet.
double dpi_of(const image::FrameInfo& frame, double otherwise) {
    constexpr double a4_inch = 11.69;
    if (frame.dpi_x > 0) return frame.dpi_x;
    return otherwise > 0 ? otherwise : std::max(frame.width, frame.height) / a4_inch;
}

std::string find(char** words) {
    const std::string bytes = read_file(words[1]);
    std::vector<std::pair<double, double>> kinds;
    for (char** size = words + 8; *size != nullptr; size += 2)
        kinds.emplace_back(std::stod(size[0]), std::stod(size[1]));
    const image::MarkSizes sizes(std::move(kinds), std::stod(words[5]));
    const auto frames = image::probe(bytes, std::stod(words[2]), std::stoi(words[3]));
    const auto first = std::size_t(std::stoi(words[6])), count = std::size_t(std::stoi(words[7]));
    std::vector<std::vector<MarkView>> pages;
    for (std::size_t i = first; i < std::min(frames.size(), first + count); ++i)
        pages.push_back(image::find_marks(bytes, int(i), dpi_of(frames[i], std::stod(words[4])), sizes));
    return stages::write_candidates(pages);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 10 || argc % 2 != 0) return 64;
    try {
        return answer(find(argv), 0);
    } catch (...) {
        const Error error = to_error(std::current_exception());
        return answer(line_of({{"error", told(error)}}), exit_status(error.fault()));
    }
}
