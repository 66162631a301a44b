// SPDX-License-Identifier: Apache-2.0
// Parses one file from outside in a process that has limits and no secrets; saoy-scan calls it, no user does.
//
//   saoy-child-intake image FILE MOST_MEGAPIXELS MOST_PAGES          every frame decoded once
//   saoy-child-intake pdf FILE MOST_MEGAPIXELS MOST_PAGES OUTDIR     images that are whole pages into OUTDIR/pNNNN.*
//
// Standard output is one JSON object: {"pages":[…]}, {"electronic":PAGES} for a PDF that is signed, or
// {"error":{"code","sentence","hint"}} with status 65.
#include <string>

#include "cli/children/answer.hpp"
#include "lib/stages/take_apart.hpp"

int main(int argc, char** argv) {
    using namespace saoy;
    const std::string mode = argc > 1 ? argv[1] : "";
    if (!(mode == "image" && argc == 5) && !(mode == "pdf" && argc == 6)) return 64;
    try {
        const stages::TakingApart how{std::stod(argv[3]), std::stoi(argv[4])};
        return answer(line_of(mode == "pdf" ? stages::take_apart_pdf(argv[2], how, argv[5])
                                            : stages::take_apart_image(argv[2], how)),
                      0);
    } catch (...) {
        const Error error = to_error(std::current_exception());
        return answer(line_of({{"error", told(error)}}), exit_status(error.fault()));
    }
}
