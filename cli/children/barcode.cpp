// SPDX-License-Identifier: Apache-2.0
// Reads the bar codes of one page image in a process that has limits, for zxing-cpp may end it; saoy-scan and
// saoy-classify call it.
//
//   saoy-child-barcode FILE.png
//   saoy-child-barcode --card MASTER FRAME DPI     small square codes only, on the master
//
// Standard output is one JSON object: {"symbols":[{"format","text"},…]}; status 65 when there is no such image.
#include <algorithm>
#include <cstdlib>
#include <string>

#include "cli/children/answer.hpp"
#include "lib/barcode/reader.hpp"
#include "lib/base/files.hpp"
#include "lib/image/page_image.hpp"

namespace {

using namespace saoy;

// A card's code has modules of a quarter of a millimetre: more than 300 dpi shows nothing more of them.
std::vector<barcode::Symbol> on_card(const std::string& file, int frame, double dpi) {
    const std::string bytes = read_file(file);
    const image::PageView view(bytes, frame, {dpi, {}, 0, 0});
    image::Look as_it_lies;
    as_it_lies.dpi = dpi;
    return barcode::read_small_codes(view.working(as_it_lies, std::min(dpi, 300.0)));
}

}  // namespace

int main(int argc, char** argv) {
    const bool card = argc == 5 && std::string(argv[1]) == "--card";
    if (argc != 2 && !card) return 64;
    try {
        Json symbols = Json::array();
        const auto read = card ? on_card(argv[2], std::atoi(argv[3]), std::atof(argv[4]))
                               : barcode::read_symbols(image::read_png(read_file(argv[1])));
        for (const barcode::Symbol& symbol : read)
            symbols.push_back({{"format", symbol.format}, {"text", symbol.text}});
        return answer(line_of({{"symbols", symbols}}), 0);
    } catch (...) {
        return exit_status(to_error(std::current_exception()).fault());
    }
}
