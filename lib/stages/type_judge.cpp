// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/type_judge.hpp"

#include <algorithm>

#include "lib/crypto/digest.hpp"
#include "lib/stages/type_model.hpp"
#include "lib/xml/document_types.hpp"

namespace saoy::stages {

namespace {

bool knows(const learn::Model& model, const std::string& type) {
    return std::any_of(model.kinds.begin(), model.kinds.end(),
                       [&](const learn::Kind& kind) { return kind.name == type; });
}

std::string model_digest(const Path& file) {
    return std::filesystem::exists(file) ? crypto::sha256_file(file) : "no model";
}

}  // namespace

TypeJudge::TypeJudge(const Path& profile_folder, const Path& schemas)
    : types_(
          xml::read_document_types(profile_folder / "document-types.xml", xml::Schema(schemas / "document-types.xsd"))),
      model_(read_type_model(profile_folder / type_model_file)),
      digest_(crypto::sha256_file(profile_folder / "document-types.xml") + " " +
              model_digest(profile_folder / type_model_file)) {}

Judgement TypeJudge::operator()(const std::vector<PageText>& pages) const {
    Judgement judgement = judge(types_, pages);
    if (model_ && !judgement.likeliest.empty()) second_opinion(judgement, pages);
    if (const DocumentType* type = find_type(types_, judgement.type)) {
        judgement.name = type->name;
        judgement.fields = fields_of(types_, *type, pages);
    }
    return judgement;
}

// The rules' first kind needs the model's assent. Where the rules hesitate, a model that is sure of the same kind is
// enough. Of a kind that it was never shown the model says nothing.
void TypeJudge::second_opinion(Judgement& judgement, const std::vector<PageText>& pages) const {
    if (!knows(*model_, judgement.likeliest)) {
        judgement.reasons.push_back("model-not-taught " + judgement.likeliest);
        return;
    }
    const PageText& page = pages[std::min(judgement.page_index, pages.size() - 1)];
    const learn::Vote vote = learn::vote(*model_, words_of(sheet_of(page, types_)));
    const std::string said = vote.kind + " " + two_digits(vote.probability);
    const bool same = vote.kind == judgement.likeliest;
    if (judgement.type != no_type) {
        if (same && vote.probability >= types_.model_agrees) {
            judgement.reasons.push_back("model-agrees " + said);
            return;
        }
        judgement.reasons.push_back("judges-disagree rules " + judgement.type + ", model " + said);
        judgement.runner_up = judgement.type;
        judgement.type = no_type;
        return;
    }
    if (same && vote.probability >= types_.model_sure && judgement.confidence >= types_.accept_agreed) {
        judgement.reasons.push_back("model-sure " + said);
        judgement.type = judgement.likeliest;
        if (judgement.runner_up == judgement.type) judgement.runner_up.clear();
        return;
    }
    judgement.reasons.push_back("model " + said);
}

}  // namespace saoy::stages
