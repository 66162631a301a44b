// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/doctor.hpp"

#include <sys/statvfs.h>
#include <sys/timex.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <fstream>
#include <optional>

#include "lib/base/child.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/stages/line_readers.hpp"
#include "lib/stages/profile.hpp"
#include "lib/store/register.hpp"
#include "lib/xml/document.hpp"

namespace saoy::stages {

namespace {

using text::fill;
using text::tr;
using State = Check::State;

constexpr double gibibyte = 1024.0 * 1024 * 1024;
constexpr double least_disk = 2 * gibibyte;  // some 400 colour pages of A4 at 300 dpi with what is made of them
constexpr double least_memory_a_job = 0.4 * gibibyte;  // one page at 300 dpi and one recogniser
constexpr std::size_t most_font_bytes = std::size_t(64) << 20;

std::string gigabytes(double bytes) {
    char number[32];
    std::snprintf(number, sizeof number, "%.1f GiB", bytes / gibibyte);
    return number;
}

Check profile_check(const Path& folder, const Path& schemas, std::optional<Profile>& profile) {
    try {
        profile = load_profile(folder, schemas);
        return {State::ok, "profile", folder.string() + ": " + profile->code + " " + profile->digest.substr(0, 12), ""};
    } catch (const Error& error) {
        return {State::fail, "profile", error.what(),
                error.hint().empty() ? tr("give --profile DIR, or mend the file") : error.hint()};
    }
}

// Every .xsd compiles; the schemas a command needs lie beside it, so one that is missing is an unfinished install.
Check schemas_check(const Path& folder) {
    const std::string again = tr("install saoy again: its share/saoy/schemas is not whole");
    std::vector<std::string> names;
    for (const char* needed : {"dossier.xsd", "profile.xsd", "pipeline.xsd"})
        if (!std::filesystem::exists(folder / needed))
            return {State::fail, "schemas", (folder / needed).string() + ": " + tr("is not there"), again};
    try {
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            if (entry.path().extension() == ".xsd") {
                xml::Schema compiled(entry.path());
                names.push_back(entry.path().stem().string());
            }
    } catch (const Error& error) {
        return {State::fail, "schemas", error.what(), again};
    }
    std::sort(names.begin(), names.end());
    return {State::ok, "schemas", text::join(names, " "), ""};
}

Check languages_check(const std::string& wanted) {
    const ChildLimits limits{.memory_bytes = std::size_t(4) << 30, .wall = std::chrono::seconds(20)};
    std::vector<std::string> there;
    try {
        const ChildOutcome listed = run_child({"tesseract", "--list-langs"}, {}, limits);
        if (!listed.ok())
            return {State::fail, "languages", tr("tesseract --list-langs failed"), tr("install tesseract-ocr again")};
        there = text::split(listed.out, '\n');
    } catch (const Error& error) {
        return {State::fail, "languages", error.what(), fill(tr("install {0}"), {"tesseract-ocr"})};
    }
    std::vector<std::string> missing, packages;
    for (const std::string& language : text::split(wanted, '+'))
        if (std::find(there.begin(), there.end(), language) == there.end()) {
            missing.push_back(language);
            packages.push_back("tesseract-ocr-" + language);
        }
    if (!missing.empty())
        return {State::fail, "languages", fill(tr("tesseract has no data for {0}"), {text::join(missing, ", ")}),
                fill(tr("install {0}"), {text::join(packages, " ")})};
    return {State::ok, "languages", wanted, ""};
}

// Which instructions read the lines, with which models; libtesseract reads what lib/lstm does not run.
Check recogniser_check(const std::string& languages) {
    ReaderChoice choice;
    choice.engine = ReaderChoice::Engine::lstm;
    choice.languages = languages;
    try {
        return {State::ok, "recogniser", line_readers(choice)()->version(), ""};
    } catch (const Error& error) {
        return {
            error.code() == "model-not-run" ? State::warn : State::fail, "recogniser", error.what(),
            error.code() == "model-not-run" ? tr("libtesseract reads it, some fifteen times slower") : error.hint()};
    }
}

// A font or colour profile by its first bytes: sfnt version 1.0, "true" or "OTTO"; ICC.1 puts "acsp" at byte 36.
bool looks_like_font(const std::string& bytes) {
    const std::string start = bytes.substr(0, 4);
    return start == std::string("\0\1\0\0", 4) || start == "true" || start == "OTTO";
}
bool looks_like_icc(const std::string& bytes) { return bytes.size() > 128 && bytes.compare(36, 4, "acsp") == 0; }

Check file_check(const char* code, const std::vector<std::string>& files, bool (*fits)(const std::string&)) {
    std::vector<std::string> names;
    for (const std::string& file : files) {
        const std::string advice = tr("install the package that has the file, or name another one in profile.xml");
        try {
            if (!fits(read_file(file, most_font_bytes)))
                return {State::fail, code, file + ": " + tr("is not a file of that kind"), advice};
        } catch (const Error& error) {
            return {State::fail, code, error.what(), advice};
        }
        names.push_back(Path(file).filename().string());
    }
    return {State::ok, code, text::join(names, ", "), ""};
}

Check pdftoppm_check() {
    try {
        const ChildOutcome told = run_child({"pdftoppm", "-v"}, {}, {.wall = std::chrono::seconds(20)});
        if (told.ok()) return {State::ok, "pdftoppm", text::split(told.err, '\n').front(), ""};
        return {State::fail, "pdftoppm", tr("pdftoppm -v failed"), fill(tr("install {0}"), {"poppler-utils"})};
    } catch (const Error& error) {
        return {State::fail, "pdftoppm", error.what(), fill(tr("install {0}"), {"poppler-utils"})};
    }
}

Check disk_check(const Path& folder) {
    struct statvfs room {};
    if (::statvfs(folder.c_str(), &room) != 0)
        return {State::fail, "disk", folder.string() + ": " + tr("cannot be reached"), tr("make the folder")};
    if (::access(folder.c_str(), W_OK | X_OK) != 0)
        return {State::fail, "disk", folder.string() + ": " + tr("cannot be written to"),
                tr("give the user who runs saoy the right to write there")};
    const double free = double(room.f_bavail) * double(room.f_frsize);
    const std::string value = fill(tr("{0}: {1} free"), {folder.string(), gigabytes(free)});
    if (free < least_disk)
        return {State::warn, "disk", value, fill(tr("make room: {0} or more should be free"), {gigabytes(least_disk)})};
    return {State::ok, "disk", value, ""};
}

Check memory_check(int jobs) {
    std::ifstream lines("/proc/meminfo");
    double available = -1;
    for (std::string name, unit; lines >> name;) {
        double kibibytes = 0;
        lines >> kibibytes;
        std::getline(lines, unit);
        if (name == "MemAvailable:") available = kibibytes * 1024;
    }
    if (available < 0) return {State::warn, "memory", tr("not known"), tr("look at it with: free -h")};
    const std::string value =
        fill(tr("{0} free for {1} pages at a time"), {gigabytes(available), std::to_string(jobs)});
    if (available < least_memory_a_job * jobs)
        return {State::warn, "memory", value, tr("close other programs, or give fewer --jobs")};
    return {State::ok, "memory", value, ""};
}

// A copy bears the date of this clock. Whether the kernel's clock follows a time server, the kernel knows itself,
// whichever program keeps it (adjtimex(2), STA_UNSYNC).
Check clock_check(const Clock& clock) {
    const Time now = clock.now();
    const std::string time = rfc3339(now);
    if (vietnam_time(now).year < 2025)
        return {State::fail, "clock", time, tr("set the clock: every copy would bear this date")};
    timex state{};
    if (::adjtimex(&state) < 0)
        return {State::warn, "clock", time + ", " + tr("whether it follows a time server is not known"),
                tr("compare it with another clock")};
    if ((state.status & STA_UNSYNC) != 0)
        return {State::warn, "clock", time + ", " + tr("it follows no time server"),
                tr("switch on systemd-timesyncd or chrony, or compare it with another clock")};
    return {State::ok, "clock", time + ", " + tr("follows a time server"), ""};
}

Check locale_check(const std::string& locale) {
    std::string folded;
    for (const char c : locale)
        if (c != '-') folded += char(std::tolower(static_cast<unsigned char>(c)));
    if (folded.find("utf8") != std::string::npos) return {State::ok, "locale", locale, ""};
    return {State::warn, "locale", locale.empty() ? tr("none is set") : locale,
            tr("set LANG=C.UTF-8 or vi_VN.UTF-8, so that the terminal shows Vietnamese letters")};
}

Check user_check() {
    if (::geteuid() != 0) return {State::ok, "user", fill(tr("uid {0}, not root"), {std::to_string(::geteuid())}), ""};
    return {State::warn, "user", "root", tr("run saoy as a user of its own: files from outside are read in its name")};
}

// Looks at the file without making or changing it. The first 16 bytes of a SQLite 3 database are fixed.
Check register_check(const Path& file) {
    const std::string name = file.string();
    if (store::is_server(file)) try {
            const store::Register reached(file);
            return {State::ok, "register", name, ""};
        } catch (const Error& error) {
            return {State::fail, "register", error.what(), error.hint()};
        }
    if (!std::filesystem::exists(file)) {
        const Path folder = file.has_parent_path() ? file.parent_path() : Path(".");
        if (::access(folder.c_str(), W_OK | X_OK) != 0)
            return {State::fail, "register", name + ": " + tr("is not there, and its folder cannot be written to"),
                    tr("make the folder, or give another --register")};
        return {State::warn, "register", name + ": " + tr("is not there"),
                tr("begin it with saoy-register create; if there should be one, look for it before any copy is made")};
    }
    std::ifstream stream(file, std::ios::binary);
    std::string start(16, '\0');
    stream.read(start.data(), std::streamsize(start.size()));
    if (!stream || start != std::string("SQLite format 3\0", 16))
        return {State::fail, "register", name + ": " + tr("is not a register"), tr("take it back from the backup")};
    if (::access(file.c_str(), W_OK) != 0)
        return {State::fail, "register", name + ": " + tr("cannot be written to"),
                tr("give the user who runs saoy the right to write there")};
    using std::filesystem::perms;
    const perms others = perms::group_all | perms::others_all;
    if ((std::filesystem::status(file).permissions() & others) != perms::none)
        return {State::warn, "register", name + ": " + tr("other users may read it"), "chmod 600 " + name};
    return {State::ok, "register", name, ""};
}

}  // namespace

std::string_view to_string(Check::State state) noexcept {
    switch (state) {
        case State::ok: return "ok";
        case State::warn: return "warn";
        case State::fail: return "fail";
    }
    return "fail";
}

std::vector<Check> Doctor::examine(const Clock& clock) const {
    std::vector<Check> checks;
    std::optional<Profile> profile;
    checks.push_back(schemas_check(options_.schemas));
    checks.push_back(profile_check(options_.profile, options_.schemas, profile));
    if (profile) {
        const Fonts& fonts = profile->fonts;
        checks.push_back(
            file_check("fonts", {fonts.statement_regular, fonts.statement_bold, fonts.text_layer}, looks_like_font));
        checks.push_back(file_check("colour", {fonts.icc}, looks_like_icc));
    }
    checks.push_back(languages_check(options_.languages));
    checks.push_back(recogniser_check(options_.languages));
    checks.push_back(pdftoppm_check());
    for (const Path& folder : options_.folders) checks.push_back(disk_check(folder));
    checks.push_back(memory_check(options_.jobs));
    checks.push_back(clock_check(clock));
    checks.push_back(locale_check(options_.locale));
    checks.push_back(user_check());
    if (!options_.register_file.empty()) checks.push_back(register_check(options_.register_file));
    return checks;
}

}  // namespace saoy::stages
