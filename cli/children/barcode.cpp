// SPDX-License-Identifier: Apache-2.0
// Reads the bar codes of one page image in a process that has limits, for zxing-cpp may end it; saoy-scan calls it.
//
//   saoy-child-barcode FILE.png
//
// Standard output is one JSON object: {"symbols":[{"format","text"},…]}; status 65 when there is no such image.
#include <cstdio>

#include "lib/barcode/reader.hpp"
#include "lib/base/error.hpp"
#include "lib/base/files.hpp"
#include "lib/base/json.hpp"
#include "lib/image/page_image.hpp"

int main(int argc, char** argv) {
    using namespace saoy;
    if (argc != 2) return 64;
    try {
        Json symbols = Json::array();
        for (const barcode::Symbol& symbol : barcode::read_symbols(image::read_png(read_file(argv[1]))))
            symbols.push_back({{"format", symbol.format}, {"text", symbol.text}});
        const std::string line = Json{{"symbols", symbols}}.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
        return std::fwrite(line.data(), 1, line.size(), stdout) == line.size() && std::fflush(stdout) == 0 ? 0 : 74;
    } catch (...) {
        return exit_status(to_error(std::current_exception()).fault());
    }
}
