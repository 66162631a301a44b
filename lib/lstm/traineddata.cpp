// SPDX-License-Identifier: Apache-2.0
#include "lib/lstm/traineddata.hpp"

#include <cstdint>
#include <vector>

#include "lib/lstm/bytes.hpp"

namespace saoy::lstm {

namespace {

constexpr std::uint32_t most_entries = 64;

bool is_archive(std::string_view file) {
    return file.starts_with("PK\3\4") || (file.size() > 262 && file.substr(257, 5) == "ustar");
}

}  // namespace

TrainedData read_traineddata(std::string_view file) {
    if (is_archive(file)) throw_not_run("archive");
    Reader reader(file, "traineddata");
    const auto entries = reader.number<std::uint32_t>();
    if (entries > most_entries) reader.damaged();
    std::vector<std::int64_t> offsets;
    for (std::uint32_t i = 0; i < entries; ++i) offsets.push_back(reader.number<std::int64_t>());

    const auto component = [&](std::size_t index) -> std::string_view {
        if (index >= offsets.size() || offsets[index] == -1) return {};
        std::int64_t end = std::int64_t(file.size());
        for (std::size_t next = index + 1; next < offsets.size(); ++next)
            if (offsets[next] != -1) {
                end = offsets[next];
                break;
            }
        const std::int64_t start = offsets[index];
        if (start < 0 || end < start || end > std::int64_t(file.size())) reader.damaged();
        return file.substr(std::size_t(start), std::size_t(end - start));
    };
    TrainedData data;
    data.network = component(17);
    data.punctuation = component(18);
    data.words = component(19);
    data.numbers = component(20);
    data.unicharset = component(21);
    data.recoder = component(22);
    data.version = component(23);
    if (data.network.empty()) throw_not_run("no lstm component");
    if (data.unicharset.empty() || data.recoder.empty()) throw_not_run("character set inside the lstm component");
    return data;
}

}  // namespace saoy::lstm
