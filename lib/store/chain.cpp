// SPDX-License-Identifier: Apache-2.0
#include "lib/store/chain.hpp"

#include <nettle/sha2.h>

#include "lib/base/text.hpp"

namespace saoy::store {

namespace {

#define SAOY_LINKS "SELECT sequence, at, latest, who, role, action, subject, detail, previous, hash FROM chain"

Link link_of(const Rows& row) {
    Link link;
    link.sequence = row.integer(0);
    link.at = Time(std::chrono::seconds(row.integer(1)));
    link.latest = Time(std::chrono::seconds(row.integer(2)));
    link.who = row.text(3);
    link.role = row.text(4);
    link.action = row.text(5);
    link.subject = row.text(6);
    link.detail = row.text(7);
    link.previous = row.text(8);
    link.hash = row.text(9);
    return link;
}

std::string sha256(const std::string& bytes) {
    sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
    std::uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(&context, sizeof digest, digest);
    std::string hex;
    for (const std::uint8_t byte : digest) {
        hex += "0123456789abcdef"[byte >> 4];
        hex += "0123456789abcdef"[byte & 15];
    }
    return hex;
}

std::int64_t seconds_of(Time time) { return time.time_since_epoch().count(); }

}  // namespace

std::string compact(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string hash_of(const Link& link) {
    return sha256(compact(Json::array({link.previous, link.sequence, seconds_of(link.at), seconds_of(link.latest),
                                       link.who, link.role, link.action, link.subject, link.detail})));
}

std::optional<Link> last_link(Session& session) {
    const auto found = session.ask(SAOY_LINKS " ORDER BY sequence DESC LIMIT 1");
    if (!found->next()) return std::nullopt;
    return link_of(*found);
}

std::optional<Link> link_at(Session& session, std::int64_t sequence) {
    const auto found = session.ask(SAOY_LINKS " WHERE sequence = ?", sequence);
    if (!found->next()) return std::nullopt;
    return link_of(*found);
}

void Chain::refuse_wrong_time(const std::optional<Link>& last, const Act& act) const {
    if (witness_)
        if (const auto seen = witness_->last(); seen && seen->sequence > (last ? last->sequence : 0))
            throw Error(Fault::refused, "register-restored",
                        text::tr("the register is older than it was: it was taken back from a backup, and would give "
                                 "numbers a second time"),
                        text::tr("saoy-register resume, by a person who knows which numbers were given since"));
    if (last && act.at + clock_tolerance < last->latest)
        throw Error(Fault::refused, "clock-back",
                    text::fill(text::tr("the clock says {0}, but the register has an entry of {1}"),
                               {rfc3339(act.at), rfc3339(last->latest)}),
                    text::tr("set the clock right; if the register's time is the wrong one: saoy-register resume"));
}

Link Chain::append(const Act& act, const std::string& action, const std::string& subject, const Json& detail) {
    const auto last = last_link(session_);
    const bool resumes = action == resume_action;
    if (!resumes) refuse_wrong_time(last, act);
    Link link;
    link.sequence = last ? last->sequence + 1 : 1;
    link.at = act.at;
    link.latest = last && !resumes ? std::max(last->latest, act.at) : act.at;
    link.who = act.who;
    link.role = act.role;
    link.action = action;
    link.subject = subject;
    link.detail = compact(detail);
    if (last) link.previous = last->hash;
    link.hash = hash_of(link);
    session_.run(
        "INSERT INTO chain (sequence, at, latest, who, role, action, subject, detail, previous, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        link.sequence, seconds_of(link.at), seconds_of(link.latest), link.who, link.role, link.action, link.subject,
        link.detail, last ? std::optional<std::string>(last->hash) : std::nullopt, link.hash);
    appended_ = link;
    return link;
}

void Chain::committed() const noexcept {
    if (witness_ && appended_) witness_->remember({appended_->sequence, appended_->hash});
}

void each_link(Session& session, const std::function<void(const Link&)>& work) {
    const auto found = session.ask(SAOY_LINKS " ORDER BY sequence");
    while (found->next()) work(link_of(*found));
}

Json written_of(const Entry& entry) {
    return {{"agency", entry.agency},
            {"book", entry.book},
            {"year", entry.year},
            {"number", entry.number},
            {"volume", entry.volume},
            {"mode", entry.mode},
            {"at", seconds_of(entry.at)},
            {"received", seconds_of(entry.received)},
            {"due", seconds_of(entry.due)},
            {"masters", entry.masters_digest},
            {"dossier", entry.dossier},
            {"paper", entry.paper},
            {"paper_name", entry.paper_name},
            {"requester", entry.requester},
            {"official", entry.official},
            {"attested_by", entry.attested_by},
            {"copies", entry.copies},
            {"pages", entry.pages},
            {"fee", entry.fee}};
}

}  // namespace saoy::store
