// SPDX-License-Identifier: Apache-2.0
#include "lib/lstm/model.hpp"

#include "lib/lstm/bytes.hpp"
#include "lib/lstm/traineddata.hpp"

namespace saoy::lstm {

namespace {

constexpr std::int32_t flag_recoder = 64;

}  // namespace

std::shared_ptr<const Model> load_model(std::string bytes) {
    if (bytes.size() > most_model_bytes) throw_not_run("more than 256 MB");
    auto model = std::make_shared<Model>();
    model->file = std::move(bytes);
    const TrainedData data = read_traineddata(model->file);
    NetworkFile network = read_network(data.network);
    if (!(network.flags & flag_recoder)) throw_not_run("no recoder");
    model->spec = network.spec.substr(0, 200);
    model->version = std::string(data.version.substr(0, 80));
    model->int8 = network.int8;
    model->null_code = network.null_code;
    // LSTMRecognizer::SetRandomSeed
    model->noise_seed = std::uint64_t(std::int64_t(network.iteration)) * 0x10000001u;
    model->network = check_topology(std::move(network));
    const int codes = model->network.output.rows;
    if (model->null_code < 0 || model->null_code >= codes || codes < 3) throw_damaged("lstm");
    model->unichars = read_unicharset(data.unicharset);
    model->recoder = std::make_unique<Recoder>(data.recoder, int(model->unichars.size()), codes, model->null_code);
    model->dictionary = std::make_unique<Dictionary>(data.punctuation, data.words, data.numbers);
    for (const Unichar& unichar : model->unichars)
        if (!unichar.space_delimited) model->space_delimited = false;
    return model;
}

}  // namespace saoy::lstm
