// SPDX-License-Identifier: Apache-2.0
#include "pipelines/pipeline.hpp"

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/xml/document.hpp"

namespace saoy::pipelines {

namespace {

Path find_file(const std::string& name, const Path& folder) {
    if (std::filesystem::is_regular_file(name)) return name;
    const Path known = folder / (name + ".xml");
    if (name.find('/') == std::string::npos && std::filesystem::is_regular_file(known)) return known;
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".xml") names.push_back(entry.path().stem().string());
    throw Error(Fault::missing, "no-pipeline", text::fill(text::tr("there is no pipeline '{0}'"), {name}),
                text::fill(text::tr("give a file, or one of: {0}"), {text::join(names, ", ")}));
}

std::vector<std::string> attributes_of(const std::string& stage) {
    if (stage == "ocr") return {"languages"};
    if (stage == "certify-copy") return {"mode"};
    if (stage == "attest") return {"by"};
    return {};
}

}  // namespace

Pipeline read_pipeline(const std::string& name_or_file, const Path& folder, const Path& schemas) {
    const xml::Schema schema(schemas / "pipeline.xsd");
    try {
        const xml::Document document = xml::Document::read(find_file(name_or_file, folder));
        document.validate(schema);
        Pipeline pipeline;
        pipeline.name = document.root().get("name");
        for (const xml::Element& element : document.root().children()) {
            if (element.name() == "title") {
                pipeline.titles[element.get("lang")] = element.text();
                continue;
            }
            StageSpec stage{element.name(), {}};
            for (const std::string& attribute : attributes_of(stage.name))
                if (const auto value = element.find(attribute.c_str())) stage.options[attribute] = *value;
            pipeline.stages.push_back(std::move(stage));
        }
        return pipeline;
    } catch (const Error& error) {
        if (error.fault() != Fault::input) throw;
        throw Error(Fault::configuration, error.code(), error.what(), error.hint());
    }
}

}  // namespace saoy::pipelines
