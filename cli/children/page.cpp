// SPDX-License-Identifier: Apache-2.0
// Takes files apart and reads their pages, one after the other, in a process that has limits and no secrets: a page
// that breaks it costs that page, and no page costs the start of a process. saoy-ocr calls it, no user does.
//
//   saoy-child-page     orders on standard input, answers on standard output (lib/stages/page_orders.hpp)
#include <malloc.h>

#include <csignal>
#include <cstdio>
#include <iostream>
#include <string>

#include "cli/children/answer.hpp"
#include "lib/base/files.hpp"
#include "lib/pdf/text_update.hpp"
#include "lib/stages/page_work.hpp"
#include "lib/stages/take_apart.hpp"
#include "lib/xml/alto.hpp"

namespace {

using namespace saoy;

void say(const Json& line, std::string_view bytes = {}) {
    const std::string text = line_of(line);
    const bool said = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() &&
                      std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() && std::fflush(stdout) == 0;
    if (!said) std::exit(exit_status(Fault::io));  // nobody listens any more
}

void work_on(const stages::PageOrder& order, const std::string& languages, LineReader& reader) {
    const MappedFile file(order.file);
    reader.use_threads(order.threads);
    stages::WorkedPage page = stages::work_on_page(file.bytes(), order, reader, [](const EncodedImage& image) {
        Json line = stages::to_json(image);
        line["bytes"] = image.bytes.size();
        say(line, image.bytes);
    });
    page.text.language = languages;
    const std::string alto = page.blank ? "" : xml::write_alto(page.text, {order.file, reader.version()});
    Json line{
        {"geometry", stages::to_json(page.geometry)}, {"blank", page.blank}, {"dpi", page.dpi}, {"alto", alto.size()}};
    if (page.cut) line["cut"] = stages::to_json(*page.cut);
    say(line, alto);
}

void open(const stages::OpenOrder& order, const stages::TakingApart& how) {
    constexpr std::uintmax_t large = 8 << 20;  // bytes: as much as is worth it
    say(order.pdf ? stages::take_apart_pdf(order.file, how, order.into) : stages::take_apart_image(order.file, how));
    // A PDF's images are copied while it is looked through; no page needs that much.
    if (order.pdf && std::filesystem::file_size(order.file) > large) malloc_trim(0);
}

void update(const stages::UpdateOrder& order) {
    const MappedFile file(order.file);
    std::vector<pdf::AddedText> texts;
    for (const auto& [alto, place] : order.texts) {
        PageText text = xml::read_alto(alto);
        const int page = text.page;
        texts.push_back({page, std::move(text), place});
    }
    const std::string bytes = pdf::text_update(file.bytes(), texts, order.font, order.revision);
    say({{"bytes", bytes.size()}}, bytes);
}

}  // namespace

int main() {
    // Pages come one after the other, each with a dozen images of some megabytes: memory that goes back to the system
    // after every one is zeroed anew for the next, at a tenth of a page's time.
    constexpr int most_kept = 256 << 20;  // bytes
    mallopt(M_MMAP_MAX, 0);               // large images on the heap, too: a page at 300 dpi in colour has 35 MB
    mallopt(M_TRIM_THRESHOLD, most_kept);
    // A process that reads lines and dies before it has heard them all costs its lines only.
    ::signal(SIGPIPE, SIG_IGN);
    std::ios::sync_with_stdio(false);
    std::string line;
    try {
        if (!std::getline(std::cin, line)) return 0;
        const stages::WorkerSettings settings = stages::worker_settings_from(Json::parse(line));
        const auto reader = stages::line_readers(settings.reader)();
        say({{"version", reader->version()}});
        const stages::TakingApart how{settings.most_megapixels, settings.most_pages, false};
        while (std::getline(std::cin, line)) {
            try {
                const Json order = Json::parse(line);
                if (order.contains("open"))
                    open(stages::open_order_from(order), how);
                else if (order.contains("update"))
                    update(stages::update_order_from(order));
                else
                    work_on(stages::page_order_from(order), settings.reader.languages, *reader);
            } catch (...) {
                say({{"error", stages::to_json(to_error(std::current_exception()))}});
            }
        }
        return 0;
    } catch (...) {
        const Error error = to_error(std::current_exception());
        say({{"error", stages::to_json(error)}});
        return exit_status(error.fault());
    }
}
