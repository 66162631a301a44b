// SPDX-License-Identifier: Apache-2.0
// saoy-classify: names the kind of each paper of dossiers; learns kinds from known papers, and measures how well.
#include "lib/stages/classify.hpp"
#include "cli/frame/tool.hpp"
#include "lib/base/text.hpp"
#include "lib/learn/train.hpp"
#include "lib/stages/completeness.hpp"
#include "lib/stages/confusion.hpp"
#include "lib/stages/explain.hpp"
#include "lib/stages/labelled_texts.hpp"
#include "lib/stages/stack.hpp"
#include "lib/stages/type_model.hpp"
#include "lib/xml/document_types.hpp"
#include "lib/xml/procedures.hpp"

using namespace saoy;

namespace {

// Where a value stands and how sure it is. `fields` beside it keeps to names and values.
Json evidence_of(const Field& field) {
    Json evidence{{"name", field.name}, {"value", field.value}, {"page", field.page}};
    if (!field.normal.empty()) evidence["normal"] = field.normal;
    if (!field.raw.empty()) evidence["raw"] = field.raw;
    if (const Box& box = field.box; box.width > 0) evidence["box"] = {box.left, box.top, box.width, box.height};
    evidence["confidence"] = field.confidence;
    evidence["source"] = field.source;
    return evidence;
}

// What TT 01/2023/TT-VPCP Đ.9 has taken from every paper; null where the paper does not say it.
Json extracted_of(const Paper& paper) {
    const auto value = [&](std::initializer_list<const char*> names) -> Json {
        for (const char* name : names)
            for (const Field& field : paper.fields)
                if (field.name == name) return field.normal.empty() ? field.value : field.normal;
        return nullptr;
    };
    return {{"ma_loai", paper.type},
            {"so_dinh_danh", value({"so_dinh_danh", "ma_so", "ma_so_thue"})},
            {"ten_giay_to", paper.type_name},
            {"trich_yeu", value({"trich_yeu"})},
            {"thoi_han", value({"gia_tri_den", "thoi_han_sd", "thoi_han"})},
            {"pham_vi", value({"pham_vi"})}};
}

Json splits_of(const Paper& paper) {
    Json splits = Json::array();
    for (const stages::Parting& parting : stages::partings_of(paper))
        splits.push_back({{"page", parting.page},
                          {"by", parting.type.empty() ? "numbering" : "title"},
                          {"type", parting.type.empty() ? Json(nullptr) : Json(parting.type)}});
    return splits;
}

Json describe(const stages::Folder& folder) {
    Json papers = Json::array();
    for (const Paper& paper : folder.dossier.papers) {
        Json fields = Json::object();
        Json evidence = Json::array();
        for (const Field& field : paper.fields) {
            if (!fields.contains(field.name)) fields[field.name] = field.value;
            evidence.push_back(evidence_of(field));
        }
        papers.push_back({{"id", paper.id},
                          {"pages", paper.pages},
                          {"type", paper.type},
                          {"confidence", paper.confidence},
                          {"runner_up", paper.runner_up},
                          {"reasons", paper.reasons},
                          {"fields", fields},
                          {"evidence", evidence},
                          {"extracted", extracted_of(paper)},
                          {"stack_split", splits_of(paper)},
                          {"says", stages::explain(paper)}});
    }
    return {{"dossier", folder.path().string()}, {"papers", papers}};
}

// What a procedure asks for, and what today is.
struct Asked {
    std::optional<Procedure> procedure;
    DocumentTypes types;
    std::string today;
};

Asked asked_of(const std::string& code, cli::Run& run) {
    Asked asked;
    if (code.empty()) return asked;
    const Path folder = run.profile_folder();
    asked.types =
        xml::read_document_types(folder / "document-types.xml", xml::Schema(run.schemas() / "document-types.xsd"));
    std::string codes;
    for (Procedure& procedure :
         xml::read_procedures(folder / "procedures.xml", xml::Schema(run.schemas() / "procedures.xsd"), asked.types)) {
        codes += (codes.empty() ? "" : ", ") + procedure.code;
        if (procedure.code == code) asked.procedure = std::move(procedure);
    }
    if (!asked.procedure)
        throw Error(Fault::usage, "no-such-procedure", text::fill(text::tr("there is no procedure '{0}'"), {code}),
                    text::fill(text::tr("the profile has: {0}"), {codes}));
    asked.today = rfc3339(run.clock().now()).substr(0, 10);
    return asked;
}

struct Words {
    std::vector<std::string> folders;
    std::string model, picture, procedure;
    bool split = false;
    bool on_texts = false;  // train or evaluate: there are no dossiers to read
};

std::vector<stages::LabelledText> texts_of(const Words& words, const DocumentTypes& types, cli::Run& run) {
    std::vector<stages::LabelledText> texts;
    for (const std::string& folder : words.folders)
        for (stages::LabelledText& text : stages::labelled_texts(folder, types, run.shelf()))
            texts.push_back(std::move(text));
    return texts;
}

void train(const Words& words, cli::Run& run) {
    const DocumentTypes types = xml::read_document_types(run.profile_folder() / "document-types.xml",
                                                         xml::Schema(run.schemas() / "document-types.xsd"));
    std::vector<learn::Sample> samples;
    for (const stages::LabelledText& text : texts_of(words, types, run))
        samples.push_back({text.label, stages::words_of(stages::sheet_of(text.pages.front(), types))});
    const learn::Model model = learn::train(samples, {}, stages::no_type);
    stages::write_type_model(words.model, model);
    run.print(text::fill(text::tr("{0}: {1} types from {2} texts"),
                         {words.model, std::to_string(model.kinds.size()), std::to_string(samples.size())}));
}

void evaluate(const Words& words, cli::Run& run) {
    const stages::TypeJudge judge(run.profile_folder(), run.schemas());
    stages::Confusion confusion;
    for (const stages::LabelledText& text : texts_of(words, judge.types(), run)) {
        const stages::Judgement judgement = judge(text.pages);
        confusion.add(text.label, judgement.type);
        if (!run.json()) continue;
        Json fields = Json::object();
        for (const Field& field : judgement.fields)
            fields[field.name] = field.normal.empty() ? field.value : field.normal;
        run.print(Json{
            {"text", text.name},
            {"label", text.label},
            {"type", judgement.type},
            {"confidence", judgement.confidence},
            {"reasons", judgement.reasons},
            {"fields",
             fields}}.dump());
    }
    if (!words.picture.empty()) write_file(words.picture, confusion.svg());
    if (run.json()) return;
    for (const std::string& line : confusion.table()) run.print(line);
    const auto totals = confusion.totals();
    run.print(text::fill(
        text::tr("known kinds: {0} papers, {1} right, {2} wrong, {3} not told; others: {4}, of which {5} not told"),
        {std::to_string(totals.papers), std::to_string(totals.right), std::to_string(totals.wrong),
         std::to_string(totals.abstained), std::to_string(totals.strangers), std::to_string(totals.strangers_told)}));
}

void bind(cli::Tool& tool, Words& words) {
    tool.needs_no_items_if(words.on_texts);
    CLI::App& app = tool.app();
    app.add_option("--procedure", words.procedure,
                   text::tr("say what of the papers that this procedure needs is there; exit status 1 if not all is"))
        ->type_name("CODE")
        ->needs(app.get_option("--json"));
    app.add_flag("--split", words.split,
                 text::tr("part papers before each page that seems to begin another one (stack-split)"));
    app.fallthrough();
    CLI::App* train_app = app.add_subcommand("train", text::tr("learn the kinds from papers whose kind is known"));
    train_app->add_option("--out", words.model, text::tr("the trained model, for the profile's document-types.model"))
        ->required()
        ->type_name("FILE");
    CLI::App* evaluate_app =
        app.add_subcommand("evaluate", text::tr("how well the kinds of known papers are told, kind by kind"));
    evaluate_app->add_option("--svg", words.picture, text::tr("draw the confusion matrix"))->type_name("FILE");
    for (CLI::App* sub : {train_app, evaluate_app}) {
        sub->add_option("folder", words.folders,
                        text::tr("folders of texts in subfolders named by type, or with labels.tsv; dossiers"))
            ->required();
        sub->callback([&words] { words.on_texts = true; });
    }
}

}  // namespace

