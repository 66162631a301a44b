// SPDX-License-Identifier: Apache-2.0
// Says whether what may be a secrecy mark is one: by what a reader reads in it, and by the look of its words.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "lib/model/line_reader.hpp"
#include "lib/model/mark_view.hpp"

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
    std::vector<MarkVerdict> operator()(const std::vector<MarkView>& candidates,
                                        const std::function<LineReader&()>& reader) const;

    struct Look {  // the mark and the harmless stamp whose pictures are likest
        double mark = 0, harmless = 0;
        const SecrecyMark* which = nullptr;
    };
    Look look_of(const MarkView& candidate) const;
    // The same of what is inside its frame, where that is a double one.
    Look look_inside(const MarkView& candidate) const;

private:
    using Reader = std::function<LineReader&()>;
    using Alike = double (*)(const Raster&, const std::vector<Raster>&);
    Look look_at(const std::vector<Raster>& pictures, Alike alike) const;
    enum class Answer { nothing, unreadable, word, mark };
    struct Judgement {
        Answer answer = Answer::nothing;
        const SecrecyMark* mark = nullptr;
    };
    // One stamp, seen in several ways.
    Judgement judge_stamp(const std::vector<const MarkView*>& views, const Reader& reader) const;
    Judgement judge_words(const MarkView& candidate, const Reader& reader) const;
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
