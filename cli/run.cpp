// SPDX-License-Identifier: Apache-2.0
// saoy-run: takes papers through a whole pipeline in one process, several at a time.
#include "cli/frame/begin_register.hpp"
#include "cli/frame/choices.hpp"
#include "cli/frame/scan_options.hpp"
#include "cli/frame/sign_options.hpp"
#include "cli/frame/submit_options.hpp"
#include "cli/frame/tool.hpp"
#include "lib/base/text.hpp"
#include "lib/stages/certify_copy.hpp"
#include "lib/stages/classify.hpp"
#include "lib/stages/ocr.hpp"
#include "lib/stages/review.hpp"
#include "lib/stages/scan.hpp"
#include "pipelines/flow.hpp"
#include "pipelines/pipeline.hpp"

using namespace saoy;

namespace {

struct Options {
    std::string pipeline, work, paper, register_file, attest_by, attest_title;
    std::string split = "file";
    bool create_register = false;
    std::optional<double> dpi;
};

const std::string& need(const std::string& value, const std::string& stage, const char* option) {
    if (value.empty())
        throw Error(Fault::usage, "option-missing",
                    text::fill(text::tr("the pipeline's stage {0} needs {1}"), {stage, option}));
    return value;
}

std::unique_ptr<stages::Stage> make_stage(const pipelines::StageSpec& spec, const Options& options,
                                          const cli::SignOptions& keys, const cli::GatewayOptions& gateway,
                                          cli::Run& run) {
    if (spec.name == "ocr") {
        stages::Ocr::Options ocr;
        ocr.children = run.children();
        ocr.languages = spec.options.at("languages");
        return std::make_unique<stages::Ocr>(ocr, run.profile().scan.limits);
    }
    if (spec.name == "classify")
        return std::make_unique<stages::Classify>(run.profile_folder(), run.schemas(), run.children());
    if (spec.name == "attest") {
        const std::string& title =
            options.attest_title.empty() ? run.profile().office.signer_role : options.attest_title;
        const bool delegated = spec.options.count("by") != 0;
        return std::make_unique<stages::Attest>(stages::Attest::Options{
            delegated ? stages::Person{}
                      : stages::Person{need(options.attest_by, spec.name, "--attest-by NAME"), title},
            run.profile(), options.register_file});
    }
    const std::string& book = need(options.register_file, spec.name, "--register FILE");
    if (spec.name == "certify-copy")
        return std::make_unique<stages::CertifyCopy>(
            stages::CertifyCopy::Options{spec.options.at("mode"), book, run.profile()});
    if (spec.name == "sign") return std::make_unique<stages::Sign>(keys.read(book, run));
    if (spec.name == "submit") return std::make_unique<stages::Submit>(gateway.read(book, run));
    throw Error(Fault::configuration, "unknown-stage", text::fill(text::tr("there is no stage '{0}'"), {spec.name}));
}

}  // namespace

int main(int argc, char** argv) {
    cli::Tool tool(
        argc, argv, "run", "Takes papers through a whole pipeline in one process, several at a time.",
        {{"saoy-run intake -o work papers/",
          text::tr("capture, read and name the papers of a folder; they wait for review")},
         {"saoy-run backlog -o work --attest-by \"Nguyễn Thị Minh Ánh\" --config office.conf papers/",
          text::tr("the whole way to submitted copies, for a clerk who has the originals; run it again to go on after "
                   "a stop")}});
    Options options;
    CLI::App& app = tool.app();
    app.add_option("PIPELINE", options.pipeline, text::tr("name of a pipeline (backlog, intake) or its file"))
        ->required()
        ->type_name("");
    app.add_option("-o,--output", options.work, text::tr("folder that receives the dossiers"))
        ->required()
        ->type_name("WORK");
    app.add_option("--dpi", options.dpi, text::tr("resolution of images whose file does not say it"))
        ->check(cli::in_range(50, 2400))
        ->type_name("N");
    app.add_option("--split", options.split,
                   text::tr("what parts the papers of one file: file (nothing does), separator, blank, "
                            "or the number of pages of each"))
        ->type_name("HOW")
        ->capture_default_str();
    app.add_option("--paper", options.paper,
                   text::tr("size of photographed sheets, such as A4: it tells their resolution"))
        ->type_name("NAME");
    app.add_option("--attest-by", options.attest_by,
                   text::tr("full name of who compared every paper with its original"))
        ->type_name("NAME");
    app.add_option("--attest-title", options.attest_title,
                   text::tr("that person's office; default: the profile's signer"))
        ->type_name("TITLE");
    app.add_option("--register", options.register_file,
                   text::tr("the certification register: its file, or postgresql://…"))
        ->type_name("REGISTER");
    app.add_flag("--create-register", options.create_register, text::tr("begin a new register where there is none"));
    const cli::SignOptions keys(app);
    const cli::GatewayOptions gateway(app);
    tool.takes_items("INPUT", "JPEG, PNG, TIFF or PDF files, or folders of them");
    tool.takes_profile();
    tool.takes_jobs();
    tool.takes_json("print one JSON object a dossier");
    tool.takes_redo();

    return tool.run([&](cli::Run& run) {
        const pipelines::Pipeline pipeline =
            pipelines::read_pipeline(options.pipeline, run.schemas().parent_path() / "pipelines", run.schemas());
        const stages::Shelf& shelf = run.shelf();
        const stages::Scan scan(cli::scan_options(run, options.dpi, options.paper, options.split));
        if (options.create_register && !options.register_file.empty()) cli::begin_register(run, options.register_file);
        std::vector<std::unique_ptr<stages::Stage>> line;
        for (const pipelines::StageSpec& spec : pipeline.stages)
            if (spec.name != "scan") line.push_back(make_stage(spec, options, keys, gateway, run));

        run.expand_items(stages::files_to_scan);
        run.flow_items({{false,
                         [&](pipelines::Item& item) {
                             item.result = scan(item.name, options.work, shelf, run.executor(), run.events()).string();
                         }}},
                       line);
    });
}
