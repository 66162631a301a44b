// SPDX-License-Identifier: Apache-2.0
#include "lib/lstm/beam.hpp"

#include <algorithm>
#include <cmath>

namespace saoy::lstm {

namespace {

// Tesseract's figures: src/lstm/lstmrecognizer.cpp, src/ccmain/linerec.cpp.
constexpr float outside_factor = 2.25F;
constexpr float certainty_offset = -0.085F;
constexpr float least_certainty = -20;
constexpr float least_in_dictionary = -25.0F / 7.0F;
constexpr std::size_t width_of[] = {5, 10, 16, 16, 16, 16, 16, 16, 16, 16};

float log_of(float probability) {
    static const float least = std::exp(least_certainty);
    return probability > least ? std::log(probability) : least_certainty;
}

}  // namespace

Beam::Beam(const Model& model) : model_(&model) {
    piles_.resize(std::size_t(2 * continuations * (model.recoder->most_length() + 1)));
    for (Pile& pile : piles_) pile.nodes.reserve(17);
    group_of_.assign(std::size_t(model.network.output.rows), the_rest);
}

Beam::Pile& Beam::pile(bool in_dictionary, Continuation continuation, int length) {
    return piles_[std::size_t((length * 2 + in_dictionary) * continuations + continuation)];
}

// The two most probable codes and null are tried first; the next three and then all others only if nothing came of
// those.
void Beam::rank(const float* column, int codes) {
    int best[5] = {-1, -1, -1, -1, -1};
    float least = -1;
    for (int code = 0; code < codes; ++code) {
        if (column[code] <= least) continue;
        int place = 4;
        for (; place > 0 && (best[place - 1] < 0 || column[best[place - 1]] < column[code]); --place)
            best[place] = best[place - 1];
        best[place] = code;
        if (best[4] >= 0) least = column[best[4]];
    }
    for (const Group group : {top_two, top_five})
        for (const int code : ranked_[group]) group_of_[std::size_t(code)] = the_rest;
    ranked_[top_two].clear();
    ranked_[top_five].clear();
    top_ = best[0];
    second_ = best[1];
    const int null_code = model_->null_code;
    for (int place = 0; place < 5; ++place) {
        const Group group = place < 2 ? top_two : top_five;
        if (best[place] >= 0 && best[place] != null_code) ranked_[group].push_back(best[place]);
    }
    ranked_[top_two].push_back(null_code);
    for (const Group group : {top_two, top_five})
        for (const int code : ranked_[group]) group_of_[std::size_t(code)] = group;
}

float Beam::score_before(const Node& node) const {
    return node.previous < 0 ? 0 : nodes_[std::size_t(node.previous)].score;
}

Beam::Node Beam::after(const From& from, int code, int unichar, float log_probability, bool duplicate) const {
    Node node;
    node.previous = from.node;
    node.code = code;
    node.unichar = unichar;
    node.duplicate = duplicate;
    node.log_probability = log_probability;
    if (from.node >= 0) {
        const Node& before = nodes_[std::size_t(from.node)];
        node.hash = before.hash;
        node.sign = before.sign;
        node.state = before.state;
        node.kind = before.kind;
    }
    if (code != model_->null_code && !duplicate)
        node.hash = (node.hash ^ std::uint64_t(code + 1)) * 0x9E3779B97F4A7C15u;
    return node;
}

void Beam::offer(Pile& pile, std::size_t most, Node& node, float certainty) {
    node.score = certainty + score_before(node);
    std::vector<Node>& nodes = pile.nodes;
    if (nodes.size() >= most && !(node.score > nodes[pile.worst].score)) return;
    Node* place = nullptr;
    for (Node& other : nodes)
        if (other.hash == node.hash && other.code == node.code && other.kind == node.kind &&
            other.starts_dictionary == node.starts_dictionary) {
            if (!(node.score > other.score)) return;
            place = &other;
            break;
        }
    if (!place && nodes.size() >= most) place = &nodes[pile.worst];
    if (place)
        *place = node;
    else
        nodes.push_back(node);
    pile.worst = 0;
    for (std::size_t i = 1; i < nodes.size(); ++i)
        if (nodes[i].score < nodes[pile.worst].score) pile.worst = i;
}

// `node` repeats the code before it, or is null or a code inside an unfinished sign.
void Beam::add_part(const From& from, Node node, float certainty, Continuation continuation, int length) {
    if (from.in_dictionary) {
        if (!(certainty > least_in_dictionary)) return;
        if (from.node < 0) node.kind = WordKind::none;
    } else {
        certainty *= outside_factor;
        if (certainty < least_certainty && node.code != model_->null_code) return;
        if (from.node < 0) node.kind = WordKind::top_choice;
    }
    offer(pile(from.in_dictionary, continuation, length), width_of[length], node, certainty);
}

void Beam::add_sign(const From& from, Node node, float certainty, Continuation continuation) {
    node.state = 0;
    if (from.in_dictionary) {
        if (certainty > least_in_dictionary) add_in_dictionary(node, certainty, continuation);
        return;
    }
    node.kind = WordKind::top_choice;
    offer(pile(false, continuation, 0), width_of[0], node, certainty * outside_factor);
    if (node.unichar == no_unichar || model_->dictionary->empty()) return;
    // Where a word may begin the dictionary is entered. A blank then counts as one inside it.
    if (node.unichar == unichar_space) {
        if (!(certainty > least_in_dictionary)) return;
        node.kind = WordKind::none;
        start_dictionary(node, certainty, continuation);
    } else if (!model_->unichars[std::size_t(node.unichar)].space_delimited) {
        start_dictionary(node, certainty * outside_factor, continuation);
    }
}

void Beam::start_dictionary(Node node, float certainty, Continuation continuation) {
    node.score = certainty + score_before(node);
    Node& best = starts_[continuation];
    if (best.code >= 0 && !(node.score > best.score)) return;
    node.starts_dictionary = true;
    node.first_position = 0;
    node.positions = std::int32_t(first_positions_);
    best = node;
}

void Beam::add_in_dictionary(Node node, float certainty, Continuation continuation) {
    Pile& inside = pile(true, continuation, 0);
    Pile& outside = pile(false, continuation, 0);
    if (node.unichar == no_unichar) {
        node.kind = WordKind::none;
        offer(inside, width_of[0], node, certainty);
        return;
    }
    const float score = certainty + score_before(node);
    const auto lost = [&](const Pile& pile) {
        return pile.nodes.size() >= width_of[0] && score <= pile.nodes[pile.worst].score;
    };
    if (lost(inside) && lost(outside)) return;

    const std::vector<Unichar>& unichars = model_->unichars;
    const Node* before = node.sign < 0 ? nullptr : &nodes_[std::size_t(node.sign)];
    if (node.unichar == unichar_space) {
        if (!before || !before->word_end) return;
        node.kind = before->kind;
        start_dictionary(node, certainty, continuation);
        offer(outside, width_of[0], node, certainty);
        return;
    }
    const Unichar& unichar = unichars[std::size_t(node.unichar)];
    if (before && before->starts_dictionary && before->unichar != unichar_space && unichar.space_delimited &&
        unichars[std::size_t(before->unichar)].space_delimited)
        return;  // a word does not break between such signs
    if (before && before->positions < 0) return;
    const std::size_t first = before ? std::size_t(before->first_position) : 0;
    const std::size_t count = before ? std::size_t(before->positions) : first_positions_;
    const std::size_t reached = positions_.size();
    const Dictionary::Step step = model_->dictionary->step(positions_, first, count, node.unichar, unichar.digit);
    if (step.kind == WordKind::none) return;
    node.kind = step.kind;
    node.word_start = !before || before->starts_dictionary;
    node.word_end = step.valid_end;
    Node inner = node;
    inner.first_position = std::int32_t(reached);
    inner.positions = std::int32_t(positions_.size() - reached);
    offer(inside, width_of[0], inner, certainty);
    if (step.valid_end && !model_->space_delimited) {
        start_dictionary(node, certainty, continuation);
        offer(outside, width_of[0], node, certainty);
    }
}

// The code of the column before goes on; or null, inside an unfinished sign.
void Beam::repeat(const From& from, const float* column, Group group) {
    const Node& before = nodes_[std::size_t(from.node)];
    const int null_code = model_->null_code;
    const auto again = [&](float probability, Continuation continuation) {
        const float log_probability = log_of(probability);
        const Node node = after(from, before.code, before.unichar, log_probability, true);
        add_part(from, node, log_probability + certainty_offset, continuation, from.length);
    };
    if (group_of_[std::size_t(before.code)] == group) {
        if (from.continuation != no_repeat) again(column[before.code], anything);
        if (from.continuation == anything && group == top_two && before.code != null_code)
            again(column[before.code] + column[null_code], no_repeat);
    }
    if (from.continuation != only_repeat && from.length > 0 && before.code != null_code && group == top_two) {
        const float log_probability = log_of(column[null_code]);
        add_part(from, after(from, null_code, no_unichar, log_probability, false), log_probability + certainty_offset,
                 anything, from.length);
    }
}

void Beam::add(const From& from, int code, int unichar, int next_state, float log_probability,
               Continuation continuation) {
    const float certainty = log_probability + certainty_offset;
    const bool null = code == model_->null_code && from.length == 0;
    if (null || unichar != no_unichar)
        add_sign(from, after(from, code, unichar, log_probability, false), certainty, continuation);
    if (next_state >= 0) {
        Node node = after(from, code, no_unichar, log_probability, false);
        node.state = next_state;
        add_part(from, node, certainty, continuation, from.length + 1);
    }
}

void Beam::extend_by(const From& from, const float* column, Group group, int code) {
    const Node* before = from.node < 0 ? nullptr : &nodes_[std::size_t(from.node)];
    if (before && before->code == code) return;
    const int null_code = model_->null_code, state = before ? before->state : 0;
    const int unichar = model_->recoder->final_unichar(state, code);
    const int next_state = model_->recoder->next_state(state, code);
    if (unichar == no_unichar && next_state < 0 && !(code == null_code && from.length == 0)) return;
    const float log_probability = log_of(column[code]);
    if (log_probability + certainty_offset < least_certainty && code != null_code) return;
    add(from, code, unichar, next_state, log_probability, anything);
    if (group != top_two || code == null_code) return;
    float probability = column[code] + column[null_code];
    if (before && from.continuation == anything && before->code != null_code &&
        ((before->code == top_ && code == second_) || (code == top_ && before->code == second_)))
        probability += column[before->code];
    add(from, code, unichar, next_state, log_of(probability), only_repeat);
}

void Beam::extend(const From& from, const float* column, Group group) {
    if (from.node >= 0) repeat(from, column, group);
    if (from.continuation == only_repeat) return;
    if (group == the_rest) {
        for (std::size_t code = 0; code < group_of_.size(); ++code)
            if (group_of_[code] == the_rest) extend_by(from, column, group, int(code));
    } else {
        for (const int code : ranked_[group]) extend_by(from, column, group, code);
    }
}

void Beam::step(const float* column) {
    for (Pile& pile : piles_) pile.nodes.clear();
    for (Node& start : starts_) start.code = -1;
    bool found = false;
    for (const Group group : {top_two, top_five, the_rest}) {
        if (ends_.empty()) {
            extend({.in_dictionary = false}, column, group);
            if (!model_->dictionary->empty()) extend({.in_dictionary = true}, column, group);
        }
        for (const From& from : ends_) extend(from, column, group);
        for (std::size_t i = 0; i < piles_.size(); i += continuations) found = found || !piles_[i].nodes.empty();
        if (found) break;
    }
    for (int continuation = 0; continuation < continuations; ++continuation) {
        Node& start = starts_[std::size_t(continuation)];
        if (start.code >= 0)
            offer(pile(true, Continuation(continuation), 0), width_of[0], start, start.score - score_before(start));
    }
    keep_step();
}

void Beam::keep_step() {
    ends_.clear();
    for (std::size_t i = 0; i < piles_.size(); ++i)
        for (Node& node : piles_[i].nodes) {
            const auto index = std::int32_t(nodes_.size());
            if (node.unichar != no_unichar && !node.duplicate) node.sign = index;
            ends_.push_back(
                {index, (i / continuations) % 2 == 1, Continuation(i % continuations), int(i / continuations / 2)});
            nodes_.push_back(node);
        }
}

// In the dictionary only what ends a word, or stands between words, is an end.
std::int32_t Beam::best_end() const {
    std::int32_t best = -1;
    for (const From& end : ends_) {
        if (end.continuation == only_repeat || end.length > 0) continue;
        const Node& node = nodes_[std::size_t(end.node)];
        if (end.in_dictionary) {
            if (node.sign < 0) continue;
            const Node& sign = nodes_[std::size_t(node.sign)];
            if (!sign.word_end && sign.unichar != unichar_space) continue;
        }
        if (best < 0 || node.score > nodes_[std::size_t(best)].score) best = end.node;
    }
    return best;
}

const std::vector<PathStep>& Beam::operator()(const Emissions& emissions) {
    nodes_.clear();
    ends_.clear();
    path_.clear();
    positions_.clear();
    model_->dictionary->start(positions_);
    first_positions_ = positions_.size();
    double sum = 0;
    int counted = 0;
    for (int i = 0; i < emissions.columns; ++i) {
        const float* column = emissions.column(i);
        rank(column, emissions.codes);
        if (top_ != model_->null_code) {
            sum += double(column[top_]);
            ++counted;
        }
        step(column);
        if (ends_.empty()) break;
    }
    certainty_ = counted > 0 ? sum / counted : 0;
    for (std::int32_t at = best_end(); at >= 0; at = nodes_[std::size_t(at)].previous) {
        const Node& node = nodes_[std::size_t(at)];
        path_.push_back({node.code, node.unichar, node.duplicate, node.word_start, node.kind, node.log_probability});
    }
    std::reverse(path_.begin(), path_.end());
    return path_;
}

}  // namespace saoy::lstm
