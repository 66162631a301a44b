// SPDX-License-Identifier: Apache-2.0
// Runs independent work, such as the pages of one dossier. Stages get one; they start no threads themselves.
#pragma once

#include <cstddef>
#include <functional>

namespace saoy {

class Executor {
public:
    virtual ~Executor() = default;
    // Calls work(0) … work(count - 1), in any order, perhaps at the same time, and returns when all are done.
    // The first exception is rethrown after the others have finished. Throws Error(interrupted) once a stop was asked
    // for.
    virtual void for_each(std::size_t count, const std::function<void(std::size_t)>& work) = 0;
};

// One after the other, on the calling thread.
class SerialExecutor : public Executor {
public:
    void for_each(std::size_t count, const std::function<void(std::size_t)>& work) override {
        for (std::size_t i = 0; i < count; ++i) work(i);
    }
};

}  // namespace saoy
