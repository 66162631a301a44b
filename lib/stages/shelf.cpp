// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/shelf.hpp"

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/xml/dossier.hpp"

namespace saoy::stages {

namespace {

constexpr const char* manifest_name = "dossier.xml";
constexpr const char* journal_name = "journal.jsonl";

void must_be_dossier(const Path& folder) {
    if (std::filesystem::exists(folder / manifest_name)) return;
    if (std::filesystem::exists(folder / capture_log))
        throw Error(Fault::temporary, "capture-unfinished", folder.string() + ": " + text::tr("is not all scanned yet"),
                    text::fill(text::tr("go on with: saoy-scan --continue {0}"), {folder.string()}));
    throw Error(Fault::missing, "no-dossier", folder.string() + ": " + text::tr("is not a dossier folder"),
                text::tr("make one with saoy-scan -o WORK FILE"));
}

std::string entry_line(const Json& details, const std::string& action, Time at, const std::string& actor) {
    Json entry = {{"at", rfc3339(at)}, {"actor", actor}, {"action", action}};
    entry.update(details);
    return entry.dump();
}

}  // namespace

std::string Folder::read(const StoredFile& stored) const {
    std::string bytes = read_file(file(stored));
    if (crypto::sha256(bytes) != stored.sha256)
        throw Error(Fault::input, "file-altered",
                    text::fill(text::tr("{0}: is not the file that was stored"), {file(stored).string()}),
                    text::tr("somebody changed it; scan the paper again"));
    return bytes;
}

StoredFile Folder::write(const std::string& relative_path, std::string_view bytes) const {
    const Path target = path_ / relative_path;
    make_folder(target.parent_path());
    write_file(target, bytes);
    return {relative_path, crypto::sha256(bytes)};
}

void Folder::journal(const std::string& action, const Json& details) const {
    append_line(path_ / journal_name, entry_line(details, action, now(), actor()));
}

std::vector<Json> Folder::journal_entries() const {
    std::vector<Json> entries;
    const Path journal = path_ / journal_name;
    if (!std::filesystem::exists(journal)) return entries;
    int number = 0;
    for (const std::string& line : text::split(read_file(journal), '\n')) {
        ++number;
        if (line.empty()) continue;
        Json entry = Json::parse(line, nullptr, false);
        if (entry.is_discarded())
            throw Error(Fault::input, "journal-damaged",
                        text::fill(text::tr("{0}: line {1} is damaged"), {journal.string(), std::to_string(number)}));
        entries.push_back(std::move(entry));
    }
    return entries;
}

void Folder::save() const { shelf_->write_manifest(path_, dossier); }
Time Folder::now() const { return shelf_->clock_->now(); }
const std::string& Folder::actor() const { return shelf_->actor_; }
std::string Folder::new_id() const { return shelf_->ids_->uuid(); }

Shelf::Shelf(const Path& schemas, const Clock& clock, Ids& ids, std::string actor)
    : schema_(schemas / "dossier.xsd"), clock_(&clock), ids_(&ids), actor_(std::move(actor)) {}

Folder Shelf::open(const Path& dossier) const {
    must_be_dossier(dossier);
    Folder folder(*this, std::filesystem::absolute(dossier).lexically_normal(), FileLock(dossier / ".lock", false));
    cut_torn_line(folder.path_ / journal_name);
    folder.dossier = read(dossier);
    return folder;
}

Dossier Shelf::read(const Path& dossier) const {
    must_be_dossier(dossier);
    const xml::Document document = xml::Document::read(dossier / manifest_name);
    document.validate(schema_);
    return xml::read_dossier(document);
}

void Shelf::write_manifest(const Path& folder, const Dossier& dossier) const {
    const std::string bytes = xml::write_dossier(dossier);
    xml::Document::parse(bytes, manifest_name).validate(schema_);
    write_file(folder / manifest_name, bytes);
}

void Shelf::found(const Path& folder, const Dossier& dossier, const Json& first_entry) const {
    std::filesystem::remove(folder / journal_name);  // of an attempt that did not come to its end
    append_line(folder / journal_name, entry_line(first_entry, "scan", clock_->now(), actor_));
    write_manifest(folder, dossier);
}

Path Shelf::adopt(const Path& work, const Path& staged, const Dossier& dossier, const Json& first_entry) const {
    found(staged, dossier, first_entry);
    const Path target = work / dossier.id;
    rename_durably(staged, target);
    return target;
}

std::string masters_digest(const Dossier& dossier, const Paper& paper) {
    std::string lines;
    for (const int number : paper.pages) {
        const Page& page = page_of(dossier, number);
        lines += page.master.sha256 + " " + std::to_string(page.frame) + "\n";
    }
    return crypto::sha256(lines);
}

}  // namespace saoy::stages
