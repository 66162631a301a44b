// SPDX-License-Identifier: Apache-2.0
#include "lib/store/schema.hpp"

namespace saoy::store {

namespace {

// Times are seconds since 1970-01-01 UTC; digests are 64 lower-case hex digits; fee is dong.
// `previous` points at the number (the link) before: no number (no link) can be left out.
constexpr const char* tables = R"sql(
CREATE TABLE books (
    agency TEXT NOT NULL,
    book TEXT NOT NULL,
    year BIGINT NOT NULL CHECK (year BETWEEN 1900 AND 9999),
    mode TEXT NOT NULL,
    closed_at BIGINT,
    PRIMARY KEY (agency, book, year),
    UNIQUE (agency, book, year, mode)
);
CREATE TABLE entries (
    request_id TEXT NOT NULL PRIMARY KEY CHECK (request_id <> ''),
    agency TEXT NOT NULL,
    book TEXT NOT NULL,
    year BIGINT NOT NULL,
    number BIGINT NOT NULL CHECK (number >= 1),
    previous BIGINT,
    volume TEXT NOT NULL,
    mode TEXT NOT NULL,
    at BIGINT NOT NULL,
    received BIGINT NOT NULL,
    due BIGINT NOT NULL,
    masters_digest TEXT NOT NULL CHECK (masters_digest <> ''),
    dossier TEXT NOT NULL,
    paper TEXT NOT NULL,
    paper_name TEXT NOT NULL,
    requester TEXT NOT NULL,
    official TEXT NOT NULL,
    attested_by TEXT NOT NULL CHECK (attested_by <> ''),
    copies BIGINT NOT NULL CHECK (copies >= 1),
    pages BIGINT NOT NULL CHECK (pages >= 0),
    fee BIGINT NOT NULL CHECK (fee >= 0),
    state TEXT NOT NULL DEFAULT 'reserved' CHECK (state IN ('reserved', 'waiting', 'issued', 'voided')),
    copy_path TEXT,
    copy_digest TEXT,
    issued_at BIGINT,
    note TEXT NOT NULL DEFAULT '',
    UNIQUE (agency, book, year, number),
    FOREIGN KEY (agency, book, year, mode) REFERENCES books (agency, book, year, mode),
    FOREIGN KEY (agency, book, year, previous) REFERENCES entries (agency, book, year, number),
    CHECK ((number = 1 AND previous IS NULL) OR (previous IS NOT NULL AND previous = number - 1)),
    CHECK ((state = 'issued') = (copy_path IS NOT NULL)),
    CHECK ((state = 'issued') = (copy_digest IS NOT NULL)),
    CHECK ((state = 'issued') = (issued_at IS NOT NULL)),
    CHECK (state <> 'voided' OR note <> '')
);
CREATE UNIQUE INDEX entry_masters ON entries (agency, masters_digest) WHERE state <> 'voided';
CREATE INDEX entry_copy ON entries (copy_digest) WHERE copy_digest IS NOT NULL;
-- Who is at work on an entry, and until when; working data, no part of the evidence.
CREATE TABLE leases (
    request_id TEXT NOT NULL PRIMARY KEY REFERENCES entries (request_id),
    attempt BIGINT NOT NULL CHECK (attempt >= 1),
    holder TEXT NOT NULL,
    until BIGINT NOT NULL
);
-- What was done, each link holding the hash of the one before.
CREATE TABLE chain (
    sequence BIGINT NOT NULL PRIMARY KEY CHECK (sequence >= 1),
    at BIGINT NOT NULL,
    latest BIGINT NOT NULL,
    who TEXT NOT NULL,
    role TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action <> ''),
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous TEXT UNIQUE,
    hash TEXT NOT NULL UNIQUE,
    CHECK ((sequence = 1) = (previous IS NULL)),
    FOREIGN KEY (previous) REFERENCES chain (hash)
);
-- What is to be sent: the message id is made once and used for every attempt.
CREATE TABLE outbox (
    sequence BIGINT NOT NULL PRIMARY KEY,
    message_id TEXT NOT NULL UNIQUE CHECK (message_id <> ''),
    dossier TEXT NOT NULL,
    package TEXT NOT NULL,
    package_digest TEXT NOT NULL UNIQUE,
    attempts BIGINT NOT NULL DEFAULT 0,
    next_attempt BIGINT NOT NULL,
    receipt_id TEXT NOT NULL DEFAULT '',
    last_error TEXT NOT NULL DEFAULT '',
    refused BIGINT NOT NULL DEFAULT 0 CHECK (refused IN (0, 1)),
    superseded_by TEXT NOT NULL DEFAULT ''
);
CREATE INDEX outbox_dossier ON outbox (dossier);
CREATE INDEX outbox_due ON outbox (next_attempt) WHERE receipt_id = '' AND superseded_by = '';
)sql";

// The rules hold against every program that writes the register, not only this one: numbers follow each other, nothing
// is deleted, what was written stays as it was.
struct Rule {
    const char* name;
    const char* before;  // of what
    const char* when;
    const char* says;
};

