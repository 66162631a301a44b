// SPDX-License-Identifier: Apache-2.0
// Reads the pictures of one page's lines with Tesseract in a process of its own: where the engine hangs or dies, one
// page is lost. saoy-ocr calls it, no user does.
//
//   saoy-child-lines LANGUAGES [TESSDATA]     pictures on standard input (lib/ocr/line_protocol.hpp)
//
// Standard output: {"version":"…"}, then one JSON object a line as soon as it is read; or {"error":{…}} and the status
// of its fault.
#include <cstdio>
#include <string>

#include "cli/children/answer.hpp"
#include "cli/children/input.hpp"
#include "cli/children/language.hpp"
#include "lib/ocr/line_protocol.hpp"
#include "lib/ocr/line_reader.hpp"
#include "lib/stages/page_orders.hpp"

namespace {

using namespace saoy;

void say(const std::string& line) {
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
    take_language();
    try {
        ocr::TesseractReader reader(argc > 1 ? argv[1] : "vie", argc > 2 ? argv[2] : "");
        say(Json{{"version", reader.version()}}.dump() + "\n");
        const std::string bytes = all_input();
        for (Raster& line : ocr::unpack_lines(bytes)) say(ocr::pack_text(reader.read({std::move(line)}).front()));
        return 0;
    } catch (const Error& error) {
        say(line_of({{"error", stages::to_json(error)}}));
        return exit_status(error.fault());
    }
}
