// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/review_queue.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/stages/stack.hpp"

namespace saoy::stages {

namespace {

std::string percent(double share) { return std::to_string(std::lround(share * 100)) + " %"; }

}  // namespace

Doubt doubt_of(const Dossier& dossier, const Paper& paper, const ReviewRules& rules) {
    Doubt doubt;
    doubt.confidence = paper.confidence;
    doubt.unnamed = paper.type_name.empty() || paper.type == "unknown";
    if (doubt.unnamed) {
        doubt.reasons.push_back(text::tr("its type is not known"));
    } else if (paper.confidence < rules.type_confidence) {
        ++doubt.weak;
        doubt.reasons.push_back(text::fill(text::tr("its type is sure to {0} only"), {percent(paper.confidence)}));
    }
    for (const Parting& parting : partings_of(paper)) {
        ++doubt.warnings;
        doubt.reasons.push_back(
            text::fill(text::tr("page {0} seems to begin another paper"), {std::to_string(parting.page)}));
    }
    for (const int number : paper.pages) {
        const Page& page = page_of(dossier, number);
        for (const Finding& finding : page.quality.findings) {
            if (finding.overridden) continue;
            ++(finding.level == Level::fail ? doubt.failures : doubt.warnings);
            doubt.reasons.push_back(retake_sentence(finding, number));
        }
        if (page.text && page.words > 0 && page.confidence < rules.word_confidence) {
            ++doubt.weak;
            doubt.reasons.push_back(text::fill(text::tr("page {0} was read with a confidence of {1}"),
                                               {std::to_string(number), percent(page.confidence)}));
        }
    }
    return doubt;
}

bool comes_before(const Doubt& one, const Doubt& other) {
    const auto rank = [](const Doubt& doubt) {
        return std::make_tuple(-doubt.failures, !doubt.unnamed, -doubt.weak, -doubt.warnings, doubt.confidence);
    };
    return rank(one) < rank(other);
}

std::vector<std::string> drawn(std::vector<std::string> papers, double share, const std::string& seed) {
    const auto count = std::size_t(std::ceil(share * double(papers.size()) - 1e-9));
    std::sort(papers.begin(), papers.end(), [&](const std::string& one, const std::string& other) {
        return crypto::sha256(seed + "\n" + one) < crypto::sha256(seed + "\n" + other);
    });
    papers.resize(std::min(papers.size(), count));
    return papers;
}

}  // namespace saoy::stages
