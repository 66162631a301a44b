// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/mark_candidates.hpp"

#include "lib/base/error.hpp"
#include "lib/base/json.hpp"
#include "lib/base/text.hpp"

namespace saoy::stages {

namespace {

[[noreturn]] void throw_bad() {
    throw Error(Fault::input, "unreadable",
                text::tr("the file broke the program that reads it; it is damaged or hostile"),
                text::tr("scan the paper again"));
}

constexpr int widest = 4000, tallest = 2000;  // pixels of a picture

Json to_json(const std::vector<Raster>& pictures) {
    Json all = Json::array();
    for (const Raster& picture : pictures)
        all.push_back({{"width", picture.width}, {"height", picture.height}, {"grey", Json::binary(picture.samples)}});
    return all;
}

Json to_json(const MarkView& candidate) {
    return {{"x", candidate.x_mm},
            {"y", candidate.y_mm},
            {"width", candidate.width_mm},
            {"height", candidate.height_mm},
            {"angle", candidate.angle},
            {"boxed", candidate.boxed},
            {"frame", candidate.frame},
            {"doubled", candidate.doubled},
            {"red", candidate.red},
            {"apart", candidate.apart},
            {"bared", candidate.bared},
            {"pictures", to_json(candidate.pictures)},
            {"insides", to_json(candidate.insides)},
            {"nearby", to_json(candidate.nearby)}};
}

std::vector<Raster> pictures_from(const Json& json) {
    std::vector<Raster> pictures;
    for (const Json& each : json) {
        Raster picture;
        each.at("width").get_to(picture.width), each.at("height").get_to(picture.height);
        const auto& samples = each.at("grey").get_binary();
        picture.samples.assign(samples.begin(), samples.end());
        const bool fits = picture.width > 0 && picture.height > 0 && picture.width <= widest &&
                          picture.height <= tallest &&
                          picture.samples.size() == std::size_t(picture.width) * std::size_t(picture.height);
        if (!fits) throw_bad();
        pictures.push_back(std::move(picture));
    }
    return pictures;
}

MarkView from_json(const Json& json) {
    MarkView candidate;
    json.at("x").get_to(candidate.x_mm), json.at("y").get_to(candidate.y_mm);
    json.at("width").get_to(candidate.width_mm), json.at("height").get_to(candidate.height_mm);
    json.at("angle").get_to(candidate.angle), json.at("frame").get_to(candidate.frame);
    json.at("boxed").get_to(candidate.boxed), json.at("doubled").get_to(candidate.doubled);
    json.at("red").get_to(candidate.red), json.at("apart").get_to(candidate.apart);
    json.at("bared").get_to(candidate.bared);
    candidate.pictures = pictures_from(json.at("pictures"));
    candidate.insides = pictures_from(json.at("insides"));
    candidate.nearby = pictures_from(json.at("nearby"));
    return candidate;
}

}  // namespace

std::string write_candidates(const std::vector<std::vector<MarkView>>& pages) {
    Json all = Json::array();
    for (const auto& candidates : pages) {
        Json page = Json::array();
        for (const MarkView& candidate : candidates) page.push_back(to_json(candidate));
        all.push_back(std::move(page));
    }
    std::string bytes;
    Json::to_cbor(all, bytes);
    return bytes;
}

std::vector<std::vector<MarkView>> read_candidates(std::string_view bytes) {
    try {
        std::vector<std::vector<MarkView>> pages;
        for (const Json& page : Json::from_cbor(bytes)) {
            pages.emplace_back();
            for (const Json& candidate : page) pages.back().push_back(from_json(candidate));
        }
        return pages;
    } catch (const Json::exception&) {
        throw_bad();
    }
}

}  // namespace saoy::stages
