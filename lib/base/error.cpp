// SPDX-License-Identifier: Apache-2.0
#include "lib/base/error.hpp"

#include <new>
#include <utility>

namespace saoy {

int exit_status(Fault fault) noexcept {
    switch (fault) {
        case Fault::usage: return 64;
        case Fault::input: return 65;
        case Fault::missing: return 66;
        case Fault::unavailable: return 69;
        case Fault::internal: return 70;
        case Fault::output: return 73;
        case Fault::io: return 74;
        case Fault::temporary: return 75;
        case Fault::refused: return 77;
        case Fault::configuration: return 78;
        case Fault::interrupted: return 130;
    }
    return 70;
}

std::string_view to_string(Fault fault) noexcept {
    switch (fault) {
        case Fault::usage: return "usage";
        case Fault::input: return "input";
        case Fault::missing: return "missing";
        case Fault::unavailable: return "unavailable";
        case Fault::internal: return "internal";
        case Fault::output: return "output";
        case Fault::io: return "io";
        case Fault::temporary: return "temporary";
        case Fault::refused: return "refused";
        case Fault::configuration: return "configuration";
        case Fault::interrupted: return "interrupted";
    }
    return "internal";
}

Error::Error(Fault fault, std::string code, std::string sentence, std::string hint)
    : fault_(fault), code_(std::move(code)), sentence_(std::move(sentence)), hint_(std::move(hint)) {}

Error& Error::in(std::string_view where) {
    sentence_ = std::string(where) + ": " + sentence_;
    return *this;
}

Error to_error(std::exception_ptr exception) {
    try {
        std::rethrow_exception(exception);
    } catch (const Error& error) {
        return error;
    } catch (const std::bad_alloc&) {
        return Error(Fault::internal, "out-of-memory", "out of memory", "give fewer --jobs");
    } catch (const std::exception& error) {
        return Error(Fault::internal, "internal", error.what());
    }
}

}  // namespace saoy
