// SPDX-License-Identifier: Apache-2.0
#include "cli/frame/tool.hpp"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "cli/frame/language.hpp"
#include "cli/frame/printers.hpp"
#include "cli/frame/streams.hpp"
#include "lib/base/text.hpp"
#include "lib/stages/profile.hpp"
#include "pipelines/executor.hpp"
#include "pipelines/flow.hpp"

namespace saoy::cli {

namespace {

Path folder_of_program() { return std::filesystem::read_symlink("/proc/self/exe").parent_path(); }

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

std::string login_name() {
    const passwd* entry = ::getpwuid(::getuid());
    return entry == nullptr ? "uid " + std::to_string(::getuid()) : entry->pw_name;
}

std::unique_ptr<Clock> make_clock() {
    const std::string fixed = environment("SOURCE_DATE_EPOCH");
    if (fixed.empty()) return std::make_unique<SystemClock>();
    return std::make_unique<FixedClock>(Time(std::chrono::seconds(std::strtoll(fixed.c_str(), nullptr, 10))));
}

std::string configuration_help() {
    return text::tr(
        "Every long option may also stand in the file of --config as NAME=VALUE, or in the environment as SAOY_NAME "
        "in\n"
        "capitals with _ for -, except what holds a PIN. The command line wins over the environment, the environment\n"
        "over the file.");
}

std::string exit_status_help() {
    return text::tr(
        "Exit status: 0 done; 1 it ran and the answer is no; 3 part of the batch failed; 64 usage; 65 bad input data;\n"
        "66 no such input; 69 scanner, token, server or model missing; 70 internal; 73 cannot write; 74 read or write "
        "error;\n75 temporary, try again; 77 refused by rule; 78 configuration; 130 interrupted.");
}

}  // namespace

struct Tool::State {
    int argc;
    char** argv;
    std::string command;
    CLI::App app;
    std::vector<std::string> items;
    bool reads_items = false, reads_stdin = false;
    const bool* no_items = nullptr;
    bool json = false, nul = false, quiet = false, verbose = false, redo = false, dry_run = false;
    int jobs = int(std::max(1U, std::thread::hardware_concurrency()));
    std::string profile, events, language;
};

namespace {

class Both : public Events {
public:
    Both(TextPrinter& text, JsonPrinter* json) : text_(&text), json_(json) {}
    void emit(const Event& event) override {
        text_->emit(event);
        if (json_ != nullptr) json_->emit(event);
    }

private:
    TextPrinter* text_;
    JsonPrinter* json_;
};

struct Settings {
    std::string command;
    std::vector<std::string> items;
    bool reads_stdin, json, nul, quiet, redo;
    int jobs;
    Path profile, schemas, children;
};

class CommandRun : public Run {
public:
    CommandRun(Settings settings, DataStream& data, TextPrinter& text, JsonPrinter* json, const Clock& clock,
               const std::atomic<bool>& stop)
        : settings_(std::move(settings)),
          items_(settings_.items),
          data_(&data),
          text_(&text),
          events_(text, json),
          clock_(&clock),
          stop_(&stop),
          executor_(settings_.jobs, stop) {}

    Events& events() override { return events_; }
    Executor& executor() override { return executor_; }
    int jobs() const override { return settings_.jobs; }
    const Clock& clock() const override { return *clock_; }
    Ids& ids() override { return ids_; }
    Path profile_folder() const override { return settings_.profile; }
    Path schemas() const override { return settings_.schemas; }
    Path children() const override { return settings_.children; }
    std::string actor() const override { return login_name(); }
    bool json() const override { return settings_.json; }
    bool quiet() const override { return settings_.quiet; }
    const std::atomic<bool>& stop_requested() const override { return *stop_; }

    const stages::Shelf& shelf() override {
        if (!shelf_) shelf_.emplace(settings_.schemas, *clock_, ids_, actor());
        return *shelf_;
    }

    const Profile& profile() override {
        const std::lock_guard lock(profile_mutex_);
        if (!profile_) profile_ = stages::load_profile(settings_.profile, settings_.schemas);
        return *profile_;
    }

    void print(const std::string& line) override { data_->write(line + (settings_.nul ? '\0' : '\n')); }
    void answer_no() override { answer_no_ = true; }

