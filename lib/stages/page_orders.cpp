// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/page_orders.hpp"

#include "lib/base/text.hpp"

namespace saoy::stages {

namespace {

Json list_of(const Quad& quad) {
    Json corners = Json::array();
    for (const Point& corner : quad) corners.push_back({corner.x, corner.y});
    return corners;
}

}  // namespace

Json to_json(const WorkerSettings& settings) {
    const ReaderChoice& reader = settings.reader;
    return {{"engine", int(reader.engine)},           {"kernel", reader.kernel},
            {"languages", reader.languages},          {"tessdata", reader.tessdata},
            {"children", reader.children.string()},   {"deadline", reader.page_deadline.count()},
            {"megapixels", settings.most_megapixels}, {"pages", settings.most_pages}};
}

WorkerSettings worker_settings_from(const Json& json) {
    WorkerSettings settings;
    ReaderChoice& reader = settings.reader;
    reader.engine = ReaderChoice::Engine(json.at("engine").get<int>());
    reader.kernel = json.at("kernel").get<std::string>();
    reader.languages = json.at("languages").get<std::string>();
    reader.tessdata = json.at("tessdata").get<std::string>();
    reader.children = json.at("children").get<std::string>();
    reader.page_deadline = std::chrono::milliseconds(json.at("deadline").get<std::int64_t>());
    settings.most_megapixels = json.at("megapixels").get<double>();
    settings.most_pages = json.at("pages").get<int>();
    return settings;
}

Json to_json(const OpenOrder& order) { return {{"open", order.file}, {"pdf", order.pdf}, {"into", order.into}}; }

OpenOrder open_order_from(const Json& json) {
    return {json.at("open").get<std::string>(), json.at("pdf").get<bool>(), json.at("into").get<std::string>()};
}

Json to_json(const UpdateOrder& order) {
    Json json{{"update", order.file}, {"font", order.font}, {"revision", order.revision}, {"texts", Json::array()}};
    for (const auto& [alto, place] : order.texts) json["texts"].push_back({{"alto", alto}, {"place", place}});
    return json;
}

UpdateOrder update_order_from(const Json& json) {
    UpdateOrder order{json.at("update").get<std::string>(),
                      json.at("font").get<std::string>(),
                      json.at("revision").get<std::string>(),
                      {}};
    for (const Json& text : json.at("texts"))
        order.texts.emplace_back(text.at("alto").get<std::string>(), text.at("place").get<std::array<double, 6>>());
    return order;
}

Json to_json(const PageOrder& order) {
    return {{"page", order.number},       {"file", order.file}, {"frame", order.frame},    {"dpi", order.dpi},
            {"rotation", order.rotation}, {"read", order.read}, {"threads", order.threads}};
}

PageOrder page_order_from(const Json& json) {
    return {json.at("file").get<std::string>(), json.at("frame").get<int>(), json.at("dpi").get<double>(),
            json.at("rotation").get<int>(),     json.at("page").get<int>(),  json.at("read").get<bool>(),
            json.at("threads").get<int>()};
}

Json to_json(const EncodedImage& image) {
    return {{"filter", int(image.filter)},
            {"width", image.width},
            {"height", image.height},
            {"bits", image.bits},
            {"components", image.components},
            {"black_is_1", image.black_is_1},
            {"png_predictor", image.png_predictor}};
}

EncodedImage encoded_image_from(const Json& json) {
    using Filter = EncodedImage::Filter;
    EncodedImage image;
    const int filter = json.at("filter").get<int>();
    image.filter = filter == int(Filter::dct)        ? Filter::dct
                   : filter == int(Filter::ccitt_g4) ? Filter::ccitt_g4
                                                     : Filter::flate;
    image.width = json.at("width").get<int>();
    image.height = json.at("height").get<int>();
    image.bits = json.at("bits").get<int>();
    image.components = json.at("components").get<int>();
    image.black_is_1 = json.at("black_is_1").get<bool>();
    image.png_predictor = json.at("png_predictor").get<bool>();
    return image;
}

Json to_json(const Geometry& geometry) {
    Json json{{"rotation", geometry.rotation}, {"skew", geometry.skew}};
    if (const auto& crop = geometry.crop) json["crop"] = {crop->left, crop->top, crop->width, crop->height};
    if (const auto& seen = geometry.perspective)
        json["perspective"] = {{"outline", list_of(seen->outline)}, {"width", seen->width}, {"height", seen->height}};
    return json;
}

Geometry geometry_from(const Json& json) {
    Geometry geometry;
    geometry.rotation = json.at("rotation").get<int>();
    geometry.skew = json.at("skew").get<double>();
    if (json.contains("crop")) {
        const Json& box = json["crop"];
        geometry.crop = Box{box.at(0).get<int>(), box.at(1).get<int>(), box.at(2).get<int>(), box.at(3).get<int>()};
    }
    if (json.contains("perspective")) {
        const Json& seen = json["perspective"];
        Perspective perspective;
        for (std::size_t i = 0; i < perspective.outline.size(); ++i)
            perspective.outline[i] = {seen.at("outline").at(i).at(0).get<double>(),
                                      seen.at("outline").at(i).at(1).get<double>()};
        perspective.width = seen.at("width").get<int>();
        perspective.height = seen.at("height").get<int>();
        geometry.perspective = perspective;
    }
    return geometry;
}

Json to_json(const Error& error) {
    return {{"code", error.code()},
            {"sentence", error.what()},
            {"hint", error.hint()},
            {"status", exit_status(error.fault())}};
}

Error error_from(const Json& json) {
    const int status = json.value("status", 0);
    Fault fault = Fault::internal;
    for (const Fault known : {Fault::input, Fault::missing, Fault::unavailable, Fault::usage, Fault::io,
                              Fault::temporary, Fault::interrupted})
        if (exit_status(known) == status) fault = known;
    // The child speaks English; a sentence without figures is its own key in the catalogue.
    return Error(fault, json.value("code", "unreadable"), text::tr(json.value("sentence", "").c_str()),
                 text::tr(json.value("hint", "").c_str()));
}

}  // namespace saoy::stages
