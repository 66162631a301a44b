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

private:
    struct Control;
    std::unique_ptr<Control> control_;
    const std::atomic<bool>* stop_;
};

}  // namespace saoy::pipelines