int main(int argc, char** argv) {
    cli::Tool tool(
        argc, argv, "classify",
        "Names the kind of each paper by title and nature, or leaves it unknown for a clerk; reads its fields.",
        {{"saoy-ocr work/* | saoy-classify", text::tr("reads and classifies every dossier under work")},
         {"saoy-classify --json work/*", text::tr("shows kind, confidence, reasons and fields of each paper")},
         {"saoy-classify evaluate --svg matrix.svg known/",
          text::tr("counts how often kinds are told right, not told, or taken for another")}});
    tool.takes_items("DOSSIER",
                     text::tr("dossier folders; with none, their paths are read from standard input").c_str());
    tool.takes_profile();
    tool.takes_jobs();
    tool.takes_redo();
    tool.takes_json(
        text::tr("print one JSON object a dossier: its papers with type, confidence, reasons and fields").c_str());
    Words words;
    bind(tool, words);
    return tool.run([&](cli::Run& run) {
        if (words.on_texts) {
            const std::string word = tool.app().get_subcommands().front()->get_name();
            return word == "train" ? train(words, run) : evaluate(words, run);
        }
        const stages::Classify classify(run.profile_folder(), run.schemas(), run.children(), words.split);
        const Asked asked = asked_of(words.procedure, run);
        run.for_each_dossier(classify, [&](const stages::Folder& folder) {
            Json answer = describe(folder);
            if (!asked.procedure) return answer;
            const stages::Completeness completeness =
                stages::check_papers(*asked.procedure, folder.dossier, asked.types, asked.today);
            answer["procedure"] = stages::to_json(completeness);
            if (!completeness.complete()) run.answer_no();
            return answer;
        });
    });
}
