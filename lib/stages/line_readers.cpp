// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/line_readers.hpp"

#include <cstdlib>
#include <filesystem>

#include "lib/base/text.hpp"
#include "lib/lstm/reader.hpp"
#include "lib/model/languages.hpp"
#include "lib/stages/child_reader.hpp"
#include "lib/stages/second_look.hpp"

namespace saoy::stages {

namespace {

Path models_folder(const std::string& given) {
    if (!given.empty()) return given;
    if (const char* prefix = std::getenv("TESSDATA_PREFIX"); prefix != nullptr && *prefix != '\0') return prefix;
    for (const char* usual : {"/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tessdata"})
        if (std::filesystem::is_directory(usual)) return usual;
    return {};
}

// Reads lines that may be of another language in the others, too; the surer reading is taken.
class InLanguages : public LineReader {
public:
    InLanguages(std::string first, std::vector<std::unique_ptr<LineReader>> readers)
        : first_(std::move(first)), readers_(std::move(readers)) {}

    std::vector<LineText> read(const std::vector<Raster>& lines) override {
        std::vector<LineText> texts = readers_.front()->read(lines);
        for (std::size_t other = 1; other < readers_.size(); ++other) {
            std::vector<std::size_t> where;
            std::vector<Raster> doubtful;
            for (std::size_t i = 0; i < lines.size(); ++i)
                if (may_be_of_another(texts[i], first_)) where.push_back(i), doubtful.push_back(lines[i]);
            std::vector<LineText> again = readers_[other]->read(doubtful);
            for (std::size_t i = 0; i < where.size(); ++i)
                if (again[i].certainty > texts[where[i]].certainty) texts[where[i]] = std::move(again[i]);
        }
        return texts;
    }

    void use_threads(int most) override {
        for (const auto& reader : readers_) reader->use_threads(most);
    }

    std::string version() const override {
        std::vector<std::string> versions;
        for (const auto& reader : readers_) versions.push_back(reader->version());
        return text::join(versions, " + ");
    }

private:
    std::string first_;  // language
    std::vector<std::unique_ptr<LineReader>> readers_;
};

}  // namespace

std::function<std::unique_ptr<LineReader>()> line_readers(const ReaderChoice& choice) {
    const auto tesseract = [choice] {
        return std::make_unique<ChildReader>(choice.children, choice.languages, choice.tessdata, choice.page_deadline);
    };
    if (choice.engine == ReaderChoice::Engine::tesseract) return tesseract;
    std::vector<std::shared_ptr<const lstm::Engine>> engines;
    try {
        for (const std::string& language : text::split(choice.languages, '+')) {
            check_language_name(language);
            const Path model = models_folder(choice.tessdata) / (language + ".traineddata");
            if (!std::filesystem::exists(model)) throw_no_language(language);
            engines.push_back(std::make_shared<const lstm::Engine>(
                lstm::load_model(read_file(model, lstm::most_model_bytes)), lstm::kernel(choice.kernel)));
        }
    } catch (const Error& error) {
        if (choice.engine == ReaderChoice::Engine::lstm || error.code() != "model-not-run") throw;
        return tesseract;
    }
    return [engines, first = text::split(choice.languages, '+').front()] {
        std::vector<std::unique_ptr<LineReader>> readers;
        for (const auto& engine : engines)
            readers.push_back(std::make_unique<SecondLook>(std::make_unique<lstm::LstmReader>(engine)));
        return std::make_unique<InLanguages>(first, std::move(readers));
    };
}

}  // namespace saoy::stages