    void for_each_item(const std::function<void(const std::string&)>& work) override { each(source(), work); }

    void for_each_of(std::vector<std::string> items, const std::function<void(const std::string&)>& work) override {
        items_ = std::move(items);
        each(listed(), work);
    }

    void map_items(const std::function<void(pipelines::Item&)>& work) override {
        pipelines::flow(
            source(), {{false, work}}, [&](pipelines::Item& item) { finish(item, true); }, settings_.jobs);
    }

    void for_each_dossier(const std::vector<const stages::Stage*>& line,
                          const std::function<Json(const stages::Folder&)>& describe) override {
        const stages::Shelf& dossiers = shelf();
        const auto work = [&](pipelines::Item& item) {
            stages::Folder folder = dossiers.open(item.name);
            for (const stages::Stage* stage : line) stages::apply(*stage, folder, executor_, events_, settings_.redo);
            item.result =
                settings_.json ? (describe ? describe(folder) : Json{{"dossier", item.name}}).dump() : item.name;
        };
        const bool in_order =
            std::any_of(line.begin(), line.end(), [](const stages::Stage* stage) { return stage->in_order(); });
        pipelines::flow(
            source(), {{in_order, work}}, [&](pipelines::Item& item) { finish(item); }, settings_.jobs);
    }

    void expand_items(const std::function<std::vector<std::string>(const std::string&)>& parts) override {
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
    }

    void flow_items(std::vector<pipelines::Step> steps,
                    const std::vector<std::unique_ptr<stages::Stage>>& line) override {
        const stages::Shelf& dossiers = shelf();
        for (const auto& stage : line)
            steps.push_back({stage->in_order(), [&, this](pipelines::Item& item) {
                                 stages::Folder folder = dossiers.open(item.result);
                                 stages::apply(*stage, folder, executor_, events_, settings_.redo);
                             }});
        pipelines::flow(
            source(), steps, [&](pipelines::Item& item) { finish(item); }, settings_.jobs);
    }

