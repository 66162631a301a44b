// SPDX-License-Identifier: Apache-2.0
// saoy-child-update signature|store FILE: builds the incremental update that a signature of a PDF or its security store
// needs, so that the process that holds the key parses nothing of it. The request is JSON on standard input. Standard
// output is one line of JSON and then the bytes to append; exit status 65 or 77 with {"code","sentence","hint"} alone
// when the file cannot be taken.
#include <iostream>
#include <iterator>

#include "cli/children/answer.hpp"
#include "cli/children/language.hpp"
#include "lib/base/files.hpp"
#include "lib/base/text.hpp"
#include "lib/pdf/security_store.hpp"
#include "lib/pdf/signature_field.hpp"

int main(int argc, char** argv) {
    using namespace saoy;
    take_language();
    try {
        if (argc != 3) throw Error(Fault::usage, "usage", "say what is made, and give one file");
        const Json request = Json::parse(std::cin);
        const MappedFile file(argv[2]);
        if (std::string_view(argv[1]) == "store") {
            std::cout << "{}\n" << pdf::store_update(file.bytes(), pdf::store_addition_from(request)) << std::flush;
        } else {
            const pdf::Prepared prepared = pdf::prepare_signature(file.bytes(), pdf::request_from(request));
            std::cout << Json{{"gap", prepared.gap}, {"gap_size", prepared.gap_size}}.dump() << '\n'
                      << prepared.appended << std::flush;
        }
        return std::cout ? 0 : exit_status(Fault::io);
    } catch (const std::exception&) {
        const Error error = to_error(std::current_exception());
        return answer(line_of(told(error)), exit_status(error.fault()));
    }
}
