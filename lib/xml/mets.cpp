// SPDX-License-Identifier: Apache-2.0
#include "lib/xml/mets.hpp"

#include <algorithm>

#include "lib/xml/document.hpp"

namespace saoy::xml {

namespace {

// An xs:ID that follows from the path, so that the order of papers does not change it: "copies/a.pdf" ->
// "copies_a.pdf".
std::string id_of(const PackedFile& file) {
    std::string id = file.path;
    std::replace(id.begin(), id.end(), '/', '_');
    return "f-" + id;
}

void write_agent(Writer& xml, const char* role, const char* type, const char* other, const std::string& name) {
    xml.start("agent").attribute("ROLE", role).attribute("TYPE", type);
    if (other != nullptr) xml.attribute("OTHERTYPE", other);
    xml.element("name", name).end();
}

void write_group(Writer& xml, const char* use, const char* folder, const std::vector<PackedFile>& files) {
    const auto belongs = [&](const PackedFile& file) { return file.path.rfind(folder, 0) == 0; };
    if (std::none_of(files.begin(), files.end(), belongs)) return;
    xml.start("fileGrp").attribute("USE", use);
    for (const PackedFile& file : files) {
        if (!belongs(file)) continue;
        xml.start("file")
            .attribute("ID", id_of(file))
            .attribute("MIMETYPE", file.media_type)
            .attribute("SIZE", std::to_string(file.size))
            .attribute("CHECKSUM", file.sha256)
            .attribute("CHECKSUMTYPE", "SHA-256");
        xml.start("FLocat").attribute("LOCTYPE", "URL").attribute("xlink:href", file.path).end().end();
    }
    xml.end();
}

void write_use(Writer& xml, const PackedFile& file) { xml.start("fptr").attribute("FILEID", id_of(file)).end(); }

void write_paper(Writer& xml, const PackedPaper& paper, int order) {
    xml.start("div")
        .attribute("TYPE", !paper.copies.empty() ? "paper" : "refused-paper")
        .attribute("ORDER", order)
        .attribute("LABEL", paper.name)
        .attribute("ORDERLABEL", paper.number);
    for (const PackedFile& copy : paper.copies) write_use(xml, copy);
    for (const PackedPage& page : paper.pages) {
        xml.start("div").attribute("TYPE", "page").attribute("ORDER", page.number);
        if (page.text) write_use(xml, *page.text);
        xml.end();
    }
    xml.end();
}

}  // namespace

std::vector<PackedFile> files_of(const Package& package) {
    std::vector<PackedFile> files;
    for (const PackedPaper& paper : package.papers) {
        files.insert(files.end(), paper.copies.begin(), paper.copies.end());
        for (const PackedPage& page : paper.pages)
            if (page.text) files.push_back(*page.text);
    }
    const auto before = [](const PackedFile& a, const PackedFile& b) { return a.path < b.path; };
    const auto same = [](const PackedFile& a, const PackedFile& b) { return a.path == b.path; };
    std::sort(files.begin(), files.end(), before);
    files.erase(std::unique(files.begin(), files.end(), same), files.end());
    return files;
}

std::string write_mets(const Package& package) {
    const auto files = files_of(package);
    Writer xml;
    xml.start("mets")
        .attribute("xmlns", "http://www.loc.gov/METS/")
        .attribute("xmlns:xlink", "http://www.w3.org/1999/xlink")
        .attribute("OBJID", package.id)
        .attribute("TYPE", "certified-copies")
        .attribute("PROFILE", "urn:saoy:mets:1");
    xml.start("metsHdr").attribute("CREATEDATE", rfc3339(package.closed));
    write_agent(xml, "CREATOR", "OTHER", "SOFTWARE", package.software);
    write_agent(xml, "CUSTODIAN", "ORGANIZATION", nullptr, package.custodian);
    xml.end();
    xml.start("fileSec");
    write_group(xml, "copy", "copies/", files);
    write_group(xml, "text", "text/", files);
    xml.end();
    xml.start("structMap").attribute("TYPE", "LOGICAL");
    xml.start("div").attribute("TYPE", "dossier").attribute("LABEL", package.id);
    int order = 0;
    for (const PackedPaper& paper : package.papers) write_paper(xml, paper, ++order);
    xml.end().end().end();
    return xml.finish();
}

}  // namespace saoy::xml
