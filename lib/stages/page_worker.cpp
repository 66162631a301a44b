// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/page_worker.hpp"

#include "lib/base/text.hpp"
#include "lib/stages/stopped.hpp"

namespace saoy::stages {

namespace {

using text::tr;

constexpr std::size_t most_answer_bytes = std::size_t(1) << 30;

ChildLimits limits_for(const WorkerSettings& settings) {
    ChildLimits limits;
    // one decoded page as 32-bit pixels, half as much again for the decoder, files that are mapped, a PDF taken apart
    limits.memory_bytes = (std::size_t(3) << 30) + std::size_t(settings.most_megapixels * 6e6);
    limits.cpu_s = 24 * 3600;  // of all its pages; each of them has the deadline
    limits.output_bytes = most_answer_bytes;
    return limits;
}

std::chrono::milliseconds silence(const WorkerSettings& settings) {
    const auto deadline = settings.reader.page_deadline;
    return deadline.count() > 0 ? deadline : std::chrono::hours(24);
}

Error unreadable(bool timed_out) {
    return Error(Fault::input, "unreadable",
                 timed_out ? tr("the file takes too long to read")
                           : tr("the file broke the program that reads it; it is damaged or hostile"),
                 tr("scan the paper again"));
}

Error nonsense() { return Error(Fault::internal, "page-worker", tr("the reading program gave no answer")); }

}  // namespace

PageWorker::PageWorker(WorkerSettings settings) : settings_(std::move(settings)) { start(); }

void PageWorker::start() {
    child_.emplace(std::vector<std::string>{(settings_.reader.children / "saoy-child-page").string()},
                   limits_for(settings_), silence(settings_), [] {});
    child_->say(to_json(settings_).dump());
    ready_ = false;
}

void PageWorker::await() {
    if (!child_) start();
    if (ready_) return;
    const auto told = answer();
    if (told && told->contains("version")) {
        version_ = told->value("version", "");
        ready_ = true;
        return;
    }
    const ChildOutcome outcome = child_->end();
    child_.reset();
    if (told && told->contains("error")) throw error_from(told->at("error"));
    check_stop(outcome);
    throw Error(Fault::unavailable, "page-worker", tr("the program that reads pages does not start"));
}

const std::string& PageWorker::version() {
    await();
    return version_;
}

void PageWorker::let_go() {
    if (child_) child_->hang_up();
}

std::optional<Json> PageWorker::answer() {
    const auto line = child_->line();
    if (!line) return std::nullopt;
    Json json = Json::parse(*line, nullptr, false);
    return json.is_object() ? std::optional<Json>(std::move(json)) : std::nullopt;
}

std::string PageWorker::bytes(const Json& line, const char* counted) {
    const auto count = line.at(counted).get<std::size_t>();
    if (count > most_answer_bytes) throw nonsense();
    auto bytes = child_->bytes(count);
    if (!bytes) throw nonsense();
    return std::move(*bytes);
}

Json PageWorker::ask(const Json& order) {
    await();
    child_->say(order.dump(-1, ' ', false, Json::error_handler_t::replace));
    auto told = answer();
    if (!told) {
        const ChildOutcome outcome = child_->end();
        child_.reset();
        check_stop(outcome);
        throw unreadable(outcome.timed_out);
    }
    if (told->contains("error")) throw error_from(told->at("error"));
    return std::move(*told);
}

Json PageWorker::open(const OpenOrder& order) {
    const Json told = ask(to_json(order));
    if (!told.contains("pages") && !told.contains("electronic")) throw nonsense();
    return told;
}

std::string PageWorker::update(const UpdateOrder& order) {
    const Json told = ask(to_json(order));
    try {
        return bytes(told, "bytes");
    } catch (const Json::exception&) {
        child_.reset();
        throw nonsense();
    }
}

PageAnswer PageWorker::read(const PageOrder& order) {
    PageAnswer page;
    try {
        const Json first = ask(to_json(order));
        page.image = encoded_image_from(first);
        page.image.bytes = bytes(first, "bytes");
        page.geometry.rotation = std::max(0, order.rotation) % 360;
        page.dpi = order.dpi;
        const auto second = answer();
        if (!second) {
            const ChildOutcome outcome = child_->end();
            child_.reset();
            check_stop(outcome);
            page.cut =
                outcome.timed_out
                    ? Error(Fault::temporary, "ocr-timeout", tr("reading took too long and was ended"),
                            tr("look at the page; read it again with a longer --page-deadline"))
                    : Error(Fault::internal, "page-crash", tr("reading the page broke the program that reads it"),
                            tr("look at the page; it is kept without text"));
            return page;
        }
        if (second->contains("error")) {
            page.cut = error_from(second->at("error"));
            if (page.cut->fault() == Fault::interrupted) throw *page.cut;  // its own child was told to stop
            return page;
        }
        page.geometry = geometry_from(second->at("geometry"));
        page.blank = second->at("blank").get<bool>();
        page.dpi = second->at("dpi").get<double>();
        if (second->contains("cut")) page.cut = error_from(second->at("cut"));
        page.alto = bytes(*second, "alto");
        return page;
    } catch (const Json::exception&) {
        child_.reset();  // what it will say next belongs to nothing
        throw nonsense();
    }
}

}  // namespace saoy::stages
