// SPDX-License-Identifier: Apache-2.0
// The open register file: a connection for each thread that is in a call; private to lib/store.
#pragma once

#include "lib/base/pool.hpp"
#include "lib/store/register.hpp"
#include "lib/store/sqlite.hpp"

namespace saoy::store {

// In WAL a reader with its own connection never waits for the writer, nor the writer for a reader.
struct Register::Connection {
    explicit Connection(const Path& path);

    // Calls `work` with a connection; what it throws names the file.
    template <class Work>
    auto with(const Work& work) {
        try {
            const auto loan = pool.borrow();
            return work(loan->get());
        } catch (Error& error) {
            error.in(file.string());
            throw;
        }
    }

    Path file;
    Pool<Database> pool;
};

}  // namespace saoy::store
