// SPDX-License-Identifier: Apache-2.0
// Lends out objects that only one thread may use at a time (a Tesseract engine, a PKCS#11 session).
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace saoy {

// Makes an object when none is free, so there are never more than the largest number in use at one time, nor more than
// `most`: who wants one then waits until one comes back, the first first.
template <class T>
class Pool {
public:
    explicit Pool(std::function<std::unique_ptr<T>()> make, std::size_t most = std::numeric_limits<std::size_t>::max())
        : make_(std::move(make)), most_(most) {}

    class Loan {
    public:
        Loan(Pool& pool, std::unique_ptr<T> object) : pool_(&pool), object_(std::move(object)) {}
        ~Loan() {
            if (object_) pool_->take_back(std::move(object_));
        }
        Loan(Loan&& other) noexcept = default;
        Loan& operator=(Loan&&) = delete;
        T& operator*() const { return *object_; }
        T* operator->() const { return object_.get(); }
        // The object is broken: do not lend it again.
        void discard() {
            object_.reset();
            pool_->one_less();
        }

    private:
        Pool* pool_;
        std::unique_ptr<T> object_;
    };

    // One more, if there may be, which is lent when no other is free.
    void make_one_more() {
        {
            const std::lock_guard lock(mutex_);
            if (there_ >= most_) return;
            ++there_;
        }
        auto object = make();
        const std::lock_guard lock(mutex_);
        free_.insert(free_.begin(), std::move(object));
        back_.notify_all();
    }

    // Those that nobody uses; they belong to the pool no more.
    std::vector<std::unique_ptr<T>> take_free() {
        const std::lock_guard lock(mutex_);
        there_ -= free_.size();
        back_.notify_all();
        return std::exchange(free_, {});
    }

    Loan borrow() {
        {
            std::unique_lock lock(mutex_);
            const std::size_t mine = asked_++;
            back_.wait(lock, [&] { return mine == served_ && (!free_.empty() || there_ < most_); });
            ++served_;
            back_.notify_all();
            if (!free_.empty()) {
                auto object = std::move(free_.back());
                free_.pop_back();
                return Loan(*this, std::move(object));
            }
            ++there_;
        }
        return Loan(*this, make());
    }

private:
    void take_back(std::unique_ptr<T> object) {
        const std::lock_guard lock(mutex_);
        free_.push_back(std::move(object));
        back_.notify_all();
    }

    // What has been counted already.
    std::unique_ptr<T> make() {
        try {
            return make_();
        } catch (...) {
            one_less();
            throw;
        }
    }

    void one_less() {
        const std::lock_guard lock(mutex_);
        --there_;
        back_.notify_all();
    }

    std::function<std::unique_ptr<T>()> make_;
    const std::size_t most_;
    std::size_t there_ = 0;  // lent, free or being made
    std::size_t asked_ = 0, served_ = 0;
    std::mutex mutex_;
    std::condition_variable back_;
    std::vector<std::unique_ptr<T>> free_;
};

}  // namespace saoy
