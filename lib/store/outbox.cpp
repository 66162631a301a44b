// SPDX-License-Identifier: Apache-2.0
// The outbox: messages that are to be sent, each until its receipt is in.
#include "lib/base/text.hpp"
#include "lib/store/connection.hpp"

namespace saoy::store {

namespace {

#define SAOY_OUTBOX_COLUMNS \
    "message_id, dossier, package, package_digest, attempts, next_attempt, receipt_id, last_error, refused"
#define SAOY_OPEN_MESSAGES "SELECT " SAOY_OUTBOX_COLUMNS " FROM outbox WHERE receipt_id = '' AND superseded_by = ''"

OutboxRow row_of(const Rows& found) {
    OutboxRow row;
    row.message_id = found.text(0);
    row.dossier = found.text(1);
    row.package = found.text(2);
    row.package_digest = found.text(3);
    row.attempts = int(found.integer(4));
    row.next_attempt = Time(std::chrono::seconds(found.integer(5)));
    row.receipt_id = found.text(6);
    row.last_error = found.text(7);
    row.refused = found.integer(8) != 0;
    return row;
}

std::vector<OutboxRow> rows_of(const std::unique_ptr<Rows>& found) {
    std::vector<OutboxRow> rows;
    while (found->next()) rows.push_back(row_of(*found));
    return rows;
}

std::int64_t seconds_of(Time time) { return time.time_since_epoch().count(); }

std::string receipt_of(Session& session, const std::string& message_id) {
    const auto found = session.ask("SELECT receipt_id FROM outbox WHERE message_id = ?", message_id);
    if (!found->next())
        throw Error(Fault::internal, "no-such-message",
                    text::fill(text::tr("message {0} is not in the outbox"), {message_id}));
    return found->text(0);
}

std::int64_t next_sequence(Session& session) {
    const auto found = session.ask("SELECT coalesce(max(sequence), 0) + 1 FROM outbox");
    return found->next() ? found->integer(0) : 1;
}

}  // namespace

OutboxRow Register::enqueue(const OutboxRow& row) {
    return connection_->write([&](Session& session, Chain&) {
        const auto of_package = [&] {
            return rows_of(
                session.ask("SELECT " SAOY_OUTBOX_COLUMNS " FROM outbox WHERE package_digest = ?", row.package_digest));
        };
        auto there = of_package();
        if (there.empty()) {
            session.run(
                "INSERT INTO outbox (sequence, message_id, dossier, package, package_digest, next_attempt)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                next_sequence(session), row.message_id, row.dossier, row.package, row.package_digest,
                seconds_of(row.next_attempt));
            there = of_package();
        }
        session.run(
            "UPDATE outbox SET superseded_by = ? WHERE dossier = ? AND message_id <> ? AND receipt_id = ''"
            " AND superseded_by = '' AND sequence < (SELECT sequence FROM outbox WHERE message_id = ?)",
            there.front().message_id, row.dossier, there.front().message_id, there.front().message_id);
        return there.front();
    });
}

std::vector<OutboxRow> Register::due(Time now) const {
    return connection_->with([&](Session& session) {
        return rows_of(
            session.ask(SAOY_OPEN_MESSAGES " AND next_attempt <= ? ORDER BY next_attempt, sequence", seconds_of(now)));
    });
}

std::vector<OutboxRow> Register::refused(Time now) const {
    return connection_->with([&](Session& session) {
        return rows_of(session.ask(SAOY_OPEN_MESSAGES
                                   " AND refused = 1 AND next_attempt > ? ORDER BY next_attempt, sequence",
                                   seconds_of(now)));
    });
}

std::optional<OutboxRow> Register::find_message(const std::string& dossier) const {
    return connection_->with([&](Session& session) -> std::optional<OutboxRow> {
        const auto rows = rows_of(session.ask(
            "SELECT " SAOY_OUTBOX_COLUMNS " FROM outbox WHERE dossier = ? ORDER BY sequence DESC LIMIT 1", dossier));
        if (rows.empty()) return std::nullopt;
        return rows.front();
    });
}

void Register::failed(const std::string& message_id, const std::string& why, Time next_attempt, bool refused) {
    connection_->write([&](Session& session, Chain&) {
        if (!receipt_of(session, message_id).empty()) return false;  // another process got its receipt meanwhile
        session.run(
            "UPDATE outbox SET attempts = attempts + 1, last_error = ?, next_attempt = ?, refused = ?"
            " WHERE message_id = ?",
            why, seconds_of(next_attempt), std::int64_t(refused), message_id);
        return true;
    });
}

void Register::acknowledged(const std::string& message_id, const std::string& receipt_id) {
    connection_->write([&](Session& session, Chain&) {
        const std::string known = receipt_of(session, message_id);
        if (known == receipt_id && !known.empty()) return false;
        if (!known.empty() || receipt_id.empty())
            throw Error(Fault::internal, "second-receipt",
                        text::fill(text::tr("message {0} has another receipt already"), {message_id}));
        session.run("UPDATE outbox SET receipt_id = ?, last_error = '' WHERE message_id = ?", receipt_id, message_id);
        return true;
    });
}

}  // namespace saoy::store
