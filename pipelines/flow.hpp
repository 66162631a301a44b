// SPDX-License-Identifier: Apache-2.0
// Items flow through steps, several at a time, over TBB's parallel_pipeline; results leave in the order they came.
#pragma once

#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace saoy::pipelines {

// A value or an error: a failing item travels on past the later steps, so its neighbours are not disturbed.
struct Item {
    std::string name;    // what came in: a file or a dossier path
    std::string result;  // what goes out: a dossier path, a line
    std::exception_ptr error;
};

struct Step {
    bool in_order = false;  // one item at a time, in the order they came (numbers are given here)
    std::function<void(Item&)> work;
};

// Takes items from `source` until it gives none, at most `most_in_flight` at a time: memory depends on that number,
// not on how many items there are. `sink` gets every item, in order. An exception of a step becomes the item's error.
void flow(const std::function<std::optional<std::string>()>& source, const std::vector<Step>& steps,
          const std::function<void(Item&)>& sink, int most_in_flight);

}  // namespace saoy::pipelines
