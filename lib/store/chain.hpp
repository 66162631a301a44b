// SPDX-License-Identifier: Apache-2.0
// The chain of what was done: every link holds the hash of the one before; private to lib/store.
#pragma once

#include "lib/base/json.hpp"
#include "lib/store/database.hpp"
#include "lib/store/register.hpp"
#include "lib/store/witness.hpp"

namespace saoy::store {

// SHA-256 over the link's JSON array [previous, sequence, at, latest, who, role, action, subject, detail].
std::string hash_of(const Link& link);

std::optional<Link> last_link(Session& session);
std::optional<Link> link_at(Session& session, std::int64_t sequence);

// The chain inside a writer's transaction.
class Chain {
public:
    Chain(Session& session, const std::optional<Witness>& witness) : session_(session), witness_(witness) {}

    // Adds a link. Throws Error(refused): "clock-back" when the clock is behind the chain's latest time by more than
    // `clock_tolerance`, "register-restored" when the witness knows more than the chain.
    Link append(const Act& act, const std::string& action, const std::string& subject, const Json& detail);
    // Tells the witness, once the links are durable.
    void committed() const noexcept;

private:
    void refuse_wrong_time(const std::optional<Link>& last, const Act& act) const;

    Session& session_;
    const std::optional<Witness>& witness_;
    std::optional<Link> appended_;
};

// The links in order.
void each_link(Session& session, const std::function<void(const Link&)>& work);

// Compact JSON, the same each time, also of text that is not UTF-8.
std::string compact(const Json& json);

// What an entry says from its first moment; the chain and the row must agree on it.
Json written_of(const Entry& entry);

}  // namespace saoy::store