    void item_failed(const std::string& item, const Error& error) override {
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

    int status() const {
        if (interrupted_ || *stop_) return exit_status(Fault::interrupted);
        if (failed_ != 0) return done_ != 0 ? 3 : one_status_;
        return answer_no_ ? 1 : 0;
    }
    std::size_t done() const { return done_; }
    std::size_t failed() const { return failed_; }

private:
    using Source = std::function<std::optional<std::string>()>;

    Source listed() {
        return [this, at = std::size_t(0)]() mutable -> std::optional<std::string> {
            if (*stop_ || at == items_.size()) return std::nullopt;
            return items_[at++];
        };
    }

    Source source() {
        if (!items_.empty() || !settings_.reads_stdin) return listed();
        auto reader = std::make_shared<LineReader>(settings_.nul ? '\0' : '\n', *stop_);
        return [reader] { return reader->next(); };
    }

    void each(const Source& next, const std::function<void(const std::string&)>& work) {
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

    void item_done() {
        const std::lock_guard lock(count_mutex_);
        ++done_;
        text_->progress(done_, failed_, items_.size());
    }

    void finish(pipelines::Item& item, bool result_of_failed = false) {
        if (item.error) {
            if (result_of_failed && !item.result.empty()) print(item.result);
            item_failed(item.name, to_error(item.error));
            return;
        }
        if (!item.result.empty()) print(item.result);
        item_done();
    }

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

}  // namespace

namespace {

// CLI11 names its environment variable after each option; the footer tells the rule once instead.
class HelpPage : public CLI::Formatter {
public:
    std::string make_option_opts(const CLI::Option* option) const override {
        std::string text = CLI::Formatter::make_option_opts(option);
        const std::string variable = " (" + get_label("Env") + ":" + option->get_envname() + ")";
        if (const auto at = text.find(variable); at != std::string::npos) text.erase(at, variable.size());
        return text;
    }
};

// The words that CLI11 itself writes into a help page.
void speak(CLI::FormatterBase& formatter) {
    formatter.label("Usage", text::tr("Usage"));
    formatter.label("OPTIONS", text::tr("OPTIONS"));
    formatter.label("SUBCOMMAND", text::tr("COMMAND"));
    formatter.label("SUBCOMMANDS", text::tr("COMMANDS"));
    formatter.label("Positionals", text::tr("Operands"));
    formatter.label("REQUIRED", text::tr("REQUIRED"));
    formatter.label("Env", text::tr("environment"));
    formatter.label("Needs", text::tr("needs"));
    formatter.label("Excludes", text::tr("not with"));
}

}  // namespace

Tool::Tool(int argc, char** argv, std::string word, const char* purpose, std::vector<Example> examples)
    : state_(std::make_unique<State>()) {
    ::umask(077);
    choose_language(argc, argv);
    state_->argc = argc;
    state_->argv = argv;
    state_->command = word.empty() ? "saoy" : "saoy-" + word;
    CLI::App& app = state_->app;
    app.name(state_->command);
    app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);  // as in every Unix command
    app.description(text::tr(purpose));
    app.formatter(std::make_shared<HelpPage>());
    app.get_formatter()->column_width(34);
    speak(*app.get_formatter());
    app.set_help_flag("-h,--help", text::tr("print this help"));
    app.set_version_flag("--version", state_->command + " " SAOY_VERSION, text::tr("print the version"));
    app.add_flag("-q,--quiet", state_->quiet, text::tr("tell failures only"));
    app.add_flag("-v,--verbose", state_->verbose, text::tr("tell every step"));
    app.add_option("--events", state_->events,
                   text::tr("write events as JSON Lines to FILE, or to an open descriptor with fd:N"))
        ->type_name("FILE");
    app.add_option("--lang", state_->language, text::tr("language of messages"))->check(CLI::IsMember({"vi", "en"}));
    app.set_config("--config", "", text::tr("read options from a file of NAME=VALUE lines"))->type_name("FILE");
    std::string footer = "\n" + text::tr("Examples:") + "\n";
    for (const Example& example : examples)
        footer += "  " + example.command + "\n      " + text::tr(example.what.c_str()) + "\n";
    app.footer(footer + "\n" + configuration_help() + "\n\n" + exit_status_help());
}

Tool::~Tool() = default;

CLI::App& Tool::app() noexcept { return state_->app; }
bool Tool::dry_run() const noexcept { return state_->dry_run; }
bool Tool::redo() const noexcept { return state_->redo; }

void Tool::takes_items(const char* name, const char* what) {
    state_->reads_items = true;
    state_->reads_stdin = std::string_view(name) == "DOSSIER";
    state_->app.add_option(name, state_->items, text::tr(what))->type_name("");
    if (state_->reads_stdin)
        state_->app.add_flag("-0,--null", state_->nul,
                             text::tr("paths read and printed end with NUL instead of newline"));
}

void Tool::needs_no_items_if(const bool& flag) { state_->no_items = &flag; }

void Tool::takes_profile() {
    state_->app.add_option("--profile", state_->profile, text::tr("folder of the rules in force"))->type_name("DIR");
}

void Tool::takes_jobs() {
    state_->app.add_option("-j,--jobs", state_->jobs, text::tr("pages worked on at the same time"))
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
}

void Tool::takes_json(const char* what) { state_->app.add_flag("--json", state_->json, text::tr(what)); }
void Tool::takes_redo() {
    state_->app.add_flag("--redo", state_->redo, text::tr("do it again even if nothing has changed"));
}
void Tool::takes_dry_run(const char* what) { state_->app.add_flag("--dry-run", state_->dry_run, text::tr(what)); }

namespace {

// flag > environment SAOY_* > file > default, by CLI11's own means; secrets have no environment name.
void name_environment(CLI::App& app) {
    for (CLI::Option* option : app.get_options()) {
        if (option->get_lnames().empty() || option->get_name() == "--help" || option->get_name() == "--version")
            continue;
        std::string name = "SAOY_" + option->get_lnames().front();
        if (name.find("pin") != std::string::npos) continue;
        std::replace(name.begin(), name.end(), '-', '_');
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return char(std::toupper(c)); });
        option->envname(name);
    }
    for (CLI::App* sub : app.get_subcommands({})) name_environment(*sub);
}

// The headings of a help page are the names of groups, which CLI11 gives in English.
void name_groups(CLI::App& app) {
    for (CLI::Option* option : app.get_options())
        if (option->get_group() == "Options") option->group(text::tr("Options"));
    for (CLI::App* sub : app.get_subcommands({})) {
        if (sub->get_group() == "Subcommands") sub->group(text::tr("Commands"));
        name_groups(*sub);
    }
}

std::string missing_option(const CLI::App& app) {
    for (const CLI::Option* option : app.get_options())
        if (option->get_required() && option->count() == 0) return option->get_name();
    for (const CLI::App* sub : app.get_subcommands())
        if (const std::string name = missing_option(*sub); !name.empty()) return name;
    return "";
}

// In the user's language as far as CLI11 gives the facts and not only a sentence.
std::string sentence(const CLI::ParseError& error, const CLI::App& app) {
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr)
        return text::fill(text::tr("not known here: {0}"), {text::join(app.remaining(true), " ")});
    if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
        const std::string name = missing_option(app);
        return name.empty() ? text::tr("a command must be named") : text::fill(text::tr("{0} must be given"), {name});
    }
    return text::fill(text::tr("cannot be used: {0}"), {error.what()});
}

}  // namespace

