// SPDX-License-Identifier: Apache-2.0
#include "lib/lstm/layers.hpp"

#include <algorithm>
#include <cmath>

namespace saoy::lstm {

namespace {

constexpr int most_depth = 8, most_layers = 64;
constexpr int most_features = 1 << 14;  // a softmax over Chinese signs has 4000 to 10000 outputs
constexpr std::uint8_t mode_int8 = 1, mode_present = 128;
constexpr std::int32_t flag_rates = 64;

int size_in(Reader& reader, int least, int most) {
    const std::int32_t value = reader.i32();
    if (value < least || value > most) reader.damaged();
    return value;
}

void read_int8(Reader& reader, Matrix& matrix) {
    reader.take(1);  // "empty"
    const auto stride = std::size_t(matrix.columns) + 1;
    const std::string_view data = reader.take(std::size_t(matrix.rows) * stride);
    const auto* element = reinterpret_cast<const std::int8_t*>(data.data());
    for (int row = 0; row < matrix.rows; ++row, element += stride) {
        matrix.weights.insert(matrix.weights.end(), element, element + matrix.columns);
        matrix.bias.push_back(element[matrix.columns]);
    }
    // The quantiser makes none; the sign trick of the AVX2 kernel cannot take one.
    if (std::find(data.begin(), data.end(), char(-128)) != data.end()) throw_not_run("weight -128");
    const std::size_t scales = reader.count(sizeof(double));
    if (scales < std::size_t(matrix.rows)) reader.damaged();
    for (std::size_t i = 0; i < scales; ++i) {
        const auto scale = reader.number<double>();
        if (i < std::size_t(matrix.rows)) matrix.scale.push_back(scale);
    }
}

// As Tesseract makes an int8 model of a float one: each row by its largest weight.
void read_float(Reader& reader, Matrix& matrix) {
    reader.take(sizeof(double));  // "empty"
    const auto stride = std::size_t(matrix.columns) + 1;
    if (std::size_t(matrix.rows) > reader.left() / sizeof(double) / stride) reader.damaged();
    std::vector<double> row(stride);
    for (int r = 0; r < matrix.rows; ++r) {
        double largest = 0;
        for (double& weight : row) {
            weight = reader.number<double>();
            if (!std::isfinite(weight)) reader.damaged();
            largest = std::max(largest, std::abs(weight));
        }
        const double scale = largest > 0 ? largest / 127 : 1;
        matrix.scale.push_back(scale);
        for (const double weight : row) matrix.weights.push_back(std::int8_t(std::lround(weight / scale)));
        matrix.bias.push_back(matrix.weights.back());
        matrix.weights.pop_back();
    }
}

Matrix read_matrix(Reader& reader, bool& int8) {
    const auto mode = reader.number<std::uint8_t>();
    if (!(mode & mode_present)) throw_not_run("weights of Tesseract 3");
    int8 = (mode & mode_int8) != 0;
    Matrix matrix;
    matrix.rows = size_in(reader, 1, most_features);
    matrix.columns = size_in(reader, 2, 2 * most_features) - 1;
    if (int8)
        read_int8(reader, matrix);
    else
        read_float(reader, matrix);
    for (const double scale : matrix.scale)
        if (!(scale >= 0) || !(scale < 1e6)) reader.damaged();
    return matrix;
}

bool one_of(const std::string& type, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), type) != names.end();
}

class Tree {
public:
    explicit Tree(Reader& reader) : reader_(&reader) {}

    Layer read(int depth) {
        if (depth > most_depth || ++layers_ > most_layers) throw_not_run("too many layers");
        if (reader_->number<std::int8_t>() != 0) throw_not_run("layer types as numbers");
        Layer layer;
        layer.type = reader_->string();
        const auto training = reader_->number<std::int8_t>();
        reader_->take(1);
        const std::int32_t flags = reader_->i32();
        layer.inputs = size_in(*reader_, 0, most_features);
        layer.outputs = size_in(*reader_, 0, most_features);
        reader_->take(4);
        reader_->string();
        if (training == 1) throw_not_run("unfinished training");
        read_rest(layer, flags, depth);
        return layer;
    }

    bool int8() const { return int8_; }

private:
    void read_rest(Layer& layer, std::int32_t flags, int depth) {
        Reader& reader = *reader_;
        if (layer.type == "Input") {
            for (int& size : layer.sizes) size = size_in(reader, 0, most_features);
            reader.take(4);
        } else if (one_of(layer.type, {"Convolve", "Maxpool", "Reconfig"})) {
            layer.sizes[0] = size_in(reader, 0, 64);
            layer.sizes[1] = size_in(reader, 0, 64);
        } else if (one_of(layer.type, {"Series", "Parallel", "RTLReversed", "TTBReversed", "XYTranspose"})) {
            const std::size_t children = reader.count(1);
            for (std::size_t i = 0; i < children; ++i) layer.children.push_back(read(depth + 1));
            if (flags & flag_rates) reader.take(reader.count(sizeof(float)) * sizeof(float));
        } else if (one_of(layer.type, {"LSTM", "SummLSTM"})) {
            const int sources = size_in(reader, 1, 4 * most_features);
            for (int gate = 0; gate < 4; ++gate) {
                layer.matrices.push_back(read_matrix(reader, int8_));
                const Matrix& matrix = layer.matrices.back();
                if (sources != layer.inputs + matrix.rows) throw_not_run("two-dimensional LSTM");
                if (matrix.rows != layer.matrices[0].rows || matrix.columns != sources) reader.damaged();
            }
        } else if (one_of(layer.type, {"Softmax", "Tanh", "Relu", "Linear", "Logistic"})) {
            layer.matrices.push_back(read_matrix(reader, int8_));
        } else {
            throw_not_run(
                one_of(layer.type, {"ParBidiLSTM", "DepParUDLSTM", "Par2dLSTM", "Replicated", "LinLogistic", "LinTanh",
                                    "SoftmaxNoCTC", "LSTMSoftmax", "LSTMBinarySoftmax", "TensorFlow"})
                    ? layer.type
                    : "unknown layer");
        }
    }

    Reader* reader_;
    int layers_ = 0;
    bool int8_ = false;
};

}  // namespace

NetworkFile read_network(std::string_view component) {
    Reader reader(component, "lstm");
    NetworkFile file;
    Tree tree(reader);
    file.root = tree.read(0);
    file.int8 = tree.int8();
    file.spec = reader.string();
    file.flags = reader.i32();
    reader.i32();
    file.iteration = reader.i32();
    file.null_code = reader.i32();
    return file;
}

}  // namespace saoy::lstm
