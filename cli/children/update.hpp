// SPDX-License-Identifier: Apache-2.0
// What saoy-child-update and saoy-child-look have in common.
#pragma once

#include "cli/children/answer.hpp"
#include "cli/children/input.hpp"
#include "cli/children/language.hpp"
#include "lib/base/files.hpp"
#include "lib/pdf/security_store.hpp"
#include "lib/pdf/signature_field.hpp"

using Prepare = saoy::pdf::Prepared (*)(std::string_view file, const saoy::pdf::SignatureRequest& request);

inline int answer_update(int argc, char** argv, Prepare prepare) {
    using namespace saoy;
    take_language();
    try {
        if (argc != 3) throw Error(Fault::usage, "usage", "say what is made, and give one file");
        const Json request = Json::parse(all_input());
        const MappedFile file(argv[2]);
        if (std::string_view(argv[1]) == "store")
            return answer("{}\n" + pdf::store_update(file.bytes(), pdf::store_addition_from(request)), 0);
        const pdf::Prepared prepared = prepare(file.bytes(), pdf::request_from(request));
        return answer(line_of({{"gap", prepared.gap}, {"gap_size", prepared.gap_size}}) + prepared.appended, 0);
    } catch (const std::exception&) {
        const Error error = to_error(std::current_exception());
        return answer(line_of(told(error)), exit_status(error.fault()));
    }
}
