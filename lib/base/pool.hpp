// SPDX-License-Identifier: Apache-2.0
// Lends out objects that only one thread may use at a time (a Tesseract engine, a PKCS#11 session).
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace saoy {

// Makes an object when none is free, so there are never more than the largest number in use at one time.
template <class T>
class Pool {
public:
    explicit Pool(std::function<std::unique_ptr<T>()> make) : make_(std::move(make)) {}

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
        void discard() { object_.reset(); }

    private:
        Pool* pool_;
        std::unique_ptr<T> object_;
    };

    // One more, which is lent when no other is free.
    void add(std::unique_ptr<T> object) {
        const std::lock_guard lock(mutex_);
        free_.insert(free_.begin(), std::move(object));
    }

    // Those that nobody uses; they belong to the pool no more.
    std::vector<std::unique_ptr<T>> take_free() {
        const std::lock_guard lock(mutex_);
        return std::exchange(free_, {});
    }

    Loan borrow() {
        {
            const std::lock_guard lock(mutex_);
            if (!free_.empty()) {
                auto object = std::move(free_.back());
                free_.pop_back();
                return Loan(*this, std::move(object));
            }
        }
        return Loan(*this, make_());
    }

private:
    void take_back(std::unique_ptr<T> object) {
        const std::lock_guard lock(mutex_);
        free_.push_back(std::move(object));
    }

    std::function<std::unique_ptr<T>()> make_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<T>> free_;
};

}  // namespace saoy
