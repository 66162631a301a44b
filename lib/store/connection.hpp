// SPDX-License-Identifier: Apache-2.0
// The open register: a session for each thread that is in a call; private to lib/store.
#pragma once

#include "lib/base/pool.hpp"
#include "lib/store/chain.hpp"
#include "lib/store/database.hpp"
#include "lib/store/register.hpp"
#include "lib/store/witness.hpp"

namespace saoy::store {

// In both databases a reader with its own session never waits for the writer, nor the writer for a reader.
struct Register::Connection {
    Connection(const Path& location, Open open, Options options);

    // Calls `work` with a session; what it throws names the register.
    template <class Work>
    auto with(const Work& work) {
        try {
            const auto loan = session();
            return work(*loan);
        } catch (Error& error) {
            error.in(name);
            throw;
        }
    }

    // Calls `work` with a session and the chain, alone among all writers; what it throws undoes what it did.
    template <class Work>
    auto write(const Work& work) {
        return with([&](Session& writing) {
            WriteTransaction transaction(writing);
            Chain chain(writing, witness);
            auto result = work(writing, chain);
            transaction.commit();
            chain.committed();
            return result;
        });
    }

    std::string name;  // absolute path, or the server's URI
    Options options;
    std::optional<Witness> witness;  // beside a file
    Pool<Session> pool;
    bool made = false;

private:
    // A server that was stopped has closed its sessions.
    Pool<Session>::Loan session() {
        for (;;) {
            auto loan = pool.borrow();
            if (loan->alive()) return loan;
            loan.discard();
        }
    }
};

}  // namespace saoy::store
