// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/preserve.hpp"

#include <algorithm>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/stages/sign_intents.hpp"

namespace saoy::stages {

using text::fill;
using text::tr;

namespace {

bool is_pdf(const Path& path) {
    const std::string ending = path.extension().string();
    return ending == ".pdf" || ending == ".PDF";
}

template <class Take>
void walk(const Path& folder, const Take& take) {
    std::vector<Path> entries;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) entries.push_back(entry.path());
    std::sort(entries.begin(), entries.end());
    for (const Path& entry : entries) {
        if (std::filesystem::is_symlink(entry)) continue;
        if (std::filesystem::is_directory(entry) && !is_dossier(entry))
            walk(entry, take);
        else if (is_pdf(entry) || is_dossier(entry))
            take(entry);
    }
}

}  // namespace

bool is_dossier(const Path& folder) { return std::filesystem::exists(folder / "dossier.xml"); }

std::vector<std::string> files_and_dossiers(const std::string& path) {
    if (!std::filesystem::is_directory(path) || is_dossier(path)) return {path};
    std::vector<std::string> all;
    walk(path, [&](const Path& entry) { all.push_back(entry.string()); });
    return all;
}

std::vector<std::string> pdf_files(const std::string& path) {
    std::vector<std::string> files;
    for (const std::string& one : files_and_dossiers(path)) {
        if (!is_dossier(one)) {
            files.push_back(one);
            continue;
        }
        if (!std::filesystem::is_directory(Path(one) / "copies")) continue;
        walk(Path(one) / "copies", [&](const Path& entry) { files.push_back(entry.string()); });
    }
    return files;
}

Preserve::Preserve(Options options)
    : options_(std::move(options)), pades_(PdfUpdater(options_.online.children), OnlineChild(options_.online)) {}

bool Preserve::grow(GrowingFile& file, Time now) const {
    if (options_.what == What::raise) return pades_.raise(file, options_.level, now);
    pades_.renew(file, now);
    return true;
}

bool Preserve::file(const Path& file, Time now) const {
    const Path above = std::filesystem::absolute(file).parent_path().parent_path();
    if (is_dossier(above))
        throw Error(Fault::refused, "in-dossier",
                    fill(tr("{0}: belongs to a dossier, which would not know of the change"), {file.string()}),
                    fill(tr("name the dossier instead: {0}"), {above.string()}));
    GrowingFile grown(file, file);
    if (!grow(grown, now)) return false;
    grown.commit();
    return true;
}

bool Preserve::dossier(Folder& folder) const {
    bool changed = false;
    for (Copy& copy : folder.dossier.copies) {
        if (!copy.issued) continue;
        const Path file = folder.file(copy.file);
        adopt_intended(folder, copy, crypto::sha256_file(file));
        GrowingFile grown(file, file);
        if (!grow(grown, folder.now())) continue;
        const std::string digest = crypto::sha256_file(grown.path());
        journal_intent(folder, copy, {"", "", folder.now()}, digest);
        grown.commit();
        copy.file.sha256 = digest;
        folder.save();
        changed = true;
    }
    return changed;
}

std::string Preserve::need_of(const Path& file, Time now) const {
    const FileLevel is = pades_.online().level(file, now);
    if (is.signatures == 0) return {};
    if (!is.intact) return tr("a signature of the file does not hold");
    const SignatureLevel level = is.level.value_or(SignatureLevel::b_b);
    if (level < options_.level) return fill(tr("has level {0}; {1}"), {to_string(level), is.lacks});
    if (!is.ends || *is.ends > now + std::chrono::days(options_.renewal_days)) return {};
    return fill(tr("the certificate of its last time stamp ends on {0}"), {rfc3339(*is.ends).substr(0, 10)});
}

}  // namespace saoy::stages
