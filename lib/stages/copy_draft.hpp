// SPDX-License-Identifier: Apache-2.0
// Everything of a certified copy that needs no register number, and the file once there is one.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/executor.hpp"
#include "lib/model/profile.hpp"
#include "lib/pdf/copy_writer.hpp"
#include "lib/stages/shelf.hpp"

namespace saoy::stages {

class CopyDraft {
public:
    // Reads and encodes the paper's pages and their text. Throws Error for whatever would keep the copy from being
    // made later: a blank that nothing fills, an image that PDF/A cannot hold, a font that is not there.
    // `numbers`: the pages that are in the copy; empty: all of the paper. The folder, profile and mode outlive it.
    // Throws Error(refused, "no-room") where the first page's corner has no place for the agency's line.
    CopyDraft(const Folder& folder, const Paper& paper, const Profile& profile, const CopyMode& mode,
              const std::vector<int>& numbers, Executor& executor);

    // The statement says what the register's entry says, also when the dossier was changed since the number was taken.
    void follow(Time certified_at, const std::string& paper_name);
    // The copy under its number: PDF/A bytes, the same each time.
    std::string write(int year, int number) const;
    // Its transfer note, whose digest the copy names (dc:relation), and which it holds where the mode says so.
    std::string note(int year, int number) const;
    // "copies/2026-01-khai_sinh.pdf"
    std::string path(int year, int number) const;
    std::string note_path(int year, int number) const;  // "copies/2026-01-khai_sinh.note.xml"

    const std::string& masters() const noexcept { return masters_; }
    int pages_counted() const noexcept { return pages_counted_; }  // of the original, without blank sides
    bool has_own_page() const noexcept { return own_page_; }       // no room for the statement on the last page

private:
    std::map<std::string, std::string> blanks(int year, int number) const;
    pdf::Statement statement(const std::map<std::string, std::string>& blanks) const;
    std::optional<Area> take_place(pdf::Statement& statement) const;  // sets its layout

    pdf::Statement corner_line() const;
    std::string signature_letters() const;

    const Folder& folder_;
    const Profile& profile_;
    const CopyMode& mode_;
    std::vector<int> numbers_;
    std::string captured_by_;
    std::string dossier_, paper_, type_, paper_name_, masters_;
    Time at_{};
    std::vector<pdf::CopyPage> pages_;
    Raster bearer_;  // the page that bears the statement or the line: upright and grey, its dpi that of the paper;
                     // empty when it tells nothing of the free places
    int pages_counted_ = 0;
    bool own_page_ = false;
};

}  // namespace saoy::stages
