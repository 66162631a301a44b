// SPDX-License-Identifier: Apache-2.0
#include "lib/store/schema.hpp"

namespace saoy::store {

// The triggers hold the rules against every program that writes the file, not only this one:
// numbers follow each other, nothing is deleted, what was written stays as it was.
const char* const schema = R"sql(
-- One row a series: an agency's book in one year (NĐ 23/2015 Đ.13 k.2: from 01 in each year).
CREATE TABLE books (
    agency TEXT NOT NULL,
    book TEXT NOT NULL,
    year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 9999),
    next INTEGER NOT NULL DEFAULT 1 CHECK (next >= 1),
    PRIMARY KEY (agency, book, year)
) STRICT, WITHOUT ROWID;

-- Times are seconds since 1970-01-01 UTC; digests are 64 lower-case hex digits; fee is dong.
CREATE TABLE entries (
    request_id TEXT NOT NULL CHECK (request_id <> ''),
    agency TEXT NOT NULL,
    book TEXT NOT NULL,
    year INTEGER NOT NULL,
    number INTEGER NOT NULL CHECK (number >= 1),
    at INTEGER NOT NULL,
    masters_digest TEXT NOT NULL CHECK (masters_digest <> ''),
    dossier TEXT NOT NULL,
    paper TEXT NOT NULL,
    paper_name TEXT NOT NULL,
    requester TEXT NOT NULL,
    official TEXT NOT NULL,
    copies INTEGER NOT NULL CHECK (copies >= 1),
    pages INTEGER NOT NULL CHECK (pages >= 0),
    fee INTEGER NOT NULL CHECK (fee >= 0),
    state TEXT NOT NULL DEFAULT 'reserved' CHECK (state IN ('reserved', 'issued', 'voided')),
    copy_path TEXT,
    copy_digest TEXT,
    issued_at INTEGER,
    note TEXT NOT NULL DEFAULT '',
    FOREIGN KEY (agency, book, year) REFERENCES books (agency, book, year),
    CHECK ((state = 'issued') = (copy_path IS NOT NULL)),
    CHECK ((state = 'issued') = (copy_digest IS NOT NULL)),
    CHECK ((state = 'issued') = (issued_at IS NOT NULL)),
    CHECK (state <> 'voided' OR note <> '')
) STRICT;
CREATE UNIQUE INDEX entry_number ON entries (agency, book, year, number);
CREATE UNIQUE INDEX entry_request ON entries (request_id);
CREATE UNIQUE INDEX entry_masters ON entries (agency, book, masters_digest) WHERE state <> 'voided';
CREATE INDEX entry_copy ON entries (copy_digest) WHERE copy_digest IS NOT NULL;

CREATE TRIGGER entry_follows BEFORE INSERT ON entries
WHEN NEW.number IS NOT (SELECT next FROM books WHERE agency = NEW.agency AND book = NEW.book AND year = NEW.year)
    OR NEW.state <> 'reserved'
BEGIN SELECT RAISE(ABORT, 'an entry takes the next number of its book'); END;
CREATE TRIGGER entry_counts AFTER INSERT ON entries
BEGIN
    UPDATE books SET next = next + 1 WHERE agency = NEW.agency AND book = NEW.book AND year = NEW.year;
END;
CREATE TRIGGER entry_kept BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER entry_written
BEFORE UPDATE OF request_id, agency, book, year, number, at, masters_digest, dossier, paper, paper_name, requester,
    official, copies, pages, fee ON entries
BEGIN SELECT RAISE(ABORT, 'what an entry says is never changed'); END;
CREATE TRIGGER entry_final BEFORE UPDATE ON entries
WHEN OLD.state <> 'reserved' OR NEW.state = 'reserved'
BEGIN SELECT RAISE(ABORT, 'an issued or void entry is never changed'); END;

CREATE TRIGGER book_kept BEFORE DELETE ON books
BEGIN SELECT RAISE(ABORT, 'books are never deleted'); END;
CREATE TRIGGER book_begins BEFORE INSERT ON books
WHEN NEW.next <> 1
BEGIN SELECT RAISE(ABORT, 'a book begins with number 1'); END;
CREATE TRIGGER book_counts BEFORE UPDATE ON books
WHEN NEW.agency <> OLD.agency OR NEW.book <> OLD.book OR NEW.year <> OLD.year OR NEW.next <> OLD.next + 1
BEGIN SELECT RAISE(ABORT, 'a book counts up by one'); END;

-- What is to be sent: the message id is made once and used for every attempt.
CREATE TABLE outbox (
    sequence INTEGER PRIMARY KEY,
    message_id TEXT NOT NULL CHECK (message_id <> ''),
    dossier TEXT NOT NULL,
    package TEXT NOT NULL,
    package_digest TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt INTEGER NOT NULL,
    receipt_id TEXT NOT NULL DEFAULT '',
    last_error TEXT NOT NULL DEFAULT '',
    refused INTEGER NOT NULL DEFAULT 0 CHECK (refused IN (0, 1)),
    superseded_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX outbox_message ON outbox (message_id);
CREATE UNIQUE INDEX outbox_package ON outbox (package_digest);
CREATE INDEX outbox_dossier ON outbox (dossier);
CREATE INDEX outbox_due ON outbox (next_attempt) WHERE receipt_id = '' AND superseded_by = '';

CREATE TRIGGER outbox_kept BEFORE DELETE ON outbox
BEGIN SELECT RAISE(ABORT, 'messages are never deleted'); END;
CREATE TRIGGER outbox_written BEFORE UPDATE OF message_id, dossier, package, package_digest ON outbox
BEGIN SELECT RAISE(ABORT, 'what a message carries is never changed'); END;
CREATE TRIGGER outbox_final BEFORE UPDATE ON outbox
WHEN OLD.receipt_id <> ''
BEGIN SELECT RAISE(ABORT, 'an acknowledged message is never changed'); END;
)sql";

}  // namespace saoy::store
