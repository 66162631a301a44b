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

namespace {

template <class Number>
CLI::Validator between(Number least, Number most, const std::string& kind) {
    const std::string low = CLI::detail::to_string(least), high = CLI::detail::to_string(most);
    const auto refuse = [=](std::string& given) {
        Number number{};
        const bool good = CLI::detail::lexical_cast(given, number) && number >= least && number <= most;
        return good ? std::string() : text::fill(text::tr("{0} is no number from {1} to {2}"), {given, low, high});
    };
    return CLI::Validator(refuse, kind + " in [" + low + " - " + high + "]");
}

}  // namespace

CLI::Validator in_range(int least, int most) { return between(least, most, "INT"); }
CLI::Validator in_range(double least, double most) { return between(least, most, "FLOAT"); }

}  // namespace saoy::cli
