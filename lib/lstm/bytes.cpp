// SPDX-License-Identifier: Apache-2.0
#include "lib/lstm/bytes.hpp"

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::lstm {

void throw_damaged(std::string_view part) {
    throw Error(Fault::unavailable, "model-damaged",
                text::fill(text::tr("the recognition model is damaged: {0}"), {std::string(part)}),
                text::tr("install the package of the language again"));
}

void throw_not_run(std::string_view what) {
    throw Error(Fault::unavailable, "model-not-run",
                text::fill(text::tr("saoy's own recogniser does not run this kind of model: {0}"), {std::string(what)}),
                text::tr("give --engine tesseract"));
}

}  // namespace saoy::lstm
