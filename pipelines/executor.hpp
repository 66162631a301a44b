// SPDX-License-Identifier: Apache-2.0
// The pages of a dossier on all cores, over TBB.
#pragma once

#include <atomic>
#include <memory>

#include "lib/base/executor.hpp"

namespace saoy::pipelines {

// Limits the process to `jobs` threads; `stop` turns true when the user asks to end.
class TbbExecutor : public Executor {
public:
    TbbExecutor(int jobs, const std::atomic<bool>& stop);
    ~TbbExecutor() override;
    void for_each(std::size_t count, const std::function<void(std::size_t)>& work) override;
    // Does `work`, its for_each and its flow, with `more` threads than jobs: where threads wait for children or for the
    // disk, so that the next thing is under way meanwhile.
    void with_more(int more, const std::function<void()>& work);

private:
    struct Control;
    int jobs_;
    std::unique_ptr<Control> control_;
    const std::atomic<bool>* stop_;
};

}  // namespace saoy::pipelines
