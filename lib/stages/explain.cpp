// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/explain.hpp"

#include <cmath>
#include <vector>

#include "lib/base/text.hpp"
#include "lib/stages/stack.hpp"

namespace saoy::stages {

namespace {

bool begins(const std::string& reason, std::string_view word) { return reason.rfind(word, 0) == 0; }

// What stands in quotation marks in `title "GIẤY KHAI SINH" 1.00 page 1`.
std::string quoted(const std::string& reason) {
    const std::size_t first = reason.find('"'), last = reason.rfind('"');
    return first == std::string::npos || last == first ? "" : reason.substr(first + 1, last - first - 1);
}

struct Hits {
    std::string title;
    std::vector<std::string> cues, notes;
};

Hits hits_of(const Paper& paper) {
    Hits hits;
    bool mismatch = false;
    for (const std::string& reason : paper.reasons) {
        if (begins(reason, "title ")) hits.title = quoted(reason);
        if (begins(reason, "cue ") && hits.cues.size() < 3) hits.cues.push_back("“" + quoted(reason) + "”");
        if (begins(reason, "model-agrees") || begins(reason, "model-sure"))
            hits.notes.push_back(text::tr("the trained model says the same"));
        if (begins(reason, "judges-disagree"))
            hits.notes.push_back(text::tr("the rules and the trained model disagree"));
        if (begins(reason, "below-threshold")) hits.notes.push_back(text::tr("too little speaks for any kind"));
        if (begins(reason, "too-near")) hits.notes.push_back(text::tr("two kinds are nearly as likely"));
        if (begins(reason, "copy-not-original")) hits.notes.push_back(text::tr("it is marked as a copy"));
        if (begins(reason, "qr-agrees")) hits.notes.push_back(text::tr("its square code says what is printed"));
        if (begins(reason, "mrz-agrees"))
            hits.notes.push_back(text::tr("its machine-readable lines say what is printed"));
        if (begins(reason, "mismatch ")) mismatch = true;
        if (begins(reason, "blank")) hits.notes.push_back(text::tr("nothing is printed on it"));
        if (begins(reason, "electronic")) hits.notes.push_back(text::tr("it is an electronic document"));
    }
    for (const Parting& parting : partings_of(paper))
        hits.notes.push_back(
            text::fill(text::tr("page {0} seems to begin another paper"), {std::to_string(parting.page)}));
    if (mismatch) hits.notes.push_back(text::tr("print, square code and machine-readable lines do not say the same"));
    return hits;
}

}  // namespace

std::string explain(const Paper& paper) {
    const Hits hits = hits_of(paper);
    std::vector<std::string> parts;
    if (!hits.title.empty()) parts.push_back(text::fill(text::tr("titled “{0}”"), {hits.title}));
    if (!hits.cues.empty()) parts.push_back(text::fill(text::tr("with the words {0}"), {text::join(hits.cues, ", ")}));
    parts.insert(parts.end(), hits.notes.begin(), hits.notes.end());
    const std::string why = parts.empty() ? "" : ": " + text::join(parts, "; ");
    if (paper.type != "unknown")
        return text::fill(text::tr("This is {0} ({1} %){2}."),
                          {paper.type_name, std::to_string(std::lround(paper.confidence * 100)), why});
    if (!paper.runner_up.empty())
        return text::fill(text::tr("The kind is not sure, perhaps {0}{1}."), {paper.runner_up, why});
    return text::fill(text::tr("The kind is not known{0}."), {why});
}

}  // namespace saoy::stages
