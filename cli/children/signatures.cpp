// SPDX-License-Identifier: Apache-2.0
// saoy-child-signatures FILE (or - for standard input): the signatures of a hostile PDF as JSON on standard output.
// Exit status 0; 65 with the reason as one JSON object on standard output when the file cannot be read.
#include "lib/pdf/signatures.hpp"
#include "cli/children/answer.hpp"
#include "cli/children/input.hpp"
#include "cli/children/language.hpp"
#include "lib/base/files.hpp"

int main(int argc, char** argv) {
    using namespace saoy;
    take_language();
    try {
        if (argc != 2) throw Error(Fault::usage, "usage", "give one file, or - for standard input");
        const std::string name = argv[1];
        const std::string bytes = name == "-" ? all_input() : read_file(name);
        return answer(line_of(pdf::to_json(pdf::read_signatures(bytes))), 0);
    } catch (const std::exception&) {
        const Error error = to_error(std::current_exception());
        return answer(line_of(told(error)), exit_status(error.fault()));
    }
}
