// SPDX-License-Identifier: Apache-2.0
// One run of a command: its items, their results, failures and exit status.
#pragma once

#include <mutex>

#include "cli/frame/printers.hpp"
#include "cli/frame/streams.hpp"
#include "cli/frame/tool.hpp"
#include "pipelines/executor.hpp"

namespace saoy::cli {

struct Settings {
    std::string command;
    std::vector<std::string> items;
    bool reads_stdin, json, nul, quiet, redo;
    int jobs;
    Path profile, schemas, children;
};

// Tells a person and, with --events, a program.
class Both : public Events {
public:
    Both(TextPrinter& text, JsonPrinter* json) : text_(&text), json_(json) {}
    void emit(const Event& event) override;

private:
    TextPrinter* text_;
    JsonPrinter* json_;
};

class CommandRun : public Run {
public:
    CommandRun(Settings settings, DataStream& data, TextPrinter& text, JsonPrinter* json, const Clock& clock,
               const std::atomic<bool>& stop);

    Events& events() override { return events_; }
    Executor& executor() override { return executor_; }
    int jobs() const override { return settings_.jobs; }
    const Clock& clock() const override { return *clock_; }
    Ids& ids() override { return ids_; }
    const stages::Shelf& shelf() override;
    const Profile& profile() override;
    Path profile_folder() const override { return settings_.profile; }
    Path schemas() const override { return settings_.schemas; }
    Path children() const override { return settings_.children; }
    std::string actor() const override;
    bool json() const override { return settings_.json; }
    bool quiet() const override { return settings_.quiet; }
    bool redo() const override { return settings_.redo; }
    const std::atomic<bool>& stop_requested() const override { return *stop_; }
    void print(const std::string& line) override { data_->write(line + (settings_.nul ? '\0' : '\n')); }
    void answer_no() override { answer_no_ = true; }

    void for_each_item(const std::function<void(const std::string&)>& work) override { each(source(), work); }
    void for_each_of(std::vector<std::string> items, const std::function<void(const std::string&)>& work) override;
    using Run::map_items;
    void map_items(const std::function<void(pipelines::Item&)>& work, int waiting) override;
    void map_source(const std::function<std::optional<std::string>()>& next,
                    const std::function<void(pipelines::Item&)>& work) override;
    using Run::for_each_dossier;
    void for_each_dossier(const std::vector<const stages::Stage*>& line,
                          const std::function<Json(const stages::Folder&)>& describe) override;
    void expand_items(const std::function<std::vector<std::string>(const std::string&)>& parts) override;
    void flow_items(std::vector<pipelines::Step> steps,
                    const std::vector<std::unique_ptr<stages::Stage>>& line) override;
    void item_failed(const std::string& item, const Error& error) override;

    // 130 after a stop; 3 when some failed and some not; the failures' own status when all did; 1 for "no"; 0.
    int status() const;
    std::size_t done() const { return done_; }
    std::size_t failed() const { return failed_; }

private:
    using Source = std::function<std::optional<std::string>()>;
    Source listed();
    Source source();
    void map_source(const Source& next, const std::function<void(pipelines::Item&)>& work, int most);
    void each(const Source& next, const std::function<void(const std::string&)>& work);
    void item_done();
    void finish(pipelines::Item& item, bool result_of_failed = false);

    Settings settings_;
    std::vector<std::string> items_;
    DataStream* data_;
    TextPrinter* text_;
    Both events_;
    const Clock* clock_;
    const std::atomic<bool>* stop_;
    pipelines::TbbExecutor executor_;
    RandomIds ids_;
    std::optional<stages::Shelf> shelf_;
    std::optional<Profile> profile_;
    std::mutex profile_mutex_, count_mutex_;
    std::size_t done_ = 0, failed_ = 0;
    int one_status_ = 0;
    std::atomic<bool> answer_no_ = false;
    bool interrupted_ = false;
};

}  // namespace saoy::cli
