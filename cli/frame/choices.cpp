// SPDX-License-Identifier: Apache-2.0
#include "cli/frame/choices.hpp"

#include <algorithm>
#include <vector>

#include "lib/base/text.hpp"

namespace saoy::cli {

CLI::Validator one_of(std::initializer_list<Choice> choices) {
    std::vector<std::string> names;
    for (const Choice& choice : choices) names.push_back(choice.name);
    const auto choose = [choices = std::vector<Choice>(choices), names](std::string& given) {
        const auto found =
            std::find_if(choices.begin(), choices.end(), [&](const Choice& choice) { return choice.name == given; });
        if (found == choices.end())
            return text::fill(text::tr("{0} is none of: {1}"), {given, text::join(names, ", ")});
        given = found->value;
        return std::string();
    };
    return CLI::Validator(choose, "{" + text::join(names, ",") + "}");
}

}  // namespace saoy::cli
