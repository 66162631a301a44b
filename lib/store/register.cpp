// SPDX-License-Identifier: Apache-2.0
#include "lib/store/register.hpp"

#include "lib/base/text.hpp"
#include "lib/store/connection.hpp"
#include "lib/store/entries.hpp"

namespace saoy::store {

namespace {

std::int64_t seconds_of(Time time) { return time.time_since_epoch().count(); }

Entry entry_to_change(Session& session, const std::string& request_id) {
    auto entry = find_request(session, request_id);
    if (!entry)
        throw Error(Fault::missing, "no-such-entry",
                    text::fill(text::tr("no number was reserved for request {0}"), {request_id}));
    return *entry;
}

Entry already_reserved(const Request& request, const Entry& entry) {
    if (entry.agency != request.agency || entry.book != request.book || entry.masters_digest != request.masters_digest)
        throw Error(Fault::refused, "request-changed",
                    text::fill(text::tr("request {0} has number {1} for another original"),
                               {request.request_id, number_of(entry)}));
    if (entry.state == Entry::State::voided)
        throw Error(Fault::refused, "entry-void",
                    text::fill(text::tr("number {0} of this request was made void: {1}"),
                               {number_of(entry), text::mask_numbers(entry.note)}),
                    text::tr("certify again under a new request"));
    return entry;
}

void refuse_second_number(Session& session, const Request& request) {
    const auto other = find_masters(session, request.agency, request.masters_digest);
    if (!other) return;
    throw Error(Fault::refused, "already-certified",
                text::fill(text::tr("this original already has number {0} in dossier {1}"),
                           {number_of(*other), other->dossier}),
                text::tr("hand out further copies of that one, or make that entry void first"));
}

struct Book {
    std::string mode;
    bool closed = false;
};

std::optional<Book> find_book(Session& session, const std::string& agency, const std::string& book, int year) {
    const auto found =
        session.ask("SELECT mode, closed_at FROM books WHERE agency = ? AND book = ? AND year = ?", agency, book, year);
    if (!found->next()) return std::nullopt;
    return Book{found->text(0), !found->is_null(1)};
}

[[noreturn]] void refuse_closed(const std::string& book, int year) {
    throw Error(Fault::refused, "book-closed",
                text::fill(text::tr("the book {0} of {1} is closed"), {book, std::to_string(year)}),
                text::tr("attest the paper again: it gets a number of this year"));
}

// The book of the request's year, begun with its first number.
void open_book(Session& session, const Entry& entry) {
    const auto book = find_book(session, entry.agency, entry.book, entry.year);
    if (!book) {
        session.run("INSERT INTO books (agency, book, year, mode) VALUES (?, ?, ?, ?)", entry.agency, entry.book,
                    entry.year, entry.mode);
        return;
    }
    if (book->closed) refuse_closed(entry.book, entry.year);
    if (book->mode != entry.mode)
        throw Error(Fault::refused, "book-of-other-mode",
                    text::fill(text::tr("the book {0} of {1} holds copies of the mode {2}"),
                               {entry.book, std::to_string(entry.year), book->mode}),
                    text::tr("give each mode of the profile a book of its own"));
}

// Takes or renews the lease; the new attempt makes every older one too late.
int take_lease(Session& session, const std::string& request_id, const Register::Options& options, const Act& act) {
    int attempt = 0;
    {
        const auto found = session.ask("SELECT attempt, holder, until FROM leases WHERE request_id = ?", request_id);
        if (found->next()) {
            attempt = int(found->integer(0));
            if (found->text(1) != options.holder && found->integer(2) > seconds_of(act.at))
                throw Error(Fault::temporary, "in-hand",
                            text::fill(text::tr("the computer {0} is at work on this paper"), {found->text(1)}),
                            text::tr("try again later; after half an hour without a result this computer takes over"));
        }
    }
    const std::int64_t until = seconds_of(act.at + options.lease);
    if (attempt == 0)
        session.run("INSERT INTO leases (request_id, attempt, holder, until) VALUES (?, 1, ?, ?)", request_id,
                    options.holder, until);
    else
        session.run("UPDATE leases SET attempt = attempt + 1, holder = ?, until = ? WHERE request_id = ?",
                    options.holder, until, request_id);
    return attempt + 1;
}

void refuse_old_attempt(Session& session, const Entry& entry, int attempt) {
    const auto found = session.ask("SELECT attempt FROM leases WHERE request_id = ?", entry.request_id);
    if (!found->next() || found->integer(0) != attempt)
        throw Error(Fault::temporary, "attempt-old",
                    text::fill(text::tr("number {0} was taken over by another process"), {number_of(entry)}),
                    text::tr("run it again: what the other has made is used"));
}

bool is_open(const Entry& entry) {
    return entry.state == Entry::State::reserved || entry.state == Entry::State::waiting;
}

}  // namespace

Entry Register::reserve(const Request& request, const Act& act) {
    return connection_->write([&](Session& session, Chain& chain) {
        if (const auto known = find_request(session, request.request_id)) {
            Entry entry = already_reserved(request, *known);
            if (is_open(entry)) entry.attempt = take_lease(session, entry.request_id, connection_->options, act);
            return entry;
        }
        if (text::trim(request.attested_by).empty())
            throw Error(Fault::refused, "not-attested",
                        text::fill(text::tr("request {0}: nobody has compared its paper with the original"),
                                   {request.request_id}),
                        text::tr("saoy-review accept, by the person who has the original"));
        refuse_second_number(session, request);
        if (request.at > act.at + clock_tolerance)
            throw Error(Fault::refused, "attested-later",
                        text::fill(text::tr("the paper was attested at {0}, which has not come yet: it is {1}"),
                                   {rfc3339(request.at), rfc3339(act.at)}),
                        text::tr("set the clocks of the computers right"));
        Entry entry;
        static_cast<Request&>(entry) = request;
        entry.year = vietnam_time(request.at).year;
        open_book(session, entry);
        entry.number = last_number(session, entry.agency, entry.book, entry.year) + 1;
        insert(session, entry);
        entry.attempt = take_lease(session, entry.request_id, connection_->options, act);
        chain.append(act, "reserve", entry.request_id, written_of(entry));
        return entry;
    });
}

void Register::wait_for_signature(const std::string& request_id, int attempt, const std::string& draft_digest,
                                  const Act& act) {
    connection_->write([&](Session& session, Chain& chain) {
        const Entry entry = entry_to_change(session, request_id);
        if (entry.state != Entry::State::reserved) return false;
        refuse_old_attempt(session, entry, attempt);
        session.run("UPDATE entries SET state = 'waiting' WHERE request_id = ?", request_id);
        chain.append(act, "wait", request_id, {{"draft", draft_digest}});
        return true;
    });
}

Entry Register::claim(const std::string& request_id, const Act& act) {
    return connection_->write([&](Session& session, Chain&) {
        Entry entry = entry_to_change(session, request_id);
        if (is_open(entry)) entry.attempt = take_lease(session, request_id, connection_->options, act);
        return entry;
    });
}

void Register::hand_over(const std::string& request_id, int attempt, const Act& act) {
    connection_->write([&](Session& session, Chain& chain) {
        const Entry entry = entry_to_change(session, request_id);
        if (!is_open(entry)) return false;
        refuse_old_attempt(session, entry, attempt);
        session.run("UPDATE leases SET attempt = attempt + 1, until = ? WHERE request_id = ?",
                    seconds_of(act.at - clock_tolerance), request_id);
        chain.append(act, "hand-over", request_id, {{"attempt", attempt}});
        return true;
    });
}

void Register::finish(const std::string& request_id, int attempt, const Path& copy, const std::string& copy_digest,
                      const Act& act) {
    connection_->write([&](Session& session, Chain& chain) {
        const Entry entry = entry_to_change(session, request_id);
        if (entry.state == Entry::State::issued && entry.copy_digest == copy_digest) return false;
        if (!is_open(entry))
            throw Error(Fault::internal, "entry-final",
                        text::fill(text::tr("number {0} is {1} and cannot be issued with another copy"),
                                   {number_of(entry), to_string(entry.state)}));
        refuse_old_attempt(session, entry, attempt);
        const std::string path = std::filesystem::absolute(copy).lexically_normal().string();
        session.run(
            "UPDATE entries SET state = 'issued', copy_path = ?, copy_digest = ?, issued_at = ? WHERE request_id = ?",
            path, copy_digest, seconds_of(act.at), request_id);
        chain.append(act, "issue", request_id,
                     {{"copy", path}, {"digest", copy_digest}, {"issued_at", seconds_of(act.at)}});
        return true;
    });
}

void Register::make_void(const std::string& request_id, const std::string& note, const Act& act) {
    connection_->write([&](Session& session, Chain& chain) {
        const Entry entry = entry_to_change(session, request_id);
        if (entry.state == Entry::State::voided && entry.note == note) return false;
        if (!is_open(entry))
            throw Error(
                Fault::refused, "entry-final",
                text::fill(text::tr("number {0} is {1} and stays so"), {number_of(entry), to_string(entry.state)}));
        session.run("UPDATE entries SET state = 'voided', note = ? WHERE request_id = ?", note, request_id);
        chain.append(act, "void", request_id, {{"note", note}});
        return true;
    });
}

Totals Register::close(const std::string& agency, const std::string& book, int year, const Act& act) {
    return connection_->write([&](Session& session, Chain& chain) {
        Totals totals;
        int open = 0;
        each_entry(session, "agency = ? AND book = ? AND year = ?", {agency, book, std::int64_t(year)},
                   [&](const Entry& entry) {
                       totals.last = std::max(totals.last, entry.number);
                       if (is_open(entry)) ++open;
                       if (entry.state == Entry::State::voided) ++totals.voided;
                       if (entry.state != Entry::State::issued) return;
                       ++totals.issued;
                       totals.copies += entry.copies;
                       totals.fee += entry.fee;
                   });
        if (totals.last == 0)
            throw Error(Fault::missing, "no-such-book",
                        text::fill(text::tr("there is no book {0} of {1}"), {book, std::to_string(year)}));
        if (open > 0)
            throw Error(Fault::refused, "entries-open",
                        text::fill(text::tr("{0} numbers still wait for their copy"), {std::to_string(open)}),
                        text::tr("finish them, or make them void"));
        if (vietnam_time(act.at).year <= year)
            throw Error(Fault::refused, "year-not-over",
                        text::fill(text::tr("the year {0} is not over"), {std::to_string(year)}));
        if (const auto found = find_book(session, agency, book, year); found && found->closed)
            refuse_closed(book, year);
        session.run("UPDATE books SET closed_at = ? WHERE agency = ? AND book = ? AND year = ?", seconds_of(act.at),
                    agency, book, year);
        chain.append(act, "close", agency + " " + book + " " + std::to_string(year),
                     {{"agency", agency},
                      {"book", book},
                      {"year", year},
                      {"closed_at", seconds_of(act.at)},
                      {"last", totals.last},
                      {"issued", totals.issued},
                      {"voided", totals.voided},
                      {"copies", totals.copies},
                      {"fee", totals.fee}});
        return totals;
    });
}

Link Register::record(const std::string& action, const std::string& subject, const Json& detail, const Act& act) {
    return connection_->write([&](Session&, Chain& chain) { return chain.append(act, action, subject, detail); });
}

Link Register::resume(const std::string& reason, const Act& act) {
    const auto seen = connection_->witness ? connection_->witness->last() : std::nullopt;
    Json detail = {{"reason", reason}};
    if (seen) detail["witness"] = {{"sequence", seen->sequence}, {"hash", seen->hash}};
    return record(resume_action, "", detail, act);
}

std::optional<Entry> Register::find(const std::string& request_id) const {
    return connection_->with([&](Session& session) { return find_request(session, request_id); });
}

std::optional<Entry> Register::find_by_copy(const std::string& copy_digest) const {
    return connection_->with([&](Session& session) {
        std::optional<Entry> found;
        each_entry(session, "copy_digest = ?", {copy_digest}, [&](const Entry& entry) { found = entry; });
        return found;
    });
}

void Register::each(const Filter& filter, const std::function<void(const Entry&)>& row) const {
    std::string where = "number > 0";
    std::vector<Value> values;
    if (filter.year) {
        where += " AND year = ?";
        values.emplace_back(std::int64_t(*filter.year));
    }
    if (!filter.book.empty()) {
        where += " AND book = ?";
        values.emplace_back(filter.book);
    }
    const std::string wanted = text::fold(filter.text);
    const auto holds = [&](const std::string& text) { return text::fold(text).find(wanted) != std::string::npos; };
    connection_->with([&](Session& session) {
        each_entry(session, where, values, [&](const Entry& entry) {
            if (wanted.empty() || holds(entry.paper_name) || holds(entry.dossier) || holds(entry.requester) ||
                holds(entry.official))
                row(entry);
        });
    });
}

std::optional<Link> Register::head() const {
    return connection_->with([&](Session& session) { return last_link(session); });
}

void Register::each_link(const std::function<void(const Link&)>& work) const {
    connection_->with([&](Session& session) { store::each_link(session, work); });
}

}  // namespace saoy::store
