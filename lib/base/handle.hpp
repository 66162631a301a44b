// SPDX-License-Identifier: Apache-2.0
// Owns one object of a C library; released by the library's own free function.
#pragma once

#include <memory>

namespace saoy {

template <auto Release>
struct Releaser {
    template <class T>
    void operator()(T* object) const noexcept {
        Release(object);
    }
};

// Handle<EVP_PKEY, EVP_PKEY_free>: a unique_ptr one word wide.
template <class T, auto Release>
using Handle = std::unique_ptr<T, Releaser<Release>>;

}  // namespace saoy
