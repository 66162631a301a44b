// SPDX-License-Identifier: Apache-2.0
// The kernels' common text. Each kernel_*.cpp is compiled for its own instructions, gives a type V of 16 lanes, and
// includes this file: everything is in its unnamed namespace, and no function of another library is used, lest the
// linker take this file's copy of it for the whole program.
//
//     V::I, V::F             16 int32, 16 floats              V::U   four activations, ready to be multiplied
//     V::dot(sum, w, u)      sum[lane] += Σ w[lane][i] × u[i], exact
//     V::add … V::divide     IEEE single precision, rounded each time
//     V::shift_exponent(p, t): p × 2^n, where the low bits of t hold n
//     V::store(to, v)        16 activations: v × 127 rounded half away from zero, + offset
//
// Tesseract takes tanh and the logistic function from tables in steps of 1/256, with straight lines between: the chords
// differ from the curves by up to 1.5e-6, enough to round a few activations of each line to the next int8 value, and a
// few lines in a hundred to another text. So the kernels compute the curve and take away what the chord differs from
// it, q(1-q)/2 × f'' × step² at the part q of a step; what is left is below 1e-8, less than a float's own rounding.
#pragma once

#include <cstdint>

#include "lib/lstm/kernel.hpp"

namespace saoy::lstm {

namespace {

constexpr float log2_e = 1.44269504F;

// 2^y for -125 < y < 125; relative error below 2e-7.
template <class V>
inline typename V::F exp2(typename V::F y) {
    const auto rounder = V::all(12582912.0F);  // 1.5 × 2^23: what is added to it is rounded to a whole number
    const auto whole = V::add(y, rounder);
    const auto part = V::subtract(y, V::subtract(whole, rounder));
    auto power = V::all(0.0013276471F);
    constexpr float coefficients[] = {0.0096755419F, 0.055507131F, 0.2402212F, 0.69314694F, 1.0F};
#pragma GCC unroll 5
    for (int i = 0; i < 5; ++i) power = V::add(V::multiply(power, part), V::all(coefficients[i]));
    return V::shift_exponent(power, whole);
}

// The tables end at 16, where both functions are 1 in single precision.
template <class V>
inline typename V::F clamped(typename V::F x) {
    return V::max(V::min(x, V::all(16)), V::all(-16));
}

// q(1-q) × step², q being the part of a step of the tables at x.
template <class V>
inline typename V::F chord(typename V::F x) {
    const auto steps = V::multiply(x, V::all(256)), rounder = V::all(12582912.0F);
    const auto part = V::absolute(V::subtract(steps, V::subtract(V::add(steps, rounder), rounder)));
    return V::multiply(V::multiply(part, V::subtract(V::all(1), part)), V::all(1.0F / 65536));
}

// tanh'' = -2 t (1 - t²);  σ'' = s (1 - s)(1 - 2 s)
template <class V>
inline typename V::F tanh_of_table(typename V::F t, typename V::F x) {
    const auto curve = V::multiply(t, V::subtract(V::all(1), V::multiply(t, t)));
    return V::subtract(t, V::multiply(curve, chord<V>(x)));
}
template <class V>
inline typename V::F logistic_of_table(typename V::F s, typename V::F x) {
    const auto curve = V::multiply(V::multiply(s, V::subtract(V::all(1), s)), V::subtract(V::all(0.5F), s));
    return V::add(s, V::multiply(curve, chord<V>(x)));
}

template <class V>
inline typename V::F power(typename V::F x, float factor) {
    return exp2<V>(V::multiply(x, V::all(factor * log2_e)));
}

template <class V>
inline typename V::F tanh_at(typename V::F x) {
    const auto one = V::all(1), e = power<V>(x, -2);
    return tanh_of_table<V>(V::divide(V::subtract(one, e), V::add(one, e)), x);
}

// c = c × σ(forget) + tanh(input) × σ(input gate), clipped to ±100; returns σ(output gate). Two divisions serve the
// four gates: 1/(bd) × d = 1/b.
template <class V>
inline typename V::F pass_gates(const typename V::I* sums, const float* scale, float* cell) {
    const auto one = V::all(1);
    const auto gate = [&](int i) { return clamped<V>(V::multiply(V::to_float(sums[i]), V::load(scale + i * lanes))); };
    const auto input = gate(0), entry = gate(1), forget = gate(2), exit = gate(3);
    const auto e = power<V>(input, -2);
    const auto b = V::add(one, e), d = V::add(one, power<V>(entry, -1));
    const auto bd = V::divide(one, V::multiply(b, d));
    const auto a = V::add(one, power<V>(forget, -1)), o = V::add(one, power<V>(exit, -1));
    const auto ao = V::divide(one, V::multiply(a, o));
    const auto t = tanh_of_table<V>(V::multiply(V::subtract(one, e), V::multiply(d, bd)), input);
    const auto entered = V::multiply(t, logistic_of_table<V>(V::multiply(b, bd), entry));
    const auto kept = V::multiply(V::load(cell), logistic_of_table<V>(V::multiply(o, ao), forget));
    const auto state = V::max(V::min(V::add(kept, entered), V::all(100)), V::all(-100));
    V::save(cell, state);
    return logistic_of_table<V>(V::multiply(a, ao), exit);
}

template <class V, int N>
[[gnu::always_inline]] inline void add_products(typename V::I (*sums)[blocks], const std::int8_t* weights, int quads,
                                                const std::uint8_t* const* inputs) {
    for (int quad = 0; quad < quads; ++quad, weights += blocks * lanes * 4) {
#pragma GCC unroll 8
        for (int line = 0; line < N; ++line) {
            const auto u = V::spread(inputs[line] + quad * 4);
#pragma GCC unroll 4
            for (int block = 0; block < blocks; ++block)
                sums[line][block] = V::dot(sums[line][block], weights + block * lanes * 4, u);
        }
    }
}

template <class V, int N>
[[gnu::always_inline]] inline void start(typename V::I (*sums)[blocks], const std::int32_t* bias) {
#pragma GCC unroll 8
    for (int line = 0; line < N; ++line)
#pragma GCC unroll 4
        for (int block = 0; block < blocks; ++block) sums[line][block] = V::load(bias + block * lanes);
}

template <class V, int N>
[[gnu::always_inline]] inline void keep(const typename V::I (*sums)[blocks], typename V::I (*stored)[blocks]) {
#pragma GCC unroll 8
    for (int line = 0; line < N; ++line)
#pragma GCC unroll 4
        for (int block = 0; block < blocks; ++block) stored[line][block] = sums[line][block];
}

template <class V, int N>
void lstm_step(const PackedLayer& layer, const std::uint8_t* const* inputs, const std::uint8_t* const* before,
               std::uint8_t* const* out, float* cells) {
    const int width = layer.groups * lanes;
    const std::int8_t* weights = layer.weights;
    for (int group = 0; group < layer.groups; ++group) {
        typename V::I sums[N][blocks];
        start<V, N>(sums, layer.bias + group * blocks * lanes);
        add_products<V, N>(sums, weights, layer.input_quads, inputs);
        weights += layer.input_quads * blocks * lanes * 4;
        add_products<V, N>(sums, weights, layer.own_quads, before);
        weights += layer.own_quads * blocks * lanes * 4;
        typename V::I stored[N][blocks];  // so that the sums stay in registers until here
        keep<V, N>(sums, stored);
        float* const cell = cells + group * lanes;
        typename V::F passed[N];
#pragma GCC unroll 1
        for (int line = 0; line < N; ++line)
            passed[line] = pass_gates<V>(stored[line], layer.scale + group * blocks * lanes, cell + line * width);
            // out = tanh(c) × σ(output gate): one long chain, so that a processor has those of all lines in hand at a
            // time
#pragma GCC unroll 1
        for (int line = 0; line < N; ++line)
            V::store(out[line] + group * lanes,
                     V::multiply(tanh_at<V>(clamped<V>(V::load(cell + line * width))), passed[line]));
    }
}

template <class V, int N>
void some_lines(const PackedLayer& layer, int count, const std::uint8_t* const* inputs,
                const std::uint8_t* const* before, std::uint8_t* const* out, float* cells) {
    if constexpr (N > 1) {
        if (count < N) return some_lines<V, N - 1>(layer, count, inputs, before, out, cells);
    }
    lstm_step<V, N>(layer, inputs, before, out, cells);
    if (count > N)
        some_lines<V, N>(layer, count - N, inputs + N, before + N, out + N, cells + N * layer.groups * lanes);
}

template <class V>
void lstm(const PackedLayer& layer, const Sequence* sequences, int count, bool backwards, const std::uint8_t* zero,
          float* cells) {
    const int in_stride = layer.input_quads * 4, out_stride = layer.groups * lanes;
    for (int i = 0; i < count * out_stride; ++i) cells[i] = 0;
    int active = count;
    for (int step = 0; count > 0 && step < sequences[0].steps; ++step) {
        while (sequences[active - 1].steps <= step) --active;
        const std::uint8_t* inputs[most_sequences];
        const std::uint8_t* before[most_sequences];
        std::uint8_t* out[most_sequences];
        for (int line = 0; line < active; ++line) {
            const Sequence& sequence = sequences[line];
            const int at = backwards ? sequence.steps - 1 - step : step;
            inputs[line] = sequence.inputs + at * in_stride;
            out[line] = sequence.outputs + at * out_stride;
            before[line] = step == 0 ? zero : out[line] + (backwards ? out_stride : -out_stride);
        }
        some_lines<V, V::lines>(layer, active, inputs, before, out, cells);
    }
}

// Summed in 16 lanes and then lane by lane, so that every kernel rounds alike. The lanes past the outputs add e^-86
// each: less than a float notices.
template <class V>
void normalise(float* row, int outputs) {
    const int whole = (outputs + lanes - 1) / lanes * lanes;
    for (int i = outputs; i < whole; ++i) row[i] = -1e30F;
    auto most = V::load(row);
    for (int i = lanes; i < whole; i += lanes) most = V::max(most, V::load(row + i));
    float partial[lanes], sum = 0;
    V::save(partial, most);
    float largest = partial[0];
    for (int i = 1; i < lanes; ++i) largest = partial[i] > largest ? partial[i] : largest;
    auto total = V::all(0);
    for (int i = 0; i < whole; i += lanes) {
        // As Tesseract: no probability is below e^-86.
        auto y = V::max(V::subtract(V::load(row + i), V::all(largest)), V::all(-86));
        y = exp2<V>(V::multiply(y, V::all(log2_e)));
        total = V::add(total, y);
        V::save(row + i, y);
    }
    V::save(partial, total);
    for (int i = 0; i < lanes; ++i) sum += partial[i];
    for (int i = 0; i < whole; i += lanes) V::save(row + i, V::divide(V::load(row + i), V::all(sum)));
}

template <class V, int N>
void dense_columns(const PackedLayer& layer, const std::uint8_t* const* inputs, float* out) {
    const int width = layer.groups * blocks * lanes;
    const std::int8_t* weights = layer.weights;
    for (int group = 0; group < layer.groups; ++group) {
        typename V::I sums[N][blocks];
        start<V, N>(sums, layer.bias + group * blocks * lanes);
        add_products<V, N>(sums, weights, layer.input_quads, inputs);
        weights += layer.input_quads * blocks * lanes * 4;
#pragma GCC unroll 8
        for (int line = 0; line < N; ++line)
#pragma GCC unroll 4
            for (int block = 0; block < blocks; ++block) {
                const int at = (group * blocks + block) * lanes;
                V::save(out + line * width + at,
                        V::multiply(V::to_float(sums[line][block]), V::load(layer.scale + at)));
            }
    }
    for (int line = 0; line < N; ++line) normalise<V>(out + line * width, layer.outputs);
}

template <class V>
void softmax(const PackedLayer& layer, const std::uint8_t* inputs, int columns, float* out) {
    const int stride = layer.input_quads * 4, width = layer.groups * blocks * lanes;
    const std::uint8_t* rows[V::lines];
    int column = 0;
    for (; column + V::lines <= columns; column += V::lines) {
        for (int line = 0; line < V::lines; ++line) rows[line] = inputs + (column + line) * stride;
        dense_columns<V, V::lines>(layer, rows, out + column * width);
    }
    for (; column < columns; ++column) {
        rows[0] = inputs + column * stride;
        dense_columns<V, 1>(layer, rows, out + column * width);
    }
}

// tanh grows with its argument: the maximum is taken of the sums, and tanh once for each square.
template <class V>
void convolve(const PackedConvolution& layer, const std::uint32_t* taps_of, int cells, std::uint8_t* out) {
    const auto bias = V::load(layer.bias);
    const auto scale = V::load(layer.scale);
    for (int cell = 0; cell < cells; ++cell, taps_of += 27) {
        auto largest = bias;
        for (int window = 0; window < 9; ++window) {
            auto sum = bias;
#pragma GCC unroll 3
            for (int column = 0; column < 3; ++column)
                sum = V::dot(sum, layer.weights + column * lanes * 4,
                             V::spread(reinterpret_cast<const std::uint8_t*>(taps_of + window * 3 + column)));
            largest = window == 0 ? sum : V::max(largest, sum);
        }
        V::store(out + cell * lanes, tanh_at<V>(clamped<V>(V::multiply(V::to_float(largest), scale))));
    }
}

template <class V>
const Kernel& kernel_of() {
    static constexpr Kernel made{V::name, V::offset, V::inputs_last, V::sequences, lstm<V>, softmax<V>, convolve<V>};
    return made;
}

}  // namespace

}  // namespace saoy::lstm
