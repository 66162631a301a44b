// SPDX-License-Identifier: Apache-2.0
// What every command shares: options, streams, messages, events, signals, exit status.
#pragma once

#include <CLI/CLI.hpp>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/base/error.hpp"
#include "lib/base/events.hpp"
#include "lib/base/executor.hpp"
#include "lib/base/files.hpp"
#include "lib/base/json.hpp"
#include "lib/model/profile.hpp"
#include "lib/stages/shelf.hpp"
#include "lib/stages/stage.hpp"
#include "pipelines/flow.hpp"

namespace saoy::cli {

// What the body of a command works with; valid inside Tool::run only.
class Run {
public:
    virtual ~Run() = default;

    virtual Events& events() = 0;
    virtual Executor& executor() = 0;  // pages in parallel, --jobs
    virtual int jobs() const = 0;
    virtual const Clock& clock() const = 0;  // SOURCE_DATE_EPOCH honoured
    virtual Ids& ids() = 0;
    virtual const stages::Shelf& shelf() = 0;
    virtual const Profile& profile() = 0;  // --profile, read and validated on first use
    virtual Path profile_folder() const = 0;
    virtual Path schemas() const = 0;
    virtual Path children() const = 0;      // folder of the programs that parse hostile bytes (cli/children)
    virtual std::string actor() const = 0;  // login name, for journals
    virtual bool json() const = 0;          // --json
    virtual bool quiet() const = 0;
    virtual bool redo() const = 0;  // --redo

    // One line of data on the true standard output, flushed; newline or NUL after it as -0 says.
    virtual void print(const std::string& line) = 0;
    // The answer of this command is "no": exit status 1 unless something worse happens.
    virtual void answer_no() = 0;

    // Calls `work` for each operand (dossiers or files; with none, each line of standard input as it arrives).
    // An Error is told (message, event, hint) and counted; the rest goes on. Stops taking new items on SIGINT/SIGTERM.
    // Exit status: 0; the one failure's own when nothing else was done; 3 when some failed.
    virtual void for_each_item(const std::function<void(const std::string& item)>& work) = 0;
    // The same for these items instead of the operands.
    virtual void for_each_of(std::vector<std::string> items,
                             const std::function<void(const std::string& item)>& work) = 0;
    // for_each_item with several items at a time; prints each item's result, in the order of the items.
    // A result that is set before an Error is thrown is printed too.
    // `waiting`: so many items more than --jobs, for what waits for children and for the disk.
    virtual void map_items(const std::function<void(pipelines::Item& item)>& work, int waiting) = 0;
    void map_items(const std::function<void(pipelines::Item& item)>& work) { map_items(work, 0); }
    // map_items over what `source` gives until it gives nothing, such as a folder that is watched. One that is to be
    // passed over is a result left empty.
    virtual void map_source(const std::function<std::optional<std::string>()>& source,
                            const std::function<void(pipelines::Item& item)>& work) = 0;
    // map_items over dossier folders: opens, applies the stages, prints its path (or with --json `describe`'s
    // object).
    virtual void for_each_dossier(const std::vector<const stages::Stage*>& line,
                                  const std::function<Json(const stages::Folder&)>& describe = {}) = 0;
    void for_each_dossier(const stages::Stage& stage, const std::function<Json(const stages::Folder&)>& describe = {}) {
        for_each_dossier(std::vector{&stage}, describe);
    }
    // Replaces each operand by what it stands for (a folder by its files); an Error is told and counted.
    virtual void expand_items(const std::function<std::vector<std::string>(const std::string& item)>& parts) = 0;
    // Items pass the steps, whose last result is a dossier's path, then the stages; paths are printed in order.
    virtual void flow_items(std::vector<pipelines::Step> steps,
                            const std::vector<std::unique_ptr<stages::Stage>>& stages) = 0;
    // Tells of a failure that is not the command's end, such as one file of many, and counts it.
    virtual void item_failed(const std::string& item, const Error& error) = 0;
    virtual const std::atomic<bool>& stop_requested() const = 0;
};

struct Example {
    std::string command, what;
};

class Tool {
public:
    // `word` is the command without "saoy-"; purpose is one sentence, already through text::tr.
    Tool(int argc, char** argv, std::string word, const char* purpose, std::vector<Example> examples);
    ~Tool();
    Tool(const Tool&) = delete;
    Tool& operator=(const Tool&) = delete;

    CLI::App& app() noexcept;

    // The operands and the options most commands share; each command takes those that it honours.
    void takes_items(const char* name, const char* what);  // positional, and standard input when none is given
    void needs_no_items_if(const bool& flag);              // an option under which there are no operands to read
    void takes_profile();                                  // --profile
    void takes_jobs();                                     // --jobs
    void takes_json(const char* what);                     // --json
    void takes_redo();                                     // --redo
    void takes_dry_run(const char* what);                  // --dry-run
    bool dry_run() const noexcept;
    bool redo() const noexcept;

    // Parses, runs the body, and gives main's exit status. Catches everything.
    int run(const std::function<void(Run&)>& body);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// A secret (a PIN, a passphrase) from --pin-fd N or --pin-file FILE, or asked on the terminal; never from argv or
// the environment. One line, without its newline. Throws Error(usage) when there is no way to get it.
std::string read_secret(std::optional<int> fd, const std::string& file, const std::string& prompt);

}  // namespace saoy::cli
