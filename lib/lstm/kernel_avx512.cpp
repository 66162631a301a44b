// SPDX-License-Identifier: Apache-2.0
// AVX-512 with VNNI: a 64-product dot instruction; six lines share each load of weights. Compiled for these
// instructions only here; called only where the processor has them.
#include "lib/lstm/kernel_steps.hpp"

#ifdef SAOY_X86
#include <immintrin.h>

namespace saoy::lstm {

namespace {

struct Avx512 {
    static constexpr const char* name = "avx512-vnni";
    static constexpr std::uint8_t offset = 128;  // vpdpbusd multiplies unsigned by signed
    static constexpr bool inputs_last = true;
    static constexpr int lines = 6, sequences = 6;

    using I = __m512i;
    using F = __m512;
    using U = __m512i;

    static I load(const std::int32_t* from) { return _mm512_load_si512(from); }
    static F load(const float* from) { return _mm512_load_ps(from); }
    static void save(float* to, F v) { _mm512_storeu_ps(to, v); }
    static F all(float value) { return _mm512_set1_ps(value); }
    static U spread(const std::uint8_t* four) {
        std::int32_t bits;
        __builtin_memcpy(&bits, four, 4);
        return _mm512_set1_epi32(bits);
    }
    static I dot(I sum, const std::int8_t* w, U u) { return _mm512_dpbusd_epi32(sum, u, _mm512_load_si512(w)); }
    static F to_float(I v) { return _mm512_cvtepi32_ps(v); }
    static F add(F a, F b) { return _mm512_add_ps(a, b); }
    static F subtract(F a, F b) { return _mm512_sub_ps(a, b); }
    static F multiply(F a, F b) { return _mm512_mul_ps(a, b); }
    static F divide(F a, F b) { return _mm512_div_ps(a, b); }
    static F min(F a, F b) { return _mm512_min_ps(a, b); }
    static F max(F a, F b) { return _mm512_max_ps(a, b); }
    static F absolute(F v) { return _mm512_abs_ps(v); }
    static I max(I a, I b) { return _mm512_max_epi32(a, b); }
    static F shift_exponent(F p, F t) {
        return _mm512_castsi512_ps(
            _mm512_add_epi32(_mm512_castps_si512(p), _mm512_slli_epi32(_mm512_castps_si512(t), 23)));
    }
    static void store(std::uint8_t* to, F v) {
        const F scaled = _mm512_mul_ps(v, _mm512_set1_ps(127));
        const __m512i sign = _mm512_and_si512(_mm512_castps_si512(scaled), _mm512_set1_epi32(int(0x80000000)));
        const F half = _mm512_castsi512_ps(_mm512_or_si512(sign, _mm512_castps_si512(_mm512_set1_ps(0.5F))));
        const __m512i whole = _mm512_cvttps_epi32(_mm512_add_ps(scaled, half));
        const __m512i stored = _mm512_add_epi32(whole, _mm512_set1_epi32(offset));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(to), _mm512_cvtepi32_epi8(stored));
    }
};

}  // namespace

const Kernel& avx512_kernel() { return kernel_of<Avx512>(); }

}  // namespace saoy::lstm
#endif
