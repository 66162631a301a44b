// SPDX-License-Identifier: Apache-2.0
// What the chain says: read link by link, it tells how every entry and book must look; private to lib/store.
#pragma once

#include <map>
#include <tuple>

#include "lib/store/chain.hpp"

namespace saoy::store {

using Series = std::tuple<int, std::string, std::string>;  // year, book, agency

class Replay {
public:
    struct Said {
        std::string written;  // written_of() as compact JSON
        Entry::State state = Entry::State::reserved;
        std::string copy_path, copy_digest, note;
        std::optional<std::int64_t> issued_at;
    };

    explicit Replay(std::vector<Problem>& problems) : problems_(problems) {}

    // Takes the next link; a link that is altered or does not follow is a problem "chain-broken", and what it says that
    // cannot be is "chain-contradiction".
    void take(const Link& link);

    const std::map<std::string, Said>& entries() const noexcept { return entries_; }
    const std::map<Series, int>& last_numbers() const noexcept { return last_numbers_; }
    const std::map<Series, std::string>& modes() const noexcept { return modes_; }
    const std::map<Series, std::int64_t>& closings() const noexcept { return closings_; }
    const std::vector<Link>& seals() const noexcept { return seals_; }
    const std::optional<Link>& last() const noexcept { return last_; }

private:
    void follows(const Link& link);
    void act(const Link& link, const Json& detail);
    void tell(const Link& link, const char* code, const std::string& sentence);

    std::vector<Problem>& problems_;
    std::map<std::string, Said> entries_;
    std::map<Series, int> last_numbers_;
    std::map<Series, std::string> modes_;
    std::map<Series, std::int64_t> closings_;
    std::vector<Link> seals_;
    std::optional<Link> last_;
};

}  // namespace saoy::store
