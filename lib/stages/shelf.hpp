// SPDX-License-Identifier: Apache-2.0
// Dossier folders on disk: opened under a lock, changed by whole files, every change in the journal.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/base/files.hpp"
#include "lib/base/json.hpp"
#include "lib/model/dossier.hpp"
#include "lib/xml/document.hpp"

namespace saoy::stages {

class Shelf;

// Of an unfinished capture from a device (tray.hpp); such a folder is no dossier yet.
inline constexpr const char* capture_log = "pages/capture.jsonl";

// One dossier folder, locked against other processes while this object lives.
class Folder {
public:
    Dossier dossier;  // what the folder is now; change it, then save()

    const Path& path() const noexcept { return path_; }
    Path file(const StoredFile& stored) const { return path_ / stored.path; }

    // The file's bytes; throws Error(input, "file-altered") when they are not those that were stored.
    std::string read(const StoredFile& stored) const;
    // Writes text/p0001.xml and the like, whole and durable; gives its path and digest.
    StoredFile write(const std::string& relative_path, std::string_view bytes) const;
    // Appends an entry to journal.jsonl and fsyncs. Time and actor are added. No page content, no full personal number.
    void journal(const std::string& action, const Json& details) const;
    // Every complete journal entry, oldest first.
    std::vector<Json> journal_entries() const;
    // Writes dossier.xml, valid against schemas/dossier.xsd, by write-temp, fsync, rename.
    void save() const;

    Time now() const;
    const std::string& actor() const;
    std::string new_id() const;  // UUID

private:
    friend class Shelf;
    Folder(const Shelf& shelf, Path path, FileLock lock)
        : shelf_(&shelf), path_(std::move(path)), lock_(std::move(lock)) {}
    const Shelf* shelf_;
    Path path_;
    FileLock lock_;
};

class Shelf {
public:
    // `schemas` is the folder of dossier.xsd; `actor` is who acts (login name), for the journal.
    Shelf(const Path& schemas, const Clock& clock, Ids& ids, std::string actor);

    // Throws Error missing (66) if there is no dossier, temporary (75) if another process works on it.
    // Cuts a torn tail of the journal.
    Folder open(const Path& dossier) const;
    // Reads only, without lock.
    Dossier read(const Path& dossier) const;
    // Makes the folder WORK/<dossier.id> from a finished, private folder beside it: all of it appears at once.
    // `staged` must hold dossier.xml's files already; dossier.xml and the journal's first entry are written here.
    Path adopt(const Path& work, const Path& staged, const Dossier& dossier, const Json& first_entry) const;

    // Makes a dossier of a folder that lies in WORK already and holds dossier.xml's files: the journal's first entry,
    // then dossier.xml, with which it is one.
    void found(const Path& folder, const Dossier& dossier, const Json& first_entry) const;

    const Clock& clock() const noexcept { return *clock_; }

private:
    friend class Folder;
    void write_manifest(const Path& folder, const Dossier& dossier) const;
    xml::Schema schema_;
    const Clock* clock_;
    Ids* ids_;
    std::string actor_;
};

// SHA-256 over the page masters of a paper: a line "<sha256> <frame>" a page. The register's key of an original.
std::string masters_digest(const Dossier& dossier, const Paper& paper);

}  // namespace saoy::stages
