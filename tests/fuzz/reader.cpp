// SPDX-License-Identifier: Apache-2.0
// Fuzz target: the reader of signatures and later changes. Only an Error may leave it.
#include <cstddef>
#include <cstdint>

#include "lib/base/error.hpp"
#include "lib/pdf/signatures.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace saoy;
    try {
        const std::string_view bytes(reinterpret_cast<const char*>(data), size);
        pdf::facts_from_json(
            pdf::to_json(pdf::read_signatures(bytes)).dump(-1, ' ', false, Json::error_handler_t::replace));
    } catch (const Error&) {
    }
    return 0;
}
