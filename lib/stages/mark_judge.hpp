// SPDX-License-Identifier: Apache-2.0
// Says whether what may be a secrecy mark is one: by what a reader reads in it, and by the look of its words.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "lib/model/line_reader.hpp"
#include "lib/model/marks.hpp"

namespace saoy::stages {

struct MarkVerdict {
    std::string code;  // of the mark; "secrecy-word" for words without a frame, "secrecy-frame" for what is unreadable
    bool stops = false;  // else a clerk is asked
};

class MarkJudge {
public:
    // Reads the profile's pictures of words. Throws Error(configuration) for one that is not there.
    explicit MarkJudge(SecrecyRules rules);

    // What is found among the candidates of one page, each thing once; doubt is answered by asking. `reader` is called
    // for when it is needed: most candidates are told by their look.
    std::vector<MarkVerdict> operator()(const std::vector<MarkCandidate>& candidates,
                                        const std::function<LineReader&()>& reader) const;

    struct Look {  // the mark and the harmless stamp whose pictures are likest
        double mark = 0, harmless = 0;
        const SecrecyMark* which = nullptr;
    };
    Look look_of(const MarkCandidate& candidate) const;

private:
    struct Reading;
    enum class Answer { nothing, harmless, unreadable, word, mark };
    struct Judgement {
        Answer answer = Answer::nothing;
        const SecrecyMark* mark = nullptr;
    };
    Judgement judge(const MarkCandidate& candidate, const std::function<LineReader&()>& reader) const;
    Reading read(const std::vector<Raster>& pictures, LineReader& reader) const;
    struct Shape {
        const SecrecyMark* mark;
        bool harmless;
        std::vector<Raster> faces;
    };
    void read_shapes(const std::vector<SecrecyMark>& marks, bool harmless);

    std::shared_ptr<const SecrecyRules> rules_;  // shapes point into it
    std::vector<Shape> shapes_;
};

}  // namespace saoy::stages
