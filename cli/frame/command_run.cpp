// SPDX-License-Identifier: Apache-2.0
#include "cli/frame/command_run.hpp"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>

#include "lib/stages/profile.hpp"
#include "pipelines/flow.hpp"

namespace saoy::cli {

namespace {

constexpr int most_kept = 32;  // items that are done before one that came earlier

}  // namespace

void Both::emit(const Event& event) {
    text_->emit(event);
    if (json_ != nullptr) json_->emit(event);
}

CommandRun::CommandRun(Settings settings, DataStream& data, TextPrinter& text, JsonPrinter* json, const Clock& clock,
                       const std::atomic<bool>& stop)
    : settings_(std::move(settings)),
      items_(settings_.items),
      data_(&data),
      text_(&text),
      events_(text, json),
      clock_(&clock),
      stop_(&stop),
      executor_(settings_.jobs, stop) {
    text_->expect(items_.size());
}

std::string CommandRun::actor() const {
    const passwd* entry = ::getpwuid(::getuid());
    return entry == nullptr ? "uid " + std::to_string(::getuid()) : entry->pw_name;
}

const stages::Shelf& CommandRun::shelf() {
    if (!shelf_) shelf_.emplace(settings_.schemas, *clock_, ids_, actor());
    return *shelf_;
}

const Profile& CommandRun::profile() {
    const std::lock_guard lock(profile_mutex_);
    if (!profile_) profile_ = stages::load_profile(settings_.profile, settings_.schemas);
    return *profile_;
}

void CommandRun::for_each_of(std::vector<std::string> items, const std::function<void(const std::string&)>& work) {
    items_ = std::move(items);
    text_->expect(items_.size());
    each(listed(), work);
}

void CommandRun::map_source(const Source& next, const std::function<void(pipelines::Item&)>& work) {
    map_source(next, work, settings_.jobs);
}

void CommandRun::map_source(const Source& next, const std::function<void(pipelines::Item&)>& work, int most) {
    pipelines::flow(
        next, {{false, work}}, [&](pipelines::Item& item) { finish(item, true); }, most);
}

void CommandRun::map_items(const std::function<void(pipelines::Item&)>& work, int waiting) {
    if (waiting == 0)
        map_source(source(), work);
    else  // what is done and waits for its turn to be told of must keep no thread from going on
        executor_.with_more(waiting, [&] { map_source(source(), work, settings_.jobs + waiting + most_kept); });
}

void CommandRun::for_each_dossier(const std::vector<const stages::Stage*>& line,
                                  const std::function<Json(const stages::Folder&)>& describe) {
    const stages::Shelf& dossiers = shelf();
    const auto work = [&](pipelines::Item& item) {
        stages::Folder folder = dossiers.open(item.name);
        for (const stages::Stage* stage : line) stages::apply(*stage, folder, executor_, events_, settings_.redo);
        item.result = settings_.json ? (describe ? describe(folder) : Json{{"dossier", item.name}}).dump() : item.name;
    };
    const bool in_order =
        std::any_of(line.begin(), line.end(), [](const stages::Stage* stage) { return stage->in_order(); });
    pipelines::flow(
        source(), {{in_order, work}}, [&](pipelines::Item& item) { finish(item); }, settings_.jobs);
}

void CommandRun::expand_items(const std::function<std::vector<std::string>(const std::string&)>& parts) {
    std::vector<std::string> expanded;
    for (const std::string& item : items_) {
        try {
            const auto more = parts(item);
            expanded.insert(expanded.end(), more.begin(), more.end());
        } catch (const Error& error) {
            item_failed(item, error);
        }
    }
    items_ = std::move(expanded);
    text_->expect(items_.size());
}

void CommandRun::flow_items(std::vector<pipelines::Step> steps,
                            const std::vector<std::unique_ptr<stages::Stage>>& line) {
    const stages::Shelf& dossiers = shelf();
    for (const auto& stage : line)
        steps.push_back({stage->in_order(), [&, this](pipelines::Item& item) {
                             stages::Folder folder = dossiers.open(item.result);
                             stages::apply(*stage, folder, executor_, events_, settings_.redo);
                         }});
    pipelines::flow(
        source(), steps, [&](pipelines::Item& item) { finish(item); }, settings_.jobs);
}

void CommandRun::item_failed(const std::string& item, const Error& error) {
    Event event;
    event.kind = Event::Kind::failed;
    event.code = error.code();
    event.text = error.what();
    event.hint = error.hint();
    // The sentence often starts with the file already.
    if (const std::string start = item + ": "; event.text.rfind(start, 0) == 0) event.text.erase(0, start.size());
    event.item = item;
    events_.emit(event);
    const std::lock_guard lock(count_mutex_);
    const int status = exit_status(error.fault());
    one_status_ = failed_ == 0 || one_status_ == status ? status : 3;
    ++failed_;
    if (error.fault() == Fault::interrupted) interrupted_ = true;
    text_->progress(done_, failed_, items_.size());
}

int CommandRun::status() const {
    if (interrupted_ || *stop_) return exit_status(Fault::interrupted);
    if (failed_ != 0) return done_ != 0 ? 3 : one_status_;
    return answer_no_ ? 1 : 0;
}

CommandRun::Source CommandRun::listed() {
    return [this, at = std::size_t(0)]() mutable -> std::optional<std::string> {
        if (*stop_ || at == items_.size()) return std::nullopt;
        return items_[at++];
    };
}

CommandRun::Source CommandRun::source() {
    if (!items_.empty() || !settings_.reads_stdin) return listed();
    auto reader = std::make_shared<LineReader>(settings_.nul ? '\0' : '\n', *stop_);
    return [reader] { return reader->next(); };
}

void CommandRun::each(const Source& next, const std::function<void(const std::string&)>& work) {
    while (const auto item = next()) {
        try {
            work(*item);
            item_done();
        } catch (const Error& error) {
            if (error.code() == "output-closed") throw;
            item_failed(*item, error);
        }
    }
}

void CommandRun::item_done() {
    const std::lock_guard lock(count_mutex_);
    ++done_;
    text_->progress(done_, failed_, items_.size());
}

void CommandRun::finish(pipelines::Item& item, bool result_of_failed) {
    if (item.error) {
        if (result_of_failed && !item.result.empty()) print(item.result);
        item_failed(item.name, to_error(item.error));
        return;
    }
    if (!item.result.empty()) print(item.result);
    item_done();
}

}  // namespace saoy::cli
