// SPDX-License-Identifier: Apache-2.0
#include "cli/frame/begin_register.hpp"

#include "lib/base/text.hpp"
#include "lib/store/register.hpp"

namespace saoy::cli {

bool begin_register(Run& run, const std::string& location) {
    const store::Register book(location, store::Open::create);
    if (!book.made()) return false;
    Event event;
    event.kind = Event::Kind::warning;
    event.stage = "register";
    event.item = location;
    event.code = "register-new";
    event.text = text::tr("there was no such register; a new one begins with number 01");
    run.events().emit(event);
    return true;
}

}  // namespace saoy::cli
