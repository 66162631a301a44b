// SPDX-License-Identifier: Apache-2.0
#include "lib/store/replay.hpp"

#include "lib/base/text.hpp"

namespace saoy::store {

void Replay::tell(const Link& link, const char* code, const std::string& sentence) {
    problems_.push_back({0, 0, "", code,
                         text::fill(text::tr("link {0} of the chain ({1}): {2}"),
                                    {std::to_string(link.sequence), link.action, sentence})});
}

void Replay::follows(const Link& link) {
    const std::int64_t expected = last_ ? last_->sequence + 1 : 1;
    if (link.sequence > expected)
        tell(link, "chain-broken",
             text::fill(text::tr("{0} links before it are missing"), {std::to_string(link.sequence - expected)}));
    else if (link.sequence < expected)
        tell(link, "chain-broken", text::tr("it is there more than once"));
    else if (link.previous != (last_ ? last_->hash : std::string()))
        tell(link, "chain-broken", text::tr("it does not hold the hash of the link before"));
    if (hash_of(link) != link.hash) tell(link, "chain-broken", text::tr("it was altered: its hash is another"));
    if (link.action == resume_action || !last_) return;
    if (link.at + clock_tolerance < last_->latest) tell(link, "chain-time", text::tr("it is older than a link before"));
    if (link.latest != std::max(last_->latest, link.at)) tell(link, "chain-time", text::tr("its latest time is wrong"));
}

void Replay::act(const Link& link, const Json& detail) {
    if (link.action == "reserve") {
        if (!entries_.emplace(link.subject, Said{compact(detail), Entry::State::reserved, "", "", "", {}}).second)
            tell(link, "chain-contradiction", text::tr("this request has its number already"));
        const Series series{detail.at("year").get<int>(), detail.at("book").get<std::string>(),
                            detail.at("agency").get<std::string>()};
        const std::string mode = detail.at("mode").get<std::string>();
        if (modes_.emplace(series, mode).first->second != mode)
            tell(link, "chain-contradiction", text::tr("its book is of another mode"));
        int& last = last_numbers_[series];
        if (detail.at("number").get<int>() != last + 1)
            tell(link, "chain-contradiction", text::tr("its number is not the next of the book"));
        last = std::max(last, detail.at("number").get<int>());
        return;
    }
    if (link.action == "close") {
        closings_[{detail.at("year").get<int>(), detail.at("book").get<std::string>(),
                   detail.at("agency").get<std::string>()}] = detail.at("closed_at").get<std::int64_t>();
        return;
    }
    if (link.action == seal_action) seals_.push_back(link);
    if (link.action != "wait" && link.action != "issue" && link.action != "void") return;
    const auto found = entries_.find(link.subject);
    if (found == entries_.end()) return tell(link, "chain-contradiction", text::tr("no number was reserved for it"));
    Said& said = found->second;
    if (said.state == Entry::State::issued || said.state == Entry::State::voided)
        tell(link, "chain-contradiction", text::tr("its entry was issued or void before"));
    if (link.action == "wait") said.state = Entry::State::waiting;
    if (link.action == "issue") {
        said.state = Entry::State::issued;
        said.copy_path = detail.at("copy").get<std::string>();
        said.copy_digest = detail.at("digest").get<std::string>();
        said.issued_at = detail.at("issued_at").get<std::int64_t>();
    }
    if (link.action == "void") {
        said.state = Entry::State::voided;
        said.note = detail.at("note").get<std::string>();
    }
}

void Replay::take(const Link& link) {
    follows(link);
    try {
        act(link, Json::parse(link.detail));
    } catch (const Json::exception&) {
        tell(link, "chain-contradiction", text::tr("what it says cannot be read"));
    }
    last_ = link;
}

}  // namespace saoy::store
