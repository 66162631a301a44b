// SPDX-License-Identifier: Apache-2.0
// Proves the register: the database whole, its rules in force, the chain unbroken, the entries what the chain says,
// numbers 1..n, every issued copy there and unchanged, every seal good.
#include <set>

#include "lib/base/text.hpp"
#include "lib/store/connection.hpp"
#include "lib/store/entries.hpp"
#include "lib/store/replay.hpp"

namespace saoy::store {

namespace {

using Problems = std::vector<Problem>;

void check_database(Session& session, Problems& problems) {
    for (const std::string& line : session.damage()) problems.push_back({0, 0, "", "file-damaged", line});
    if (session.definitions() != session.sound_definitions())
        problems.push_back(
            {0, 0, "", "rules-altered", text::tr("the tables, indexes or triggers are not those saoy made")});
}

// The keys of `a` whose value in `b` is another, "copies, fee".
std::string differing_keys(const Json& a, const Json& b) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : a.items())
        if (!b.contains(key) || b.at(key) != value) keys.push_back(key);
    return text::join(keys, ", ");
}

class Checking {
public:
    Checking(Session& session, Problems& problems) : session_(session), problems_(problems), replay_(problems) {}

    void chain(const std::optional<Witness>& witness) {
        std::optional<Witness::Seen> seen = witness ? witness->last() : std::nullopt;
        each_link(session_, [&](const Link& link) {
            replay_.take(link);
            if (link.action == resume_action || !seen) return;
            if (link.sequence == seen->sequence && link.hash != seen->hash)
                tell_all("chain-rewritten",
                         text::fill(text::tr("link {0} of the chain is not the one that its witness saw"),
                                    {std::to_string(link.sequence)}));
        });
        const std::int64_t last = replay_.last() ? replay_.last()->sequence : 0;
        if (seen && seen->sequence > last)
            tell_all("chain-cut", text::fill(text::tr("the chain ends with link {0}; its witness saw link {1}"),
                                             {std::to_string(last), std::to_string(seen->sequence)}));
    }

    void entries(const Register::DigestOf& digest_of) {
        std::map<Series, int> expected;
        each_entry(session_, "number > 0 OR number <= 0", {}, [&](const Entry& entry) {
            number(entry, expected[{entry.year, entry.book, entry.agency}]);
            against_chain(entry);
            on_its_own(entry, digest_of);
        });
        for (const auto& [series, last] : replay_.last_numbers()) missing(series, expected[series], last + 1);
        for (const auto& [request, said] : replay_.entries())
            if (seen_.count(request) == 0)
                tell_all("entry-missing",
                         text::fill(text::tr("the chain has request {0}, the entries have not"), {request}));
    }

    void books() {
        std::map<Series, std::optional<std::int64_t>> there;
        {
            const auto found = session_.ask("SELECT year, book, agency, closed_at, mode FROM books");
            while (found->next()) {
                const Series series{int(found->integer(0)), found->text(1), found->text(2)};
                there[series] = found->is_null(3) ? std::nullopt : std::optional(found->integer(3));
                const auto said = replay_.modes().find(series);
                if (said != replay_.modes().end() && said->second != found->text(4))
                    tell(series, 0, "book-altered", text::tr("the chain says otherwise of which mode this book is"));
            }
        }
        for (const auto& [series, last] : replay_.last_numbers())
            if (there.count(series) == 0) tell(series, 0, "book-missing", text::tr("its book is not there"));
        for (const auto& [series, closed] : there) {
            const auto said = replay_.closings().find(series);
            if (replay_.last_numbers().count(series) == 0)
                tell(series, 0, "book-altered", text::tr("the chain knows nothing of this book"));
            else if (closed != (said == replay_.closings().end() ? std::nullopt : std::optional(said->second)))
                tell(series, 0, "book-altered", text::tr("the chain says otherwise when this book was closed"));
        }
    }

    void seals(const Register::SealFault& fault_of) {
        if (!fault_of) return;
        for (const Link& seal : replay_.seals()) {
            std::string fault;
            const Json detail = Json::parse(seal.detail, nullptr, false);
            const auto sealed =
                detail.is_object() ? link_at(session_, detail.value("head", std::int64_t(0))) : std::nullopt;
            fault = sealed && sealed->hash == detail.value("hash", "") ? fault_of(seal, *sealed)
                                                                       : text::tr("it does not fit the chain");
            if (!fault.empty())
                tell_all("seal-bad", text::fill(text::tr("the seal of {0} (link {1}): {2}"),
                                                {rfc3339(seal.at), std::to_string(seal.sequence), fault}));
        }
    }

private:
    void tell_all(const char* code, const std::string& sentence) { problems_.push_back({0, 0, "", code, sentence}); }
    void tell(const Series& series, int number, const char* code, const std::string& sentence) {
        problems_.push_back(
            {std::get<0>(series), number, std::get<1>(series), code, std::get<2>(series) + ": " + sentence});
    }
    void tell(const Entry& entry, const char* code, const std::string& sentence) {
        problems_.push_back({entry.year, entry.number, entry.book, code, sentence});
    }

