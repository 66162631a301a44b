// SPDX-License-Identifier: Apache-2.0
// saoy-child-online: asks time stamp authorities, OCSP responders and servers of revocation lists, and judges what
// they and signed files say, so that no process with a key parses any of it. The question is JSON on standard input,
// the answer JSON on standard output; {"code","sentence","hint"} with an exit status when there is none.
#include "cli/children/answer.hpp"
#include "cli/children/input.hpp"
#include "cli/children/language.hpp"
#include "lib/stages/online_child.hpp"

int main() {
    using namespace saoy;
    take_language();
    try {
        return answer(line_of(stages::answer_online(Json::parse(all_input()))), 0);
    } catch (const std::exception&) {
        const Error error = to_error(std::current_exception());
        return answer(line_of(told(error)), exit_status(error.fault()));
    }
}
