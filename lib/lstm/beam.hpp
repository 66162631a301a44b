// SPDX-License-Identifier: Apache-2.0
// The best reading of what the network emitted: a beam search over codes that knows the model's words.
//
// A reading is extended column by column: by nothing (the null code), by the same code again, or by a new one. Readings
// that stand in the dictionary and those that do not compete in beams of their own, and a logarithm of probability
// outside the dictionary counts 2.25 times. A doubtful boundary between two codes is helped by counting the null code
// to either (a reading that may then only repeat, or may not). Source: RecodeBeamSearch of Tesseract 5.3.0, whose rules
// these are; the states of sequences of codes, the dictionary walked in place and the store of nodes are our own.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "lib/lstm/forward.hpp"
#include "lib/lstm/model.hpp"

namespace saoy::lstm {

// One column of the best reading.
struct PathStep {
    int code = 0;
    int unichar = no_unichar;  // for null, and for all but the last code of a sequence: no_unichar
    bool duplicate = false;    // the sign of the column before goes on
    bool word_start = false;   // a word of a language without blanks begins
    WordKind kind = WordKind::none;
    float log_probability = 0;
};

class Beam {
public:
    explicit Beam(const Model& model);  // must outlive it

    // One step a column; empty if there is none. Holds until the next call.
    const std::vector<PathStep>& operator()(const Emissions& emissions);
    // Of the last call: the mean, over the columns whose most probable code is not null, of its probability; 0 if none.
    double certainty() const { return certainty_; }

private:
    enum Continuation { anything, only_repeat, no_repeat, continuations };
    enum Group { top_two, top_five, the_rest, groups };

    struct Node {
        std::uint64_t hash = 0;  // of the codes so far
        float score = 0, log_probability = 0;
        std::int32_t previous = -1;
        std::int32_t sign =
            -1;  // the last node that completed a sign: before this one; once stored, this one if it did
        std::int32_t code = -1, unichar = no_unichar;
        std::int32_t state = 0;                           // of the recoder
        std::int32_t first_position = 0, positions = -1;  // in the dictionary; -1 = none
        WordKind kind = WordKind::none;
        bool starts_dictionary = false, word_start = false, word_end = false, duplicate = false;
    };
    // The best few, in no order.
    struct Pile {
        std::vector<Node> nodes;
        std::size_t worst = 0;
    };
    struct From {
        std::int32_t node = -1;
        bool in_dictionary = false;
        Continuation continuation = anything;
        int length = 0;  // codes of an unfinished sign
    };

    struct Step {
        int code, unichar;
        int state;  // of the recoder; -1 = as before
        float log_probability;
        bool duplicate;
        float certainty() const;
    };
    struct Log {
        int column = -1;
        float value = 0;
    };

    Pile& pile(bool in_dictionary, Continuation continuation, int length);
    void rank(const float* column, int codes);
    void step(const float* column);
    void extend(const From& from, const float* column, Group group);
    void repeat(const From& from, const float* column, Group group);
    void extend_by(const From& from, const float* column, Group group, int code);
    void add(const From& from, int code, int unichar, int next_state, float log_probability, Continuation continuation);
    void add_part(const From& from, const Step& step, Continuation continuation, int length);
    void add_sign(const From& from, const Step& step, Continuation continuation);
    void add_in_dictionary(const From& from, const Step& taken, Continuation continuation);
    void start_dictionary(Node node, float certainty, Continuation continuation);
    Node after(const From& from, const Step& step) const;
    float log_in_column(const float* column, int code, bool with_null);
    static bool has_room(const Pile& pile, std::size_t most, float score);
    void offer(Pile& pile, std::size_t most, Node& node, float certainty);
    void keep_step();
    std::int32_t best_end() const;
    float score_of(std::int32_t node) const;

    const Model* model_;
    std::vector<Pile> piles_;
    std::array<Node, continuations> starts_;
    std::vector<Node> nodes_;  // of all columns
    std::vector<From> ends_;
    std::vector<DictionaryPosition> positions_;
    std::size_t first_positions_ = 0;  // of a word's start: positions_[0 … first_positions_)
    std::array<std::vector<int>, groups> ranked_;
    std::vector<unsigned char> group_of_;
    std::vector<std::array<Log, 2>> logs_;  // of each code, alone and together with null
    int top_ = -1, second_ = -1, column_ = 0;
    std::vector<PathStep> path_;
    double certainty_ = 0;
};

}  // namespace saoy::lstm
