// SPDX-License-Identifier: Apache-2.0
// Loops over pixels, compiled twice: for every processor of the kind, and for AVX2 where the one at hand has it. Both
// compute the same whole numbers, or the same floats in the same order.
#pragma once

namespace saoy {

#if defined(__x86_64__)

template <class Loop, class... Given>
[[gnu::target("avx2")]] void run_avx2(Given... given) {
    Loop::run(given...);
}

// Loop::run is static and [[gnu::always_inline]]; Loop stands in an unnamed namespace, lest the linker take one file's
// copy for another's.
template <class Loop, class... Given>
void run_wide(Given... given) {
    static const bool avx2 = __builtin_cpu_supports("avx2");
    if (avx2)
        run_avx2<Loop>(given...);
    else
        Loop::run(given...);
}

#else

template <class Loop, class... Given>
void run_wide(Given... given) {
    Loop::run(given...);
}

#endif

}  // namespace saoy
