// SPDX-License-Identifier: Apache-2.0
// Fuzz target: a model file from anywhere is refused with an Error(unavailable), or run over a line without a fault.
// Its seeds are SyntheticModels of tests/unit/lstm, small ones.
#include <cstdint>
#include <cstdlib>

#include "lib/base/error.hpp"
#include "lib/lstm/reader.hpp"

using namespace saoy;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Raster line = [] {
        Raster raster;
        raster.width = 60;
        raster.height = 24;
        for (int i = 0; i < 60 * 24; ++i) raster.samples.push_back(std::uint8_t(i * i >> 3));
        return raster;
    }();
    try {
        const auto model = lstm::load_model(std::string(reinterpret_cast<const char*>(data), size));
        lstm::LstmReader(std::make_shared<const lstm::Engine>(model, lstm::kernel("portable"))).read({line});
    } catch (const Error& error) {
        if (error.fault() != Fault::unavailable) std::abort();
    }
    return 0;
}
