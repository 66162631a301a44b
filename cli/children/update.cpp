// SPDX-License-Identifier: Apache-2.0
// saoy-child-update signature|store FILE: builds an incremental update of a PDF from outside, so that the process that
// holds the key parses nothing of it. The request is JSON on standard input. Standard output is one line of JSON and
// then the bytes to append; exit status 65 or 77 with {"code","sentence","hint"} alone when the file cannot be taken.
#include <iostream>
#include <iterator>

#include "lib/base/error.hpp"
#include "lib/base/files.hpp"
#include "lib/base/text.hpp"
#include "lib/pdf/security_store.hpp"
#include "lib/pdf/signature_field.hpp"

int main(int argc, char** argv) {
    using namespace saoy;
    try {
        if (argc != 3) throw Error(Fault::usage, "usage", "give what to build and one file");
        const Json request = Json::parse(std::cin);
        const MappedFile file(argv[2]);
        Json head = Json::object();
        std::string appended;
        if (std::string_view(argv[1]) == "signature") {
            pdf::Prepared prepared = pdf::prepare_signature(file.bytes(), pdf::request_from(request));
            head = {{"gap", prepared.gap}, {"gap_size", prepared.gap_size}};
            appended = std::move(prepared.appended);
        } else {
            appended = pdf::add_security_material(file.bytes(), pdf::material_from(request),
                                                  request.at("revision").get<std::string>());
        }
        head["size"] = appended.size();
        std::cout << head.dump() << '\n' << appended << std::flush;
        return std::cout ? 0 : exit_status(Fault::io);
    } catch (const std::exception&) {
        const Error error = to_error(std::current_exception());
        const Json told{{"code", error.code()}, {"sentence", error.what()}, {"hint", error.hint()}};
        std::cout << told.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
        return exit_status(error.fault());
    }
}
