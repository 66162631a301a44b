// SPDX-License-Identifier: Apache-2.0
// saoy-doctor: looks whether this machine has what the commands need.
#include "lib/stages/doctor.hpp"

#include <cstdlib>

#include "cli/frame/tool.hpp"
#include "lib/base/text.hpp"

using namespace saoy;

namespace {

std::string locale_in_force() {
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"})
        if (const char* value = std::getenv(name); value != nullptr && *value != '\0') return value;
    return "";
}

std::string line_of(const stages::Check& check) {
    std::string state(to_string(check.state)), code = check.code;
    state.resize(6, ' ');
    code.resize(std::max<std::size_t>(code.size() + 1, 12), ' ');
    std::string line = state + code + check.value;
    if (!check.advice.empty()) line += "\n" + std::string(18, ' ') + "-> " + check.advice;
    return line;
}

Json json_of(const stages::Check& check) {
    return {{"check", check.code}, {"state", to_string(check.state)}, {"value", check.value}, {"advice", check.advice}};
}

}  // namespace

int main(int argc, char** argv) {
    cli::Tool tool(argc, argv, "doctor", text::tr("Looks whether this machine has what the commands need.").c_str(),
                   {{"saoy-doctor", text::tr("look at everything the shipped profile needs")},
                    {"saoy-doctor --profile /etc/saoy/ward --register /var/lib/saoy/register.db",
                     text::tr("look at an office's own profile and its register")}});
    stages::Doctor::Options options;
    std::string register_file, work = ".";
    tool.takes_profile();
    tool.takes_jobs();
    tool.takes_json(text::tr("print one JSON object").c_str());
    tool.app()
        .add_option("-l,--languages", options.languages, text::tr("languages saoy-ocr will be asked for"))
        ->type_name("LANG[+LANG]")
        ->capture_default_str();
    tool.app().add_option("--register", register_file, text::tr("register file to look at"))->type_name("FILE");
    tool.app()
        .add_option("--work", work, text::tr("folder where dossiers will lie"))
        ->type_name("DIR")
        ->capture_default_str();
    return tool.run([&](cli::Run& run) {
        options.profile = run.profile_folder();
        options.schemas = run.schemas();
        options.register_file = register_file;
        options.folders = {work, std::filesystem::temp_directory_path()};
        options.locale = locale_in_force();
        options.jobs = run.jobs();
        Json checks = Json::array();
        std::size_t failed = 0;
        for (const stages::Check& check : stages::Doctor(options).examine(run.clock())) {
            if (check.state == stages::Check::State::fail) ++failed;
            checks.push_back(json_of(check));
            if (!run.json()) run.print(line_of(check));
            Event event;
            event.kind = Event::Kind::finished;
            event.stage = "doctor";
            event.item = check.code;
            event.code = "check-" + std::string(to_string(check.state));
            event.text = check.value;
            event.hint = check.advice;
            run.events().emit(event);
        }
        if (run.json()) run.print(Json{{"ready", failed == 0}, {"checks", checks}}.dump());
        if (failed != 0)
            throw Error(Fault::unavailable, "not-ready",
                        text::fill(text::tr("{0} of {1} checks failed"),
                                   {std::to_string(failed), std::to_string(checks.size())}),
                        run.json() ? "" : text::tr("the lines that begin with fail say what to do"));
    });
}
