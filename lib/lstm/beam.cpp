// SPDX-License-Identifier: Apache-2.0
#include "lib/lstm/beam.hpp"

#include <algorithm>
#include <cmath>

#include "lib/base/wide.hpp"

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

// The most probable codes, those first that come first. Each lane's largest is a code: the fifth of them is a bound
// that few codes reach.
struct Rank {
    static constexpr int places = 5, lanes = 16;
    [[gnu::always_inline]] static float bound(const float* column, int codes) {
        float largest[lanes];
        for (float& each : largest) each = -1;
        for (int first = 0; first + lanes <= codes; first += lanes)
            for (int i = 0; i < lanes; ++i)
                largest[i] = largest[i] < column[first + i] ? column[first + i] : largest[i];
        int above[lanes] = {};
        for (const float other : largest)
            for (int i = 0; i < lanes; ++i) above[i] += int(other > largest[i]);
        float least = 2;
        for (int i = 0; i < lanes; ++i) least = above[i] < places && largest[i] < least ? largest[i] : least;
        return least;
    }
    [[gnu::always_inline]] static void run(const float* column, int codes, int* best) {
        const float least = bound(column, codes);
        for (int first = 0; first < codes; first += lanes) {
            const int count = std::min(lanes, codes - first);
            int reach = 0;
            if (count == lanes)
                for (int i = 0; i < lanes; ++i) reach |= int(column[first + i] >= least);
            if (count == lanes && reach == 0) continue;
            for (int code = first; code < first + count; ++code) {
                if (column[code] < least) continue;
                int place = places;
                for (; place > 0 && (best[place - 1] < 0 || column[best[place - 1]] < column[code]); --place)
                    if (place < places) best[place] = best[place - 1];
                if (place < places) best[place] = code;
            }
        }
    }
};

}  // namespace

Beam::Beam(const Model& model) : model_(&model) {
    piles_.resize(std::size_t(2 * continuations * (model.recoder->most_length() + 1)));
    for (Pile& pile : piles_) pile.nodes.reserve(17);
    group_of_.assign(std::size_t(model.network.output.rows), the_rest);
    logs_.resize(group_of_.size());
}

float Beam::Step::certainty() const { return log_probability + certainty_offset; }

Beam::Pile& Beam::pile(bool in_dictionary, Continuation continuation, int length) {
    return piles_[std::size_t((length * 2 + in_dictionary) * continuations + continuation)];
}

