// SPDX-License-Identifier: Apache-2.0
// A desk to test at: a private work folder, a fixed clock, and a small dossier made by hand.
#pragma once

#include "lib/crypto/digest.hpp"
#include "lib/stages/shelf.hpp"

namespace saoy::support {

class CountingIds : public Ids {
public:
    std::string uuid() override {
        const std::string number = std::to_string(++count_);
        return "00000000-0000-4000-8000-" + std::string(12 - number.size(), '0') + number;
    }

private:
    int count_ = 0;
};

struct Desk {
    TemporaryFolder folder;
    FixedClock clock{parse_rfc3339("2026-03-05T14:30:25+07:00")};
    mutable CountingIds ids;
    stages::Shelf shelf{SAOY_SOURCE_DIR "/schemas", clock, ids, "tester"};
    Path work() const { return folder.path(); }

    // One page whose files are there but hold no picture.
    Path make_dossier(const std::string& id = "paper-0123456789abcdef") const {
        const TemporaryFolder staged(work());
        const auto put = [&](const std::string& path, const std::string& bytes) {
            make_folder((staged.path() / path).parent_path());
            write_file(staged.path() / path, bytes);
            return StoredFile{path, crypto::sha256(bytes)};
        };
        Dossier dossier;
        dossier.id = id;
        dossier.profile = "vn";
        dossier.created = clock.now();
        dossier.source_name = "Giấy khai sinh.png";
        dossier.source = put("pages/source.png", "master of " + id);
        Page page;
        page.number = 1;
        page.master = dossier.source;
        page.media_type = "image/png";
        page.width = 1654;
        page.height = 2339;
        page.dpi_x = page.dpi_y = 200;
        page.image = put("images/p0001.png", "derived");
        dossier.pages = {page};
        Paper paper;
        paper.id = "p1";
        paper.pages = {1};
        dossier.papers = {paper};
        return shelf.adopt(work(), staged.path(), dossier, {{"source", dossier.source.sha256}});
    }
};

}  // namespace saoy::support
