// SPDX-License-Identifier: Apache-2.0
// Decodes the streams that carry a file's structure: FlateDecode and its predictors, with a ceiling.
#include <zlib.h>

#include <array>
#include <cstdlib>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/pdf/syntax.hpp"

namespace saoy::pdf {

namespace {

struct Inflater {
    z_stream state{};
    Inflater() {
        if (inflateInit(&state) != Z_OK) throw Error(Fault::internal, "zlib", "cannot start the decoder");
    }
    ~Inflater() { inflateEnd(&state); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
};

[[noreturn]] void fail() { throw Error(Fault::input, "pdf-stream", text::tr("a compressed stream is damaged")); }

std::string inflate_all(std::string_view data, std::size_t most) {
    Inflater inflater;
    inflater.state.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
    inflater.state.avail_in = uInt(data.size());
    std::string out;
    std::array<char, 1 << 14> piece{};
    int status = Z_OK;
    while (status == Z_OK) {
        inflater.state.next_out = reinterpret_cast<Bytef*>(piece.data());
        inflater.state.avail_out = uInt(piece.size());
        status = inflate(&inflater.state, Z_NO_FLUSH);
        if (status != Z_OK && status != Z_STREAM_END) fail();
        out.append(piece.data(), piece.size() - inflater.state.avail_out);
        if (out.size() > most) throw Error(Fault::input, "pdf-stream", text::tr("a compressed stream is too large"));
    }
    return out;
}

// PNG predictors (ISO 32000-2, 7.4.4.4); each row begins with the byte that names its filter.
std::string without_predictor(const std::string& data, std::size_t columns, std::size_t pixel) {
    std::string out;
    std::string above(columns, '\0'), row(columns, '\0');
    for (std::size_t at = 0; at + 1 + columns <= data.size(); at += 1 + columns) {
        const int filter = data[at];
        for (std::size_t i = 0; i < columns; ++i) {
            const int left = i < pixel ? 0 : static_cast<unsigned char>(row[i - pixel]);
            const int up = static_cast<unsigned char>(above[i]);
            const int corner = i < pixel ? 0 : static_cast<unsigned char>(above[i - pixel]);
            int guess = 0;
            switch (filter) {
                case 0: break;
                case 1: guess = left; break;
                case 2: guess = up; break;
                case 3: guess = (left + up) / 2; break;
                case 4: {
                    const int p = left + up - corner;
                    const int a = std::abs(p - left), b = std::abs(p - up), c = std::abs(p - corner);
                    guess = a <= b && a <= c ? left : b <= c ? up : corner;
                    break;
                }
                default: fail();
            }
            row[i] = char(static_cast<unsigned char>(data[at + 1 + i]) + guess);
        }
        out += row;
        above = row;
    }
    return out;
}

}  // namespace

std::string decoded(const Value& stream, const Value& filter, const Value& parameters, std::size_t most) {
    const Value& one = filter.is(Value::Kind::array) && filter.items.size() == 1 ? filter.items.front() : filter;
    if (one.is(Value::Kind::null) || (one.is(Value::Kind::array) && one.items.empty())) return std::string(stream.data);
    if (!one.is_name("FlateDecode") && !one.is_name("Fl"))
        throw Error(Fault::input, "pdf-filter", text::tr("a structure stream uses a filter that cannot be read"));
    std::string data = inflate_all(stream.data, most);
    const Value& how =
        parameters.is(Value::Kind::array) && parameters.items.size() == 1 ? parameters.items.front() : parameters;
    const std::int64_t predictor = how["Predictor"].is(Value::Kind::integer) ? how["Predictor"].integer : 1;
    if (predictor <= 1) return data;
    const auto number = [&](const char* key, std::int64_t otherwise) {
        return how[key].is(Value::Kind::integer) ? how[key].integer : otherwise;
    };
    const std::int64_t columns = number("Columns", 1), colours = number("Colors", 1);
    if (predictor < 10 || number("BitsPerComponent", 8) != 8 || columns < 1 || columns > 65536 || colours < 1 ||
        colours > 32)
        fail();
    return without_predictor(data, std::size_t(columns * colours), std::size_t(colours));
}

}  // namespace saoy::pdf
