// SPDX-License-Identifier: Apache-2.0
// AVX2: 16 lanes in two registers. Compiled for these instructions only here; called only where the processor has them.
#include "lib/lstm/kernel_steps.hpp"

#ifdef SAOY_X86
#include <immintrin.h>

namespace saoy::lstm {

namespace {

struct Avx2 {
    static constexpr const char* name = "avx2";
    static constexpr std::uint8_t offset = 0;
    static constexpr bool inputs_last = true;
    static constexpr int lines = 1, sequences = 1;  // eight sums fill half of the registers

    struct I {
        __m256i low, high;
    };
    struct F {
        __m256 low, high;
    };
    struct U {
        __m256i value, absolute;
    };

    static I load(const std::int32_t* from) {
        const auto* two = reinterpret_cast<const __m256i*>(from);
        return {_mm256_load_si256(two), _mm256_load_si256(two + 1)};
    }
    static F load(const float* from) { return {_mm256_load_ps(from), _mm256_load_ps(from + 8)}; }
    static void save(float* to, F v) {
        _mm256_storeu_ps(to, v.low);
        _mm256_storeu_ps(to + 8, v.high);
    }
    static F all(float value) { return {_mm256_set1_ps(value), _mm256_set1_ps(value)}; }
    static U spread(const std::uint8_t* four) {
        std::int32_t bits;
        __builtin_memcpy(&bits, four, 4);
        const __m256i value = _mm256_set1_epi32(bits);
        return {value, _mm256_abs_epi8(value)};
    }
    // |u| × (w with u's sign): two products of at most 127² each fit the 16 bits of vpmaddubsw, so nothing saturates.
    static __m256i products(const std::int8_t* w, const U& u) {
        const __m256i weights = _mm256_load_si256(reinterpret_cast<const __m256i*>(w));
        const __m256i pairs = _mm256_maddubs_epi16(u.absolute, _mm256_sign_epi8(weights, u.value));
        return _mm256_madd_epi16(pairs, _mm256_set1_epi16(1));
    }
    static I dot(I sum, const std::int8_t* w, const U& u) {
        return {_mm256_add_epi32(sum.low, products(w, u)), _mm256_add_epi32(sum.high, products(w + 32, u))};
    }
    static F to_float(I v) { return {_mm256_cvtepi32_ps(v.low), _mm256_cvtepi32_ps(v.high)}; }
    static F add(F a, F b) { return {_mm256_add_ps(a.low, b.low), _mm256_add_ps(a.high, b.high)}; }
    static F subtract(F a, F b) { return {_mm256_sub_ps(a.low, b.low), _mm256_sub_ps(a.high, b.high)}; }
    static F multiply(F a, F b) { return {_mm256_mul_ps(a.low, b.low), _mm256_mul_ps(a.high, b.high)}; }
    static F divide(F a, F b) { return {_mm256_div_ps(a.low, b.low), _mm256_div_ps(a.high, b.high)}; }
    static F min(F a, F b) { return {_mm256_min_ps(a.low, b.low), _mm256_min_ps(a.high, b.high)}; }
    static F max(F a, F b) { return {_mm256_max_ps(a.low, b.low), _mm256_max_ps(a.high, b.high)}; }
    static F absolute(F v) {
        const __m256 sign = _mm256_set1_ps(-0.0F);
        return {_mm256_andnot_ps(sign, v.low), _mm256_andnot_ps(sign, v.high)};
    }
    static I max(I a, I b) { return {_mm256_max_epi32(a.low, b.low), _mm256_max_epi32(a.high, b.high)}; }
    static __m256 shifted(__m256 p, __m256 t) {
        return _mm256_castsi256_ps(
            _mm256_add_epi32(_mm256_castps_si256(p), _mm256_slli_epi32(_mm256_castps_si256(t), 23)));
    }
    static F shift_exponent(F p, F t) { return {shifted(p.low, t.low), shifted(p.high, t.high)}; }
    static __m256i rounded(__m256 v) {
        const __m256 scaled = _mm256_mul_ps(v, _mm256_set1_ps(127));
        const __m256 half = _mm256_or_ps(_mm256_and_ps(scaled, _mm256_set1_ps(-0.0F)), _mm256_set1_ps(0.5F));
        return _mm256_cvttps_epi32(_mm256_add_ps(scaled, half));
    }
    static void store(std::uint8_t* to, F v) {
        const __m256i words = _mm256_packs_epi32(rounded(v.low), rounded(v.high));  // quarters 0 2 1 3
        const __m256i ordered = _mm256_permute4x64_epi64(words, 0xd8);
        const __m128i bytes = _mm_packs_epi16(_mm256_castsi256_si128(ordered), _mm256_extracti128_si256(ordered, 1));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes);
    }
};

}  // namespace

const Kernel& avx2_kernel() { return kernel_of<Avx2>(); }

}  // namespace saoy::lstm
#endif
