// SPDX-License-Identifier: Apache-2.0
// The pages of an unfinished capture, inside the dossier-to-be, durable one by one.
//
// DOSSIER/pages/pNNNN.png are the masters under their final numbers; DOSSIER/pages/capture.jsonl says how it was asked
// for and what came, appended line by line. Until dossier.xml is there the folder is no dossier.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/base/files.hpp"
#include "lib/base/json.hpp"
#include "lib/model/dossier.hpp"
#include "lib/model/scan_profile.hpp"
#include "lib/stages/split.hpp"

namespace saoy::stages {

// What was asked for; kept so that another run can go on.
struct CaptureOrder {
    std::string device;
    ScanProfile profile;
    int expected_pages = 0;   // 0: not counted
    bool interleave = false;  // fronts first, then the turned stack: the last sheet's back comes first
    bool card = false;        // two sides of one card
    Split split{};            // how the pages become papers
};

class Tray {
public:
    // Makes WORK/<id>; throws Error output (73).
    static Tray make(const Path& work, const std::string& id, const CaptureOrder& order, Time now);
    // Takes up an unfinished capture: cuts a torn line, drops half-written files, and counts a page that was durable
    // before its line was. Throws Error missing (66, "no-capture"), temporary (75) while another process is at it,
    // input (65, "file-altered").
    static Tray open(const Path& folder, Time now);

    const Path& path() const noexcept { return path_; }
    std::string id() const { return path_.filename().string(); }
    const CaptureOrder& order() const noexcept { return order_; }
    Time begun() const noexcept { return begun_; }
    // In the order they came.
    const std::vector<Page>& pages() const noexcept { return pages_; }
    const CaptureRecord& record() const noexcept { return record_; }  // of the last session; for dossier.xml

    // Each is durable when it returns.
    void set_order(const CaptureOrder& order, Time now);  // another device name, another count
    void session(const std::string& sane, const AcceptedSettings& accepted, Time now);
    // The number the next page will have; 0 when more backs come than there are fronts.
    int next_number() const;
    // Of the page that is kept next: what its image cannot tell again.
    void find(const std::vector<Finding>& findings, Time now);
    void keep(std::string_view png, double dpi, Time now);
    void fronts_are_in(Time now);
    void problem(const std::string& code, Time now);
    void close(Time now);  // no more pages

    bool backs() const noexcept { return fronts_.has_value(); }  // the fronts are in, the backs come
    bool closed() const noexcept { return closed_; }
    // A run was asking the scanner for papers and did not come to write why it stopped: a sheet may lie half way.
    bool broken_off() const noexcept { return broken_off_; }
    // How many more are known to be wanted before the stack is turned or the capture is complete.
    int wanted() const;
    void remove();  // with every page

private:
    explicit Tray(const Path& path) : path_(path), lock_(path / ".lock", false) {}
    void tell(const Json& line);
    void replay(const Json& line);
    Path path_;
    FileLock lock_;
    CaptureOrder order_;
    CaptureRecord record_;
    Time begun_{};
    std::vector<Page> pages_;
    std::map<int, std::vector<Finding>> found_;  // by page number
    std::optional<int> fronts_;                  // how many, once the stack is turned
    bool closed_ = false, broken_off_ = false;
};

}  // namespace saoy::stages
