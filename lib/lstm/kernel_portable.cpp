// SPDX-License-Identifier: Apache-2.0
// For any processor: the reference for the other kernels. GCC's and Clang's vectors become what registers there are.
#include "lib/lstm/kernel_steps.hpp"

namespace saoy::lstm {

namespace {

struct Portable {
    static constexpr const char* name = "portable";
    static constexpr std::uint8_t offset = 0;
    static constexpr bool inputs_last = false;
    static constexpr int lines = 1, sequences = 1;

    template <class T, int N>
    using Vector [[gnu::vector_size(N * sizeof(T))]] = T;
    using I = Vector<std::int32_t, lanes>;
    using F = Vector<float, lanes>;
    using Bytes = Vector<std::int8_t, lanes>;
    using Words = Vector<std::int16_t, lanes>;
    struct U {
        Words value[4];
    };

    template <class V>
    static V from(const void* memory) {
        V v;
        __builtin_memcpy(&v, memory, sizeof v);
        return v;
    }
    static I load(const std::int32_t* memory) { return from<I>(memory); }
    static F load(const float* memory) { return from<F>(memory); }
    static void save(float* memory, F v) { __builtin_memcpy(memory, &v, sizeof v); }
    static F all(float value) { return F{} + value; }
    static U spread(const std::uint8_t* four) {
        U u;
        for (int i = 0; i < 4; ++i) u.value[i] = Words{} + std::int16_t(static_cast<std::int8_t>(four[i]));
        return u;
    }
    // Two products of at most 127² each fit 16 bits.
    static I dot(I sum, const std::int8_t* w, const U& u) {
        const auto weights = [&](int input) {
            return __builtin_convertvector(from<Bytes>(w + input * lanes), Words);
        };
        const Words first = weights(0) * u.value[0] + weights(1) * u.value[1];
        const Words second = weights(2) * u.value[2] + weights(3) * u.value[3];
        return sum + __builtin_convertvector(first, I) + __builtin_convertvector(second, I);
    }
    static F to_float(I v) { return __builtin_convertvector(v, F); }
    static F add(F a, F b) { return a + b; }
    static F subtract(F a, F b) { return a - b; }
    static F multiply(F a, F b) { return a * b; }
    static F divide(F a, F b) { return a / b; }
    static F min(F a, F b) { return a < b ? a : b; }
    static F max(F a, F b) { return a > b ? a : b; }
    static I max(I a, I b) { return a > b ? a : b; }
    static F absolute(F v) { return F(I(v) & 0x7fffffff); }
    static F shift_exponent(F p, F t) { return F(I(p) + (I(t) << 23)); }
    static void store(std::uint8_t* memory, F v) {
        const F scaled = v * 127.0F;
        const F half = F((I(scaled) & std::int32_t(0x80000000)) | I(all(0.5F)));
        const Bytes bytes = __builtin_convertvector(__builtin_convertvector(scaled + half, I), Bytes);
        __builtin_memcpy(memory, &bytes, sizeof bytes);
    }
};

}  // namespace

const Kernel& portable_kernel() { return kernel_of<Portable>(); }

}  // namespace saoy::lstm
