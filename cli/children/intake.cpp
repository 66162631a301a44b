// SPDX-License-Identifier: Apache-2.0
// Parses one file from outside in a process that has limits and no secrets; saoy-scan calls it, no user does.
//
//   saoy-child-intake image FILE MOST_MEGAPIXELS MOST_PAGES          every frame decoded once
//   saoy-child-intake pdf FILE MOST_MEGAPIXELS MOST_PAGES OUTDIR     images that are whole pages into OUTDIR/pNNNN.*
//
// Standard output is one JSON object: {"pages":[…]}, {"electronic":PAGES} for a PDF that is signed, or
// {"error":{"code","sentence","hint"}} with status 65.
#include <cstdio>
#include <string>

#include "lib/base/error.hpp"
#include "lib/base/json.hpp"
#include "lib/stages/take_apart.hpp"

namespace {

using namespace saoy;

int answer(const Json& object, int status) {
    const std::string line = object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    return std::fwrite(line.data(), 1, line.size(), stdout) == line.size() && std::fflush(stdout) == 0 ? status : 74;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string mode = argc > 1 ? argv[1] : "";
    if (!(mode == "image" && argc == 5) && !(mode == "pdf" && argc == 6)) return 64;
    try {
        const stages::TakingApart how{std::stod(argv[3]), std::stoi(argv[4])};
        return answer(
            mode == "pdf" ? stages::take_apart_pdf(argv[2], how, argv[5]) : stages::take_apart_image(argv[2], how), 0);
    } catch (...) {
        const saoy::Error error = saoy::to_error(std::current_exception());
        return answer({{"error", {{"code", error.code()}, {"sentence", error.what()}, {"hint", error.hint()}}}},
                      saoy::exit_status(error.fault()));
    }
}
