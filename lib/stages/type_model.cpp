// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/type_model.hpp"

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"

namespace saoy::stages {

namespace {

constexpr std::string_view magic = "saoy-type-model 1 ";
constexpr std::size_t digest_size = 64, most_bytes = std::size_t(64) << 20;

[[noreturn]] void damaged(const Path& file, const std::string& why) {
    throw Error(Fault::configuration, "model-damaged", file.string() + ": " + why,
                text::tr("put back the file that came with the profile, or make it anew with saoy-classify train"));
}

}  // namespace

std::optional<learn::Model> read_type_model(const Path& file) {
    if (!std::filesystem::exists(file)) return std::nullopt;
    const std::string bytes = read_file(file, most_bytes);
    const std::size_t head = magic.size() + digest_size + 1;
    if (bytes.rfind(magic, 0) != 0 || bytes.size() < head || bytes[head - 1] != '\n')
        damaged(file, text::tr("this is no trained model of document types"));
    const std::string_view model = std::string_view(bytes).substr(head);
    if (crypto::sha256(model) != bytes.substr(magic.size(), digest_size))
        damaged(file, text::tr("its bytes are not those that its first line promises"));
    try {
        return learn::model_of(model);
    } catch (const Error& error) {
        damaged(file, error.what());
    }
}

void write_type_model(const Path& file, const learn::Model& model) {
    const std::string bytes = learn::bytes_of(model);
    write_file(file, std::string(magic) + crypto::sha256(bytes) + "\n" + bytes);
}

learn::PageWords words_of(const std::vector<SheetLine>& sheet) {
    learn::PageWords words;
    for (const SheetLine& line : sheet) {
        if (line.title_like) words.titles += line.folded + "\n";
        words.body += line.folded + "\n";
    }
    return words;
}

}  // namespace saoy::stages
