// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/tell_finding.hpp"

#include "lib/base/text.hpp"

namespace saoy::stages {

void tell_finding(const std::string& stage, const std::string& item, int page, const Finding& finding, Events& events) {
    Event event;
    event.kind = Event::Kind::warning;
    event.stage = stage;
    event.item = item;
    event.page = page;
    event.code = finding.code;
    event.text = retake_sentence(finding, page);
    const bool fails = finding.level == Level::fail;
    if (fails) event.hint = text::tr("it will not be certified unless saoy-review override keeps it");
    event.numbers = {{"value", finding.value}, {"fail", fails ? 1 : 0}};
    events.emit(event);
}

}  // namespace saoy::stages
