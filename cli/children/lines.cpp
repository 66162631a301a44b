// SPDX-License-Identifier: Apache-2.0
// Reads the pictures of lines with Tesseract in a process of its own, page after page: where the engine hangs or dies,
// one page is lost. saoy-ocr calls it, no user does.
//
//   saoy-child-lines LANGUAGES [TESSDATA]     orders on standard input (lib/ocr/line_protocol.hpp)
//
// Standard output: {"version":"…"}, then one JSON object a line as soon as it is read; or {"error":{…}} and the status
// of its fault.
#include <malloc.h>

#include <cstdio>
#include <iostream>
#include <string>

#include "cli/children/answer.hpp"
#include "cli/children/language.hpp"
#include "lib/ocr/line_protocol.hpp"
#include "lib/ocr/line_reader.hpp"
#include "lib/stages/page_orders.hpp"

namespace {

using namespace saoy;

void say(const std::string& line) {
    const bool said = std::fwrite(line.data(), 1, line.size(), stdout) == line.size() && std::fflush(stdout) == 0;
    if (!said) std::exit(exit_status(Fault::io));  // nobody listens any more
}

}  // namespace

int main(int argc, char** argv) {
    take_language();
    // Each line takes and frees the same few megabytes; given back to the system they would be zeroed anew.
    constexpr int largest_kept = 32 << 20, most_kept = 64 << 20;  // bytes
    mallopt(M_MMAP_THRESHOLD, largest_kept);
    mallopt(M_TRIM_THRESHOLD, most_kept);
    std::ios::sync_with_stdio(false);
    try {
        ocr::TesseractReader reader(argc > 1 ? argv[1] : "vie", argc > 2 ? argv[2] : "");
        say(Json{{"version", reader.version()}}.dump() + "\n");
        while (const auto lines = ocr::take_order(std::cin))
            for (const Raster& line : *lines) say(ocr::pack_text(reader.read({line}).front()));
        return 0;
    } catch (const Error& error) {
        say(line_of({{"error", stages::to_json(error)}}));
        return exit_status(error.fault());
    }
}
