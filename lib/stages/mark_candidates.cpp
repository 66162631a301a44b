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

Json to_json(const MarkCandidate& candidate) {
    Json pictures = Json::array();
    for (const Raster& picture : candidate.pictures)
        pictures.push_back(
            {{"width", picture.width}, {"height", picture.height}, {"grey", Json::binary(picture.samples)}});
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
            {"pictures", std::move(pictures)}};
}

MarkCandidate from_json(const Json& json) {
    MarkCandidate candidate;
    json.at("x").get_to(candidate.x_mm), json.at("y").get_to(candidate.y_mm);
    json.at("width").get_to(candidate.width_mm), json.at("height").get_to(candidate.height_mm);
    json.at("angle").get_to(candidate.angle), json.at("frame").get_to(candidate.frame);
    json.at("boxed").get_to(candidate.boxed), json.at("doubled").get_to(candidate.doubled);
    json.at("red").get_to(candidate.red), json.at("apart").get_to(candidate.apart);
    for (const Json& each : json.at("pictures")) {
        Raster picture;
        each.at("width").get_to(picture.width), each.at("height").get_to(picture.height);
        const auto& samples = each.at("grey").get_binary();
        picture.samples.assign(samples.begin(), samples.end());
        const bool fits = picture.width > 0 && picture.height > 0 && picture.width < 10000 && picture.height < 10000 &&
                          picture.samples.size() == std::size_t(picture.width) * std::size_t(picture.height);
        if (!fits) throw_bad();
        candidate.pictures.push_back(std::move(picture));
    }
    return candidate;
}

}  // namespace

std::string write_candidates(const std::vector<std::vector<MarkCandidate>>& pages) {
    Json all = Json::array();
    for (const auto& candidates : pages) {
        Json page = Json::array();
        for (const MarkCandidate& candidate : candidates) page.push_back(to_json(candidate));
        all.push_back(std::move(page));
    }
    std::string bytes;
    Json::to_cbor(all, bytes);
    return bytes;
}

std::vector<std::vector<MarkCandidate>> read_candidates(std::string_view bytes) {
    try {
        std::vector<std::vector<MarkCandidate>> pages;
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