// The two most probable codes and null are tried first; the next three and then all others only if nothing came of
// those.
void Beam::rank(const float* column, int codes) {
    int best[Rank::places] = {-1, -1, -1, -1, -1};
    run_wide<Rank>(column, codes, static_cast<int*>(best));
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

float Beam::score_of(std::int32_t node) const { return node < 0 ? 0 : nodes_[std::size_t(node)].score; }

// Of a code, alone or together with null: asked for by many readings of one column.
float Beam::log_in_column(const float* column, int code, bool with_null) {
    Log& log = logs_[std::size_t(code)][std::size_t(with_null)];
    if (log.column != column_) {
        log.column = column_;
        log.value = log_of(with_null ? column[code] + column[model_->null_code] : column[code]);
    }
    return log.value;
}

Beam::Node Beam::after(const From& from, const Step& step) const {
    Node node;
    node.previous = from.node;
    node.code = step.code;
    node.unichar = step.unichar;
    node.duplicate = step.duplicate;
    node.log_probability = step.log_probability;
    if (from.node >= 0) {
        const Node& before = nodes_[std::size_t(from.node)];
        node.hash = before.hash;
        node.sign = before.sign;
        node.state = before.state;
        node.kind = before.kind;
    }
    if (step.state >= 0) node.state = step.state;
    if (step.code != model_->null_code && !step.duplicate)
        node.hash = (node.hash ^ std::uint64_t(step.code + 1)) * 0x9E3779B97F4A7C15u;
    return node;
}

bool Beam::has_room(const Pile& pile, std::size_t most, float score) {
    return pile.nodes.size() < most || score > pile.nodes[pile.worst].score;
}

void Beam::offer(Pile& pile, std::size_t most, Node& node, float certainty) {
    node.score = certainty + score_of(node.previous);
    std::vector<Node>& nodes = pile.nodes;
    if (!has_room(pile, most, node.score)) return;
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

// `step` repeats the code before it, or is null or a code inside an unfinished sign.
void Beam::add_part(const From& from, const Step& step, Continuation continuation, int length) {
    float certainty = step.certainty();
    if (from.in_dictionary) {
        if (!(certainty > least_in_dictionary)) return;
    } else {
        certainty *= outside_factor;
        if (certainty < least_certainty && step.code != model_->null_code) return;
    }
    Pile& target = pile(from.in_dictionary, continuation, length);
    if (!has_room(target, width_of[length], certainty + score_of(from.node))) return;
    Node node = after(from, step);
    if (from.node < 0) node.kind = from.in_dictionary ? WordKind::none : WordKind::top_choice;
    offer(target, width_of[length], node, certainty);
}

void Beam::add_sign(const From& from, const Step& step, Continuation continuation) {
    const float certainty = step.certainty();
    if (from.in_dictionary) {
        if (certainty > least_in_dictionary) add_in_dictionary(from, step, continuation);
        return;
    }
    Pile& outside = pile(false, continuation, 0);
    if (has_room(outside, width_of[0], certainty * outside_factor + score_of(from.node))) {
        Node node = after(from, step);
        node.kind = WordKind::top_choice;
        offer(outside, width_of[0], node, certainty * outside_factor);
    }
    if (step.unichar == no_unichar || model_->dictionary->empty()) return;
    // Where a word may begin the dictionary is entered. A blank then counts as one inside it.
    if (step.unichar == unichar_space) {
        if (!(certainty > least_in_dictionary)) return;
        Node node = after(from, step);
        node.kind = WordKind::none;
        start_dictionary(node, certainty, continuation);
    } else if (!model_->unichars[std::size_t(step.unichar)].space_delimited) {
        Node node = after(from, step);
        node.kind = WordKind::top_choice;
        start_dictionary(node, certainty * outside_factor, continuation);
    }
}

void Beam::start_dictionary(Node node, float certainty, Continuation continuation) {
    node.score = certainty + score_of(node.previous);
    Node& best = starts_[continuation];
    if (best.code >= 0 && !(node.score > best.score)) return;
    node.starts_dictionary = true;
    node.first_position = 0;
    node.positions = std::int32_t(first_positions_);
    best = node;
}

void Beam::add_in_dictionary(const From& from, const Step& taken, Continuation continuation) {
    Pile& inside = pile(true, continuation, 0);
    Pile& outside = pile(false, continuation, 0);
    const float certainty = taken.certainty(), score = certainty + score_of(from.node);
    const bool room = has_room(inside, width_of[0], score);
    if (taken.unichar == no_unichar) {
        if (!room) return;
        Node node = after(from, taken);
        node.kind = WordKind::none;
        offer(inside, width_of[0], node, certainty);
        return;
    }
    if (!room && !has_room(outside, width_of[0], score)) return;

    Node node = after(from, taken);
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
    const auto again = [&](bool with_null, Continuation continuation) {
        const float log_probability = log_in_column(column, before.code, with_null);
        add_part(from, {before.code, before.unichar, -1, log_probability, true}, continuation, from.length);
    };
    if (group_of_[std::size_t(before.code)] == group) {
        if (from.continuation != no_repeat) again(false, anything);
        if (from.continuation == anything && group == top_two && before.code != null_code) again(true, no_repeat);
    }
    if (from.continuation != only_repeat && from.length > 0 && before.code != null_code && group == top_two)
        add_part(from, {null_code, no_unichar, -1, log_in_column(column, null_code, false), false}, anything,
                 from.length);
}

void Beam::add(const From& from, int code, int unichar, int next_state, float log_probability,
               Continuation continuation) {
    const bool null = code == model_->null_code && from.length == 0;
    if (null || unichar != no_unichar) add_sign(from, {code, unichar, 0, log_probability, false}, continuation);
    if (next_state >= 0)
        add_part(from, {code, no_unichar, next_state, log_probability, false}, continuation, from.length + 1);
}

void Beam::extend_by(const From& from, const float* column, Group group, int code) {
    const Node* before = from.node < 0 ? nullptr : &nodes_[std::size_t(from.node)];
    if (before && before->code == code) return;
    const int null_code = model_->null_code, state = before ? before->state : 0;
    const int unichar = model_->recoder->final_unichar(state, code);
    const int next_state = model_->recoder->next_state(state, code);
    if (unichar == no_unichar && next_state < 0 && !(code == null_code && from.length == 0)) return;
    const float log_probability = log_in_column(column, code, false);
    if (log_probability + certainty_offset < least_certainty && code != null_code) return;
    add(from, code, unichar, next_state, log_probability, anything);
    if (group != top_two || code == null_code) return;
    const bool both = before && from.continuation == anything && before->code != null_code &&
                      ((before->code == top_ && code == second_) || (code == top_ && before->code == second_));
    const float together =
        both ? log_of(column[code] + column[null_code] + column[before->code]) : log_in_column(column, code, true);
    add(from, code, unichar, next_state, together, only_repeat);
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
            offer(pile(true, Continuation(continuation), 0), width_of[0], start,
                  start.score - score_of(start.previous));
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
    for (auto& log : logs_) log = {};
    positions_.clear();
    model_->dictionary->start(positions_);
    first_positions_ = positions_.size();
    double sum = 0;
    int counted = 0;
    for (int i = 0; i < emissions.columns; ++i) {
        const float* column = emissions.column(i);
        column_ = i;
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
