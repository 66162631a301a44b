// SPDX-License-Identifier: Apache-2.0
// saoy-child-online: asks time stamp authorities, OCSP responders and servers of revocation lists, and judges what
// they and signed files say, so that no process with a key parses any of it. The question is JSON on standard input,
// the answer JSON on standard output; {"code","sentence","hint"} with an exit status when there is none.
#include <iostream>

#include "cli/children/language.hpp"
#include "lib/base/error.hpp"
#include "lib/stages/online_child.hpp"

int main() {
    using namespace saoy;
    const auto tell = [](const Json& told) {
        std::cout << told.dump(-1, ' ', false, Json::error_handler_t::replace) << std::endl;
    };
    take_language();
    try {
        tell(stages::answer_online(Json::parse(std::cin)));
        return std::cout ? 0 : exit_status(Fault::io);
    } catch (const std::exception&) {
        const Error error = to_error(std::current_exception());
        tell({{"code", error.code()}, {"sentence", error.what()}, {"hint", error.hint()}});
        return exit_status(error.fault());
    }
}
