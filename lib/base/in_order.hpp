// SPDX-License-Identifier: Apache-2.0
// Things made by several threads at the same time and handed on in their order, while later ones are being made.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace saoy {

// Things 0, 1, 2 … A thread that runs ahead waits, so that few are kept, however many there are.
template <class Thing>
class InOrder {
public:
    // `take` is called for one thing after the other, by whichever thread made what was missing.
    explicit InOrder(std::function<void(std::size_t, Thing&&)> take) : made_(most_kept), take_(std::move(take)) {}

    // Makes the first thing that no thread has begun. What `make` or `take` throws goes through; nothing is made or
    // taken after it.
    template <class Make>
    void make_next(const Make& make) {
        std::unique_lock lock(mutex_);
        const std::size_t mine = begun_++;
        room_.wait(lock, [&] { return failed_ || mine < taken_ + most_kept; });
        if (failed_) return;
        lock.unlock();
        try {
            Thing thing = make(mine);
            lock.lock();
            made_[mine % most_kept] = std::move(thing);
            hand_on(lock);
        } catch (...) {
            if (!lock.owns_lock()) lock.lock();
            failed_ = true;
            room_.notify_all();
            throw;
        }
    }

private:
    static constexpr std::size_t most_kept = 32;

    void hand_on(std::unique_lock<std::mutex>& lock) {
        if (handing_) return;  // the thread that does will come to mine
        handing_ = true;
        while (!failed_ && made_[taken_ % most_kept]) {
            Thing thing = std::move(*made_[taken_ % most_kept]);
            made_[taken_ % most_kept].reset();
            lock.unlock();
            take_(taken_, std::move(thing));
            lock.lock();
            ++taken_;
            room_.notify_all();
        }
        handing_ = false;
    }

    std::mutex mutex_;
    std::condition_variable room_;
    std::vector<std::optional<Thing>> made_;
    std::size_t begun_ = 0, taken_ = 0;  // `taken_` is written with the lock held, by the thread that hands on
    bool handing_ = false, failed_ = false;
    std::function<void(std::size_t, Thing&&)> take_;
};

}  // namespace saoy
