// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/extension.hpp"

namespace saoy::pdf {

void set_extension(Update& update) {
    const Value& known = update.current(update.document().catalog()["Extensions"]);
    if (update.document().bytes().starts_with("%PDF-2") || !known["ESIC"].is(Value::Kind::null)) return;
    Value etsi = empty_dictionary();
    etsi.entries.emplace_back("BaseVersion", name_value("1.7"));
    etsi.entries.emplace_back("ExtensionLevel", integer_value(2));
    update.change(update.root(), {"Extensions", "ESIC"}, etsi);
}

}  // namespace saoy::pdf
