// SPDX-License-Identifier: Apache-2.0
// What a page worker (saoy-child-page) is told and what it answers.
//
// Orders go to it one JSON object a line: first its settings, then {"open":…}, {"page":…} and {"update":…}.
// Every answer is one JSON object a line, {"error":{"code","sentence","hint","status"}} when it is none. A page is
// answered twice: as soon as it is decoded with what a PDF embeds, then with its text; bytes follow the line that
// counts them.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/error.hpp"
#include "lib/base/json.hpp"
#include "lib/model/geometry.hpp"
#include "lib/model/raster.hpp"
#include "lib/model/words.hpp"
#include "lib/stages/line_readers.hpp"

namespace saoy::stages {

struct WorkerSettings {
    ReaderChoice reader;
    double most_megapixels = 200;
    int most_pages = 2000;
};

Json to_json(const WorkerSettings& settings);
WorkerSettings worker_settings_from(const Json& json);  // Json's exceptions for what is not one

// A file to be taken apart: {"open":file,"pdf":bool,"into":folder}. Answered by {"pages":[…]} as saoy-child-intake
// does, but nothing is decoded; or {"electronic":pages}.
struct OpenOrder {
    std::string file;
    bool pdf = false;
    std::string into;  // folder for the images of a PDF's pages
};

struct PageOrder {
    std::string file;
    int frame = 0;
    double dpi = 0;
    int rotation = -1;  // degrees clockwise that the carrier asks for; -1: the image itself says
    int number = 1;
    bool read = true;  // false: only what a PDF embeds is wanted; the page stays as it lies
    int threads = 1;   // that may read its lines
};

// Text to be added to a PDF: answered by {"bytes":count} and the bytes to append.
struct UpdateOrder {
    std::string file, font, revision;
    std::vector<std::pair<std::string, std::array<double, 6>>> texts;  // ALTO with its page's number, pdf::AddedText
};

Json to_json(const OpenOrder& order);
Json to_json(const UpdateOrder& order);
UpdateOrder update_order_from(const Json& json);
Json to_json(const PageOrder& order);
OpenOrder open_order_from(const Json& json);
PageOrder page_order_from(const Json& json);

// Of an image that a PDF embeds, all but its bytes.
Json to_json(const EncodedImage& image);
EncodedImage encoded_image_from(const Json& json);

Json to_json(const Geometry& geometry);
Geometry geometry_from(const Json& json);

Json to_json(const Error& error);
Error error_from(const Json& json);

}  // namespace saoy::stages
