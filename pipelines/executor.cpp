// SPDX-License-Identifier: Apache-2.0
#include "pipelines/executor.hpp"

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <exception>
#include <mutex>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::pipelines {

struct TbbExecutor::Control {
    explicit Control(int most) : threads(tbb::global_control::max_allowed_parallelism, std::size_t(most)) {}
    tbb::global_control threads;
};

TbbExecutor::TbbExecutor(int jobs, const std::atomic<bool>& stop)
    : jobs_(jobs), control_(new Control(jobs)), stop_(&stop) {}

TbbExecutor::~TbbExecutor() = default;

void TbbExecutor::with_more(int more, const std::function<void()>& work) {
    control_.reset();  // of several the least would hold
    control_ = std::make_unique<Control>(jobs_ + more);
    tbb::task_arena(jobs_ + more).execute(work);
}

void TbbExecutor::for_each(std::size_t count, const std::function<void(std::size_t)>& work) {
    std::exception_ptr first;
    std::mutex mutex;
    // Isolated: a thread that waits here must not pick up another dossier, whose locks it would then wait for.
    tbb::this_task_arena::isolate([&] {
        const auto one = [&](std::size_t index) {
            try {
                if (*stop_) throw Error(Fault::interrupted, "interrupted", text::tr("stopped on request"));
                work(index);
            } catch (...) {
                const std::lock_guard lock(mutex);
                if (!first) first = std::current_exception();
            }
        };
        // Split down to single things, each of which is work enough: no thread keeps two while others idle.
        tbb::parallel_for(std::size_t(0), count, one, tbb::simple_partitioner());
    });
    if (first) std::rethrow_exception(first);
}

}  // namespace saoy::pipelines
