// SPDX-License-Identifier: Apache-2.0
#include "cli/frame/tool.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <thread>

#include "cli/frame/choices.hpp"
#include "cli/frame/command_run.hpp"
#include "cli/frame/language.hpp"
#include "cli/frame/printers.hpp"
#include "lib/base/text.hpp"

namespace saoy::cli {

namespace {

Path folder_of_program() { return std::filesystem::read_symlink("/proc/self/exe").parent_path(); }

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

std::unique_ptr<Clock> make_clock() {
    const std::string fixed = environment("SOURCE_DATE_EPOCH");
    if (fixed.empty()) return std::make_unique<SystemClock>();
    long long seconds = 0;
    const auto [end, fault] = std::from_chars(fixed.data(), fixed.data() + fixed.size(), seconds);
    if (fault != std::errc() || end != fixed.data() + fixed.size() || seconds < 0)
        throw Error(Fault::configuration, "clock", text::tr("SOURCE_DATE_EPOCH is not a number of seconds"));
    return std::make_unique<FixedClock>(Time(std::chrono::seconds(seconds)));
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
    fill_standard_descriptors();
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
    app.add_option("--lang", state_->language, text::tr("language of messages"))->transform(one_of({"vi", "en"}));
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
        ->check(in_range(1, 256))
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
