// SPDX-License-Identifier: Apache-2.0
// Says whether what may be a secrecy mark is one: by what a reader reads in it, and by the look of its words.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "lib/image/stamp_net.hpp"
#include "lib/model/line_reader.hpp"
#include "lib/model/mark_view.hpp"

namespace saoy::stages {

struct MarkVerdict {
    std::string code;  // of the mark; "secrecy-word" for words without a frame, "secrecy-frame" for what is unreadable
    bool stops = false;  // else a clerk is asked
};

class MarkJudge {
public:
    // Reads the profile's pictures of words and its network. Throws Error(configuration) for one that is not there.
    explicit MarkJudge(SecrecyRules rules);

    // What is found among the candidates of one page, each thing once; doubt is answered by asking. `reader` is called
    // for when it is needed: most candidates are told by their look.
    std::vector<MarkVerdict> operator()(const std::vector<MarkView>& candidates,
                                        const std::function<LineReader&()>& reader) const;

    // The mark whose pictures some words without a frame are likest, 0 … 1.
    double look_of(const MarkView& candidate) const;

    // What the network takes the inside of a frame for: the most in any look.
    struct Sight {
        double stops = 0, asks = 0, harmless = 0;  // probabilities: of a mark that stops, of one that asks, of neither
        const SecrecyMark *stopping = nullptr, *asking = nullptr;  // the likeliest
        double mark() const { return stops + asks; }
        void add(const Sight& more);
    };
    Sight sight_of(const MarkView& candidate) const;
    Sight sight_of(const Raster& inside, const MarkView& frame) const;  // one of them

private:
    std::vector<Sight> sights_of(const MarkView& view) const;
    struct Evidence {
        bool inked = false;         // a stamp's frame is among the views
        double best = 0, most = 0;  // of a frame; of what evidence_of() gives
        Sight sight;                // the most of each, in what is whole
        std::vector<double> looks;  // at it: that it stops
        double stops = 0;           // on which they agree
        double likeliest = 0;       // a mark, in all that may be more than a part
        double standing = 0;        // one that stops, in a whole frame of two lines, be it a part of a wider one
        double intact = 0;          // the same in a frame that nothing is missing of
        double once = 0;            // one that stops, in most of a frame
        bool shown = false;         // the same in half a frame, beyond most doubt; in a part where looks agree
        double bound = 1;           // of the doubt about it
        bool is_whole(const MarkView& view) const;
        bool is_part(const MarkView& view) const;
    };
    Evidence evidence_in(const std::vector<const MarkView*>& views) const;
    using Reader = std::function<LineReader&()>;
    enum class Answer { nothing, unreadable, word, mark };
    struct Judgement {
        Answer answer = Answer::nothing;
        const SecrecyMark* mark = nullptr;
    };
    // One stamp, seen in several ways.
    Judgement judge_stamp(const std::vector<const MarkView*>& views, const Reader& reader) const;
    bool tells_harmless(const std::vector<const MarkView*>& views, bool inked) const;
    Judgement judge_words(const MarkView& candidate, const Reader& reader) const;

    std::shared_ptr<const SecrecyRules> rules_;  // what is found points into it
    std::vector<std::vector<Raster>> shapes_;    // of each mark's words, in several faces
    image::StampNet net_;
};

}  // namespace saoy::stages