constexpr Rule rules[] = {
    {"entry_begins", "INSERT ON entries", "NEW.state <> 'reserved'", "an entry begins as reserved"},
    {"entry_kept", "DELETE ON entries", "TRUE", "entries are never deleted"},
    {"entry_written",
     "UPDATE OF request_id, agency, book, year, number, previous, volume, mode, at, received, due, masters_digest,"
     " dossier, paper, paper_name, requester, official, attested_by, copies, pages, fee ON entries",
     "TRUE", "what an entry says is never changed"},
    {"entry_final", "UPDATE ON entries",
     "OLD.state IN ('issued', 'voided') OR NEW.state = 'reserved' OR (OLD.state = 'waiting' AND NEW.state = 'waiting')",
     "an issued or void entry is never changed"},
    {"book_open", "INSERT ON books", "NEW.closed_at IS NOT NULL", "a book begins open"},
    {"book_kept", "DELETE ON books", "TRUE", "books are never deleted"},
    {"book_written", "UPDATE OF agency, book, year, mode ON books", "TRUE", "a book is never renamed"},
    {"book_closed", "UPDATE ON books", "OLD.closed_at IS NOT NULL", "a closed book stays closed"},
    {"lease_counts", "UPDATE ON leases", "NEW.attempt <> OLD.attempt + 1 OR NEW.request_id <> OLD.request_id",
     "attempts count up by one"},
    {"lease_kept", "DELETE ON leases", "TRUE", "leases are never deleted"},
    {"chain_written", "UPDATE ON chain", "TRUE", "the chain is never changed"},
    {"chain_kept", "DELETE ON chain", "TRUE", "the chain is never cut"},
    {"outbox_kept", "DELETE ON outbox", "TRUE", "messages are never deleted"},
    {"outbox_written", "UPDATE OF message_id, dossier, package, package_digest ON outbox", "TRUE",
     "what a message carries is never changed"},
    {"outbox_final", "UPDATE ON outbox", "OLD.receipt_id <> ''", "an acknowledged message is never changed"},
};

// The number is the next of an open book; this one asks the tables, which PostgreSQL wants in a function.
constexpr const char* follows_sqlite = R"sql(
CREATE TRIGGER entry_follows BEFORE INSERT ON entries
WHEN NEW.number <> 1 + (SELECT coalesce(max(number), 0) FROM entries
                        WHERE agency = NEW.agency AND book = NEW.book AND year = NEW.year)
    OR NOT EXISTS (SELECT 1 FROM books
                   WHERE agency = NEW.agency AND book = NEW.book AND year = NEW.year AND closed_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'an entry takes the next number of an open book'); END;
CREATE TRIGGER chain_follows BEFORE INSERT ON chain
WHEN NEW.sequence <> 1 + (SELECT coalesce(max(sequence), 0) FROM chain)
    OR NEW.previous IS DISTINCT FROM (SELECT hash FROM chain WHERE sequence = NEW.sequence - 1)
BEGIN SELECT RAISE(ABORT, 'a link follows the last one'); END;
)sql";

constexpr const char* functions_postgres = R"sql(
CREATE FUNCTION saoy_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE FUNCTION saoy_entry_follows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.number <> 1 + (SELECT coalesce(max(number), 0) FROM entries
                          WHERE agency = NEW.agency AND book = NEW.book AND year = NEW.year)
        OR NOT EXISTS (SELECT 1 FROM books
                       WHERE agency = NEW.agency AND book = NEW.book AND year = NEW.year AND closed_at IS NULL)
    THEN RAISE EXCEPTION 'an entry takes the next number of an open book'
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION saoy_chain_follows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.sequence <> 1 + (SELECT coalesce(max(sequence), 0) FROM chain)
        OR NEW.previous IS DISTINCT FROM (SELECT hash FROM chain WHERE sequence = NEW.sequence - 1)
    THEN RAISE EXCEPTION 'a link follows the last one' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
)sql";

constexpr const char* triggers_postgres = R"sql(
CREATE TRIGGER entry_follows BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION saoy_entry_follows();
CREATE TRIGGER chain_follows BEFORE INSERT ON chain FOR EACH ROW EXECUTE FUNCTION saoy_chain_follows();
CREATE TRIGGER entry_whole BEFORE TRUNCATE ON entries EXECUTE FUNCTION saoy_refuse('entries are never deleted');
CREATE TRIGGER chain_whole BEFORE TRUNCATE ON chain EXECUTE FUNCTION saoy_refuse('the chain is never cut');
CREATE TRIGGER book_whole BEFORE TRUNCATE ON books EXECUTE FUNCTION saoy_refuse('books are never deleted');
CREATE TRIGGER outbox_whole BEFORE TRUNCATE ON outbox EXECUTE FUNCTION saoy_refuse('messages are never deleted');
-- Its one row says which schema this is.
CREATE TABLE saoy_register (version BIGINT NOT NULL);
)sql";

std::string trigger(const Rule& rule) {
    return std::string("CREATE TRIGGER ") + rule.name + " BEFORE " + rule.before + " FOR EACH ROW WHEN (" + rule.when +
           ") ";
}

}  // namespace

std::string sqlite_schema() {
    std::string all = std::string(tables) + follows_sqlite;
    for (const Rule& rule : rules) all += trigger(rule) + "BEGIN SELECT RAISE(ABORT, '" + rule.says + "'); END;\n";
    return all;
}

std::string postgres_schema() {
    std::string all = std::string(tables) + functions_postgres + triggers_postgres;
    for (const Rule& rule : rules) all += trigger(rule) + "EXECUTE FUNCTION saoy_refuse('" + rule.says + "');\n";
    return all + "INSERT INTO saoy_register VALUES (" + std::to_string(schema_version) + ");\n";
}

}  // namespace saoy::store
