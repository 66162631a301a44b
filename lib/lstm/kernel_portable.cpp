// SPDX-License-Identifier: Apache-2.0
// Plain C++: the reference for the other kernels, and what other processors run.
#include <cstring>

#include "lib/lstm/kernel_steps.hpp"

namespace saoy::lstm {

namespace {

struct Portable {
    static constexpr const char* name = "portable";
    static constexpr std::uint8_t offset = 0;
    static constexpr int lines = 1, sequences = 1;

    struct I {
        std::int32_t lane[lanes];
    };
    struct F {
        float lane[lanes];
    };
    struct U {
        std::int32_t value[4];
    };

    template <class Function>
    static F each(Function function) {
        F result;
        for (int i = 0; i < lanes; ++i) result.lane[i] = function(i);
        return result;
    }

    static I load(const std::int32_t* from) {
        I result;
        std::memcpy(result.lane, from, sizeof result.lane);
        return result;
    }
    static F load(const float* from) {
        F result;
        std::memcpy(result.lane, from, sizeof result.lane);
        return result;
    }
    static void save(float* to, const F& v) { std::memcpy(to, v.lane, sizeof v.lane); }
    static F all(float value) {
        return each([&](int) { return value; });
    }
    static U spread(const std::uint8_t* four) {
        U u;
        for (int i = 0; i < 4; ++i) u.value[i] = static_cast<std::int8_t>(four[i]);
        return u;
    }
    static I dot(I sum, const std::int8_t* w, const U& u) {
        for (int i = 0; i < lanes; ++i)
            sum.lane[i] += w[4 * i] * u.value[0] + w[4 * i + 1] * u.value[1] + w[4 * i + 2] * u.value[2] +
                           w[4 * i + 3] * u.value[3];
        return sum;
    }
    static F to_float(const I& v) {
        return each([&](int i) { return float(v.lane[i]); });
    }
    static F add(const F& a, const F& b) {
        return each([&](int i) { return a.lane[i] + b.lane[i]; });
    }
    static F subtract(const F& a, const F& b) {
        return each([&](int i) { return a.lane[i] - b.lane[i]; });
    }
    static F multiply(const F& a, const F& b) {
        return each([&](int i) { return a.lane[i] * b.lane[i]; });
    }
    static F divide(const F& a, const F& b) {
        return each([&](int i) { return a.lane[i] / b.lane[i]; });
    }
    static F min(const F& a, const F& b) {
        return each([&](int i) { return a.lane[i] < b.lane[i] ? a.lane[i] : b.lane[i]; });
    }
    static F max(const F& a, const F& b) {
        return each([&](int i) { return a.lane[i] > b.lane[i] ? a.lane[i] : b.lane[i]; });
    }
    static F absolute(const F& v) {
        return each([&](int i) { return v.lane[i] < 0 ? -v.lane[i] : v.lane[i]; });
    }
    static I max(I a, const I& b) {
        for (int i = 0; i < lanes; ++i) a.lane[i] = a.lane[i] > b.lane[i] ? a.lane[i] : b.lane[i];
        return a;
    }
    static F shift_exponent(const F& p, const F& t) {
        F result;
        for (int i = 0; i < lanes; ++i) {
            std::uint32_t bits, shift;
            std::memcpy(&bits, &p.lane[i], 4);
            std::memcpy(&shift, &t.lane[i], 4);
            bits += shift << 23;
            std::memcpy(&result.lane[i], &bits, 4);
        }
        return result;
    }
    static void store(std::uint8_t* to, const F& v) {
        for (int i = 0; i < lanes; ++i) {
            const float scaled = v.lane[i] * 127.0F;
            to[i] = static_cast<std::uint8_t>(int(scaled + (scaled < 0 ? -0.5F : 0.5F)));
        }
    }
};

}  // namespace

const Kernel& portable_kernel() { return kernel_of<Portable>(); }

}  // namespace saoy::lstm
