// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/tray.hpp"

#include <cstdio>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/stages/shelf.hpp"

namespace saoy::stages {

namespace {

std::string file_of(int number) {
    char name[32];
    std::snprintf(name, sizeof name, "pages/p%04d.png", number);
    return name;
}

Error no_capture(const Path& folder) {
    return Error(Fault::missing, "no-capture", folder.string() + ": " + text::tr("holds no unfinished scan"),
                 text::tr("give the folder that saoy-scan named when it stopped"));
}

Json to_json(const CaptureOrder& order) {
    const ScanProfile& profile = order.profile;
    Json options = Json::array();
    for (const auto& [name, value] : profile.options) options.push_back({name, value});
    return {{"device", order.device},
            {"profile", profile.name},
            {"source", to_string(profile.source)},
            {"dpi", profile.dpi},
            {"colour", profile.colour},
            {"width_mm", profile.width_mm},
            {"height_mm", profile.height_mm},
            {"silence_s", profile.silence.count()},
            {"options", options},
            {"expected_pages", order.expected_pages},
            {"interleave", order.interleave},
            {"card", order.card},
            {"split", to_string(order.split)}};
}

CaptureOrder order_from(const Json& json) {
    CaptureOrder order;
    order.device = json.at("device").get<std::string>();
    order.profile.name = json.at("profile").get<std::string>();
    order.profile.source = paper_source_of(json.at("source").get<std::string>());
    order.profile.dpi = json.at("dpi").get<double>();
    order.profile.colour = json.at("colour").get<bool>();
    order.profile.width_mm = json.at("width_mm").get<double>();
    order.profile.height_mm = json.at("height_mm").get<double>();
    order.profile.silence = std::chrono::seconds(json.at("silence_s").get<long>());
    for (const Json& option : json.at("options"))
        order.profile.options.emplace_back(option.at(0).get<std::string>(), option.at(1).get<std::string>());
    order.expected_pages = json.at("expected_pages").get<int>();
    order.interleave = json.at("interleave").get<bool>();
    order.card = json.at("card").get<bool>();
    order.split = parse_split(json.at("split").get<std::string>());
    return order;
}

}  // namespace

Tray Tray::make(const Path& work, const std::string& id, const CaptureOrder& order, Time now) {
    const Path folder = work / id;
    make_folder(folder / "pages");
    Tray tray(folder);
    tray.begun_ = now;
    tray.set_order(order, now);
    return tray;
}

Tray Tray::open(const Path& folder, Time now) {
    if (!std::filesystem::exists(folder / capture_log)) throw no_capture(folder);
    Tray tray((folder / ".").lexically_normal().parent_path());
    const Path log = tray.path_ / capture_log;
    cut_torn_line(log);
    try {
        for (const std::string& line : text::split(read_file(log), '\n'))
            if (!line.empty()) tray.replay(Json::parse(line));
    } catch (const Json::exception&) {
        throw Error(Fault::input, "capture-damaged", log.string() + ": " + text::tr("is damaged"),
                    text::tr("scan the papers again from the start"));
    }
    if (tray.begun_ == Time{})  // stopped before its first line was durable: nothing has come
        throw no_capture(folder);
    for (const Page& page : tray.pages_)
        if (crypto::sha256_file(tray.path_ / page.master.path) != page.master.sha256)
            throw Error(Fault::input, "file-altered",
                        text::fill(text::tr("{0}: is not the file that was stored"),
                                   {(tray.path_ / page.master.path).string()}),
                        text::tr("somebody changed it; scan the paper again"));
    for (const auto& entry : std::filesystem::directory_iterator(tray.path_ / "pages"))
        if (entry.path().string().find(".png.") != std::string::npos) std::filesystem::remove(entry.path());
    if (const int number = tray.next_number(); number > 0 && std::filesystem::exists(tray.path_ / file_of(number)))
        tray.keep(read_file(tray.path_ / file_of(number)), tray.record_.settings.dpi, now);
    return tray;
}

void Tray::tell(const Json& line) {
    append_line(path_ / capture_log, line.dump());
    replay(line);
}

// What the log's lines mean; the one place that changes this object's state.
void Tray::replay(const Json& line) {
    const Time at = parse_rfc3339(line.at("at").get<std::string>());
    if (line.contains("order")) {
        if (begun_ == Time{}) begun_ = at;
        order_ = order_from(line["order"]);
    } else if (line.contains("session")) {
        broken_off_ = true;  // until its end is told, too
        const Json& session = line["session"];
        record_.sane = session.at("sane").get<std::string>();
        record_.settings = {session.at("source").get<std::string>(), session.at("mode").get<std::string>(),
                            session.at("dpi").get<double>(), session.at("width_mm").get<double>(),
                            session.at("height_mm").get<double>()};
    } else if (line.contains("page")) {
        const Json& about = line["page"];
        Page page;
        page.number = about.at("number").get<int>();
        page.master = {file_of(page.number), about.at("sha256").get<std::string>()};
        page.dpi_x = page.dpi_y = about.at("dpi").get<double>();
        page.quality.findings = found_[page.number];
        pages_.push_back(page);
    } else if (line.contains("doubt")) {
        const Json& doubt = line["doubt"];
        found_[doubt.at("number").get<int>()] = {
            {doubt.at("code").get<std::string>(), Level::fail, "", doubt.at("value").get<double>()}};
    } else if (line.contains("fronts")) {
        fronts_ = line["fronts"].get<int>();
    } else if (line.contains("problem")) {
        broken_off_ = false;
    } else if (line.contains("closed")) {
        closed_ = true;
        broken_off_ = false;
    }
    record_.device = order_.device;
    record_.profile = order_.profile.name;
    record_.expected_pages = order_.expected_pages;
    record_.interleaved = order_.interleave;
    record_.card = order_.card;
    record_.begun = begun_;
    record_.ended = at;
}

void Tray::set_order(const CaptureOrder& order, Time now) { tell({{"at", rfc3339(now)}, {"order", to_json(order)}}); }

void Tray::session(const std::string& sane, const AcceptedSettings& accepted, Time now) {
    tell({{"at", rfc3339(now)},
          {"session",
           {{"sane", sane},
            {"source", accepted.source},
            {"mode", accepted.mode},
            {"dpi", accepted.dpi},
            {"width_mm", accepted.width_mm},
            {"height_mm", accepted.height_mm}}}});
}

int Tray::next_number() const {
    const int here = int(pages_.size());
    if (!order_.interleave) return here + 1;
    if (!fronts_) return 2 * here + 1;
    return std::max(0, 2 * (2 * *fronts_ - here));
}

int Tray::wanted() const {
    const int here = int(pages_.size());
    if (fronts_) return 2 * *fronts_ - here;
    const int expected = order_.interleave ? order_.expected_pages / 2 : order_.expected_pages;
    return expected == 0 ? 0 : expected - here;
}

// Durable before the page is, so that no kill parts them.
void Tray::find(const std::vector<Finding>& findings, Time now) {
    for (const Finding& finding : findings)
        tell({{"at", rfc3339(now)},
              {"doubt", {{"number", next_number()}, {"code", finding.code}, {"value", finding.value}}}});
}

void Tray::keep(std::string_view png, double dpi, Time now) {
    const int number = next_number();
    const std::string file = file_of(number);
    write_file(path_ / file, png);
    tell({{"at", rfc3339(now)}, {"page", {{"number", number}, {"sha256", crypto::sha256(png)}, {"dpi", dpi}}}});
}

void Tray::fronts_are_in(Time now) { tell({{"at", rfc3339(now)}, {"fronts", pages_.size()}}); }
void Tray::problem(const std::string& code, Time now) { tell({{"at", rfc3339(now)}, {"problem", code}}); }
void Tray::close(Time now) { tell({{"at", rfc3339(now)}, {"closed", true}}); }

void Tray::remove() { std::filesystem::remove_all(path_); }

}  // namespace saoy::stages
