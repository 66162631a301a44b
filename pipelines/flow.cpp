// SPDX-License-Identifier: Apache-2.0
#include "pipelines/flow.hpp"

#include <tbb/parallel_pipeline.h>

#include <memory>

namespace saoy::pipelines {

namespace {

using Token = std::shared_ptr<Item>;  // TBB copies tokens between filters

tbb::filter<Token, Token> filter_for(const Step& step) {
    const auto mode = step.in_order ? tbb::filter_mode::serial_in_order : tbb::filter_mode::parallel;
    return tbb::make_filter<Token, Token>(mode, [&step](Token item) {
        if (item->error) return item;
        try {
            step.work(*item);
        } catch (...) {
            item->error = std::current_exception();
        }
        return item;
    });
}

}  // namespace

void flow(const std::function<std::optional<std::string>()>& source, const std::vector<Step>& steps,
          const std::function<void(Item&)>& sink, int most_in_flight) {
    const auto begin =
        tbb::make_filter<void, Token>(tbb::filter_mode::serial_in_order, [&](tbb::flow_control& control) {
            auto name = source();
            if (!name) {
                control.stop();
                return Token();
            }
            auto item = std::make_shared<Item>();
            item->name = std::move(*name);
            return item;
        });
    const auto end = tbb::make_filter<Token, void>(tbb::filter_mode::serial_in_order, [&](Token item) { sink(*item); });

    tbb::filter<void, Token> line = begin;
    for (const Step& step : steps) line = line & filter_for(step);
    tbb::parallel_pipeline(std::size_t(most_in_flight), line & end);
}

}  // namespace saoy::pipelines
