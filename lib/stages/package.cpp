// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/package.hpp"

#include <algorithm>
#include <map>

#include "lib/archive/zip.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"

namespace saoy::stages {

namespace {

constexpr const char* mets_name = "mets.xml";
constexpr const char* manifest_name = "manifest-sha256.txt";

using Digests = std::map<std::string, std::string>;  // member name -> SHA-256

xml::PackedFile pack(const Folder& folder, const StoredFile& stored, const char* media_type) {
    const Path file = folder.file(stored);
    if (crypto::sha256_file(file) != stored.sha256)
        throw Error(Fault::input, "file-altered",
                    text::fill(text::tr("{0}: is not the file that was stored"), {file.string()}));
    return {stored.path, stored.sha256, std::filesystem::file_size(file), media_type};
}

Error not_signed(const Paper& paper) {
    return Error(Fault::refused, "not-signed",
                 text::fill(text::tr("paper {0} ({1}) has no issued copy"), {paper.id, paper.type_name}),
                 text::tr("run saoy-certify-copy and saoy-sign on it, or refuse it with saoy-review"));
}

xml::PackedPaper pack_paper(const Folder& folder, const Paper& paper) {
    xml::PackedPaper packed{paper.id, paper.type_name.empty() ? paper.type : paper.type_name, "", {}, {}};
    if (paper.refusal) {
        packed.number = paper.refusal->reason;
        return packed;
    }
    std::vector<std::string> numbers;
    for (const Copy& copy : folder.dossier.copies) {
        if (copy.paper != paper.id) continue;
        if (!copy.issued) throw not_signed(paper);
        packed.copies.push_back(pack(folder, copy.file, "application/pdf"));
        numbers.push_back(std::to_string(copy.number) + "/" + std::to_string(copy.year) + " " + copy.book);
    }
    if (packed.copies.empty()) throw not_signed(paper);
    packed.number = text::join(numbers, "; ");
    for (const int number : paper.pages) {
        const Page& page = page_of(folder.dossier, number);
        packed.pages.push_back({number, {}});
        if (page.text) packed.pages.back().text = pack(folder, *page.text, "application/xml");
    }
    return packed;
}

Time last_signature(const Dossier& dossier) {
    Time last = dossier.created;
    for (const Copy& copy : dossier.copies)
        for (const Signature& signature : copy.signatures) last = std::max(last, signature.at);
    return last;
}

Error incomplete(const Digests& here, const Digests& there, const char* what) {
    for (const auto& [name, digest] : here) {
        const auto found = there.find(name);
        if (found == there.end() || found->second != digest)
            return Error(Fault::input, "package-incomplete", name + ": " + text::tr(what));
    }
    return Error(Fault::input, "package-incomplete", text::tr(what));
}

Digests read_manifest(const std::string& manifest) {
    Digests digests;
    for (const std::string& line : text::split(manifest, '\n')) {
        if (line.empty()) continue;
        if (line.size() < 67 || line.substr(64, 2) != "  " ||
            !digests.emplace(line.substr(66), line.substr(0, 64)).second)
            throw Error(Fault::input, "package-incomplete", text::tr("the manifest has a line that cannot be read"));
    }
    return digests;
}

void collect_files(const xml::Element& element, Digests& digests) {
    for (const xml::Element& child : element.children()) {
        if (child.name() == "file")
            digests.emplace(child.children("FLocat").at(0).get("href"), child.get("CHECKSUM"));
        else
            collect_files(child, digests);
    }
}

}  // namespace

xml::Package contents_of(const Folder& folder, const std::string& agency) {
    xml::Package package{folder.dossier.id, last_signature(folder.dossier), "saoy-submit " SAOY_VERSION, agency, {}};
    for (const Paper& paper : folder.dossier.papers) package.papers.push_back(pack_paper(folder, paper));
    if (xml::files_of(package).empty())
        throw Error(Fault::refused, "nothing-to-submit", text::tr("no paper of this dossier has a certified copy"));
    return package;
}

void write_package(const Folder& folder, const xml::Package& package, const Path& file) {
    std::vector<archive::Member> members;
    Digests digests;
    for (const xml::PackedFile& packed : xml::files_of(package)) {
        members.push_back({packed.path, {}, folder.path() / packed.path, packed.media_type == "application/xml"});
        digests.emplace(packed.path, packed.sha256);
    }
    std::string mets = xml::write_mets(package);
    digests.emplace(mets_name, crypto::sha256(mets));
    members.push_back({mets_name, std::move(mets), {}, true});
    std::string manifest;
    for (const auto& [name, digest] : digests) manifest.append(digest).append("  ").append(name).append("\n");
    members.push_back({manifest_name, std::move(manifest), {}, true});
    make_folder(file.parent_path());
    archive::write_zip(file, std::move(members), package.closed);
}

void check_package(const Path& file, const xml::Schema& schema) {
    Digests members;
    std::string mets, manifest;
    archive::ZipLimits limits;
    limits.total_bytes = std::uint64_t(4) << 30;
    archive::each_member(file, limits, [&](const std::string& name, std::string bytes) {
        if (name == manifest_name) {
            manifest = std::move(bytes);
            return;
        }
        members.emplace(name, crypto::sha256(bytes));
        if (name == mets_name) mets = std::move(bytes);
    });
    const Digests listed = read_manifest(manifest);
    if (listed != members) throw incomplete(members, listed, "the manifest and the package differ").in(file.string());
    const xml::Document document = xml::Document::parse(mets, file.string() + ": " + mets_name);
    document.validate(schema);
    Digests described{{mets_name, crypto::sha256(mets)}};
    collect_files(document.root(), described);
    if (described != members) throw incomplete(members, described, "mets.xml and the package differ").in(file.string());
}

}  // namespace saoy::stages