int Tool::run(const std::function<void(Run&)>& body) {
    State& state = *state_;
    name_environment(state.app);
    name_groups(state.app);
    try {
        state.app.parse(state.argc, state.argv);
    } catch (const CLI::Success& success) {
        return state.app.exit(success);
    } catch (const CLI::ConfigError& error) {
        TextPrinter(state.command, TextPrinter::Voice::normal).message(error.what(), "");
        return exit_status(Fault::configuration);
    } catch (const CLI::FileError& error) {
        TextPrinter(state.command, TextPrinter::Voice::normal).message(error.what(), "");
        return exit_status(Fault::configuration);
    } catch (const CLI::ParseError& error) {
        TextPrinter(state.command, TextPrinter::Voice::normal)
            .message(sentence(error, state.app), text::fill(text::tr("{0} --help shows the options"), {state.command}));
        return exit_status(Fault::usage);
    }

    const std::atomic<bool>& stop = stop_on_signals();
    const auto voice = state.quiet     ? TextPrinter::Voice::quiet
                       : state.verbose ? TextPrinter::Voice::verbose
                                       : TextPrinter::Voice::normal;
    TextPrinter text(state.command, voice);
    const std::unique_ptr<Clock> clock = make_clock();
    std::unique_ptr<JsonPrinter> json;
    std::size_t done = 0, failed = 0;
    int status = 0;
    try {
        DataStream data;
        if (!state.events.empty()) json = std::make_unique<JsonPrinter>(state.events, *clock, state.command);
        const Path prefix = folder_of_program().parent_path();
        const Path share = prefix / "share/saoy";
        const bool wants_items = state.reads_stdin && (state.no_items == nullptr || !*state.no_items);
        if (wants_items && state.items.empty() && ::isatty(STDIN_FILENO) == 1)
            throw Error(Fault::usage, "no-input", text::tr("give dossier folders, or pipe their paths in"),
                        text::fill(text::tr("{0} --help shows the options"), {state.command}));
        Settings settings{state.command,
                          state.items,
                          state.reads_stdin,
                          state.json,
                          state.nul,
                          state.quiet,
                          state.redo,
                          state.jobs,
                          state.profile.empty() ? share / "pipelines/vn" : Path(state.profile),
                          share / "schemas",
                          prefix / "libexec/saoy"};
        CommandRun run(std::move(settings), data, text, json.get(), *clock, stop);
        try {
            body(run);
            status = run.status();
        } catch (const Error& error) {
            if (error.code() != "output-closed") text.message(error.what(), error.hint());
            status = exit_status(error.fault());
        }
        done = run.done();
        failed = run.failed();
    } catch (const std::exception&) {
        const Error error = to_error(std::current_exception());
        text.message(error.what(), error.hint());
        status = exit_status(error.fault());
    }
    try {
        if (json) json->result(status, done, failed);
    } catch (const Error& error) {
        text.message(error.what(), error.hint());
        return exit_status(error.fault());
    }
    return status;
}

}  // namespace saoy::cli