    void missing(const Series& series, int after, int before) {
        for (int number = after + 1; number < before; ++number)
            tell(series, number, "number-missing",
                 text::fill(text::tr("number {0} is missing"), {std::to_string(number)}));
    }

    // Each number must be the one after the last of its series.
    void number(const Entry& entry, int& last) {
        const Series series{entry.year, entry.book, entry.agency};
        if (entry.number <= last)
            tell(series, entry.number, "number-twice",
                 text::fill(text::tr("number {0} is there more than once (request {1})"),
                            {std::to_string(entry.number), entry.request_id}));
        missing(series, last, entry.number);
        last = std::max(last, entry.number);
    }

    void against_chain(const Entry& entry) {
        seen_.insert(entry.request_id);
        const auto found = replay_.entries().find(entry.request_id);
        if (found == replay_.entries().end())
            return tell(entry, "entry-unknown",
                        text::fill(text::tr("the chain does not know its request {0}"), {entry.request_id}));
        const Replay::Said& said = found->second;
        const Json row = written_of(entry);
        if (compact(row) != said.written)
            tell(entry, "entry-altered",
                 text::fill(text::tr("differs from the chain: {0}"),
                            {differing_keys(Json::parse(compact(row)), Json::parse(said.written))}));
        if (entry.state != said.state)
            tell(entry, "entry-altered",
                 text::fill(text::tr("is {0}, but {1} by the chain"), {to_string(entry.state), to_string(said.state)}));
        std::optional<std::int64_t> issued;
        if (entry.issued_at) issued = entry.issued_at->time_since_epoch().count();
        std::vector<std::string> keys;
        // Compared as the chain writes them, for a path that is not UTF-8.
        if (compact(Json(entry.copy_path)) != compact(Json(said.copy_path))) keys.emplace_back("copy_path");
        if (entry.copy_digest != said.copy_digest) keys.emplace_back("copy_digest");
        if (issued != said.issued_at) keys.emplace_back("issued_at");
        if (compact(Json(entry.note)) != compact(Json(said.note))) keys.emplace_back("note");
        if (!keys.empty())
            tell(entry, "entry-altered", text::fill(text::tr("differs from the chain: {0}"), {text::join(keys, ", ")}));
    }

    void on_its_own(const Entry& entry, const Register::DigestOf& digest_of) {
        if (vietnam_time(entry.at).year != entry.year)
            tell(entry, "year-wrong",
                 text::fill(text::tr("certified at {0}, outside the year of its number"), {rfc3339(entry.at)}));
        if (entry.state == Entry::State::reserved)
            tell(entry, "reserved-unfinished",
                 text::fill(text::tr("waits for its copy (dossier {0}, paper {1})"), {entry.dossier, entry.paper}));
        if (entry.state == Entry::State::waiting)
            tell(entry, "waiting-signature",
                 text::fill(text::tr("waits for its signatures (dossier {0}, paper {1})"),
                            {entry.dossier, entry.paper}));
        if (entry.state != Entry::State::issued) return;
        const auto digest = digest_of(entry);
        if (!digest)
            tell(entry, "copy-missing", text::fill(text::tr("its copy {0} is not there"), {entry.copy_path}));
        else if (*digest != entry.copy_digest)
            tell(entry, "copy-altered",
                 text::fill(text::tr("its copy {0} is not the one that was signed"), {entry.copy_path}));
    }

    Session& session_;
    Problems& problems_;
    Replay replay_;
    std::set<std::string> seen_;
};

}  // namespace

std::vector<Problem> Register::check(const DigestOf& digest_of, const SealFault& seal_fault) const {
    Problems problems;
    connection_->with([&](Session& session) {
        const Snapshot snapshot(session);
        check_database(session, problems);
        Checking checking(session, problems);
        checking.chain(connection_->witness);
        checking.entries(digest_of);
        checking.books();
        checking.seals(seal_fault);
    });
    return problems;
}

}  // namespace saoy::store
