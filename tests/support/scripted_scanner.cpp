// SPDX-License-Identifier: Apache-2.0
// A SANE driver for the tests, for what no driver of Debian can be made to do. Its scanner is the folder
// $SANE_CONFIG_DIR/scripted, which outlives every process, as paper does:
//
//   in/NN      a sheet in the feeder; they go by name. Its text: the grey of its front (0-255), the grey of its back,
//              and what befalls it half way: jam, double, crash, hang, io, hold (until the file `go` is there; `held`
//              tells that it waits)
//   path/NN    the sheet that is moving, or stuck: nothing is drawn in before it is taken out
//   out/NN     sheets that are through
//   glass      what lies on the glass, in the same words
//   cover-open the cover is open while this file is there
#include <sane/sane.h>
#include <sane/saneopts.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

namespace {

namespace fs = std::filesystem;

constexpr int dots_per_inch = 200, width = 300, height = 400;

struct Sheet {
    int front = 255, back = 255;
    std::string fate;
};

struct Scanner {
    std::string source = "Flatbed";
    SANE_Word dpi = dots_per_inch;
    fs::path folder, moving;
    Sheet sheet;
    bool back_follows = false;  // of a sheet that is in already
    bool reading = false, double_feed = false;
    int side = 0, sent = 0;
};

Scanner scanner;
constexpr std::array<SANE_String_Const, 4> sources{"Flatbed", "ADF", "ADF Duplex", nullptr};
constexpr std::array<SANE_String_Const, 2> modes{"Color", nullptr};
constexpr std::array<SANE_Word, 2> resolutions{1, dots_per_inch};

SANE_Option_Descriptor option(const char* name, SANE_Value_Type type, SANE_Int size, SANE_Int cap) {
    SANE_Option_Descriptor about{};
    about.name = about.title = about.desc = name;
    about.type = type;
    about.size = size;
    about.cap = cap;
    return about;
}

const SANE_Option_Descriptor* describe(SANE_Int index) {
    static std::array<SANE_Option_Descriptor, 5> all = [] {
        constexpr SANE_Int settable = SANE_CAP_SOFT_SELECT | SANE_CAP_SOFT_DETECT;
        std::array<SANE_Option_Descriptor, 5> list{
            option("", SANE_TYPE_INT, sizeof(SANE_Word), SANE_CAP_SOFT_DETECT),
            option(SANE_NAME_SCAN_SOURCE, SANE_TYPE_STRING, 32, settable),
            option(SANE_NAME_SCAN_MODE, SANE_TYPE_STRING, 32, settable),
            option(SANE_NAME_SCAN_RESOLUTION, SANE_TYPE_INT, sizeof(SANE_Word), settable),
            option("double-feed", SANE_TYPE_BOOL, sizeof(SANE_Word), SANE_CAP_SOFT_DETECT)};
        list[1].constraint_type = list[2].constraint_type = SANE_CONSTRAINT_STRING_LIST;
        list[1].constraint.string_list = sources.data();
        list[2].constraint.string_list = modes.data();
        list[3].constraint_type = SANE_CONSTRAINT_WORD_LIST;
        list[3].constraint.word_list = resolutions.data();
        return list;
    }();
    return index >= 0 && index < SANE_Int(all.size()) ? &all[std::size_t(index)] : nullptr;
}

Sheet read_sheet(const fs::path& file) {
    Sheet sheet;
    std::ifstream(file) >> sheet.front >> sheet.back >> sheet.fate;
    return sheet;
}

SANE_Status draw_in() {
    if (fs::exists(scanner.folder / "cover-open")) return SANE_STATUS_COVER_OPEN;
    if (!fs::is_empty(scanner.folder / "path")) return SANE_STATUS_JAMMED;
    fs::path first;
    for (const auto& entry : fs::directory_iterator(scanner.folder / "in"))
        if (first.empty() || entry.path() < first) first = entry.path();
    if (first.empty()) return SANE_STATUS_NO_DOCS;
    scanner.sheet = read_sheet(first);
    scanner.moving = scanner.folder / "path" / first.filename();
    fs::rename(first, scanner.moving);
    return SANE_STATUS_GOOD;
}

SANE_Status meet_fate() {
    const std::string fate = std::exchange(scanner.sheet.fate, "");
    if (fate == "crash") ::raise(SIGSEGV);
    if (fate == "hang")
        for (;;) ::pause();
    if (fate == "io") return SANE_STATUS_IO_ERROR;
    scanner.double_feed = fate == "double";
    if (fate == "jam" || fate == "double") return SANE_STATUS_JAMMED;
    if (fate == "hold") {
        std::ofstream(scanner.folder / "held").flush();
        while (!fs::exists(scanner.folder / "go")) ::usleep(5000);
    }
    return SANE_STATUS_GOOD;
}

}  // namespace

extern "C" {

SANE_Status sane_scripted_init(SANE_Int* version, SANE_Auth_Callback) {
    if (version != nullptr) *version = SANE_VERSION_CODE(1, 0, 1);
    const char* folder = std::getenv("SANE_CONFIG_DIR");
    scanner.folder = fs::path(folder == nullptr ? "." : folder) / "scripted";
    return SANE_STATUS_GOOD;
}

void sane_scripted_exit() {}

SANE_Status sane_scripted_get_devices(const SANE_Device*** list, SANE_Bool) {
    static const SANE_Device device{"desk", "saoy", "scripted", "sheetfed scanner"};
    static std::array<const SANE_Device*, 2> devices{&device, nullptr};
    *list = devices.data();
    return SANE_STATUS_GOOD;
}

SANE_Status sane_scripted_open(SANE_String_Const, SANE_Handle* handle) {
    *handle = &scanner;
    return fs::is_directory(scanner.folder) ? SANE_STATUS_GOOD : SANE_STATUS_INVAL;
}

void sane_scripted_close(SANE_Handle) {}

const SANE_Option_Descriptor* sane_scripted_get_option_descriptor(SANE_Handle, SANE_Int index) {
    return describe(index);
}

SANE_Status sane_scripted_control_option(SANE_Handle, SANE_Int index, SANE_Action action, void* value, SANE_Int*) {
    const bool get = action == SANE_ACTION_GET_VALUE;
    auto* const word = static_cast<SANE_Word*>(value);
    auto* const text = static_cast<char*>(value);
    switch (index) {
        case 0: *word = 5; break;
        case 1:
            if (get)
                std::strcpy(text, scanner.source.c_str());
            else
                scanner.source = text;
            break;
        case 2:
            if (get) std::strcpy(text, modes[0]);
            break;
        case 3: (get ? *word : scanner.dpi) = get ? scanner.dpi : *word; break;
        case 4: *word = scanner.double_feed ? SANE_TRUE : SANE_FALSE; break;
        default: return SANE_STATUS_INVAL;
    }
    return SANE_STATUS_GOOD;
}

SANE_Status sane_scripted_get_parameters(SANE_Handle, SANE_Parameters* about) {
    *about = {SANE_FRAME_RGB, SANE_TRUE, width * 3, width, height, 8};
    return SANE_STATUS_GOOD;
}

SANE_Status sane_scripted_start(SANE_Handle) {
    scanner.side = 0;
    if (scanner.source == "Flatbed") {
        scanner.sheet = read_sheet(scanner.folder / "glass");
    } else if (scanner.back_follows) {
        scanner.side = 1;
    } else if (const SANE_Status state = draw_in(); state != SANE_STATUS_GOOD) {
        return state;
    }
    scanner.back_follows = scanner.source == "ADF Duplex" && scanner.side == 0;
    scanner.reading = true;
    scanner.sent = 0;
    return SANE_STATUS_GOOD;
}

SANE_Status sane_scripted_read(SANE_Handle, SANE_Byte* data, SANE_Int most, SANE_Int* length) {
    *length = 0;
    if (!scanner.reading) return SANE_STATUS_CANCELLED;
    constexpr int whole = width * height * 3, half = width * (height / 2) * 3;
    if (scanner.sent == whole) {
        scanner.reading = false;
        if (!scanner.moving.empty() && !scanner.back_follows)
            fs::rename(scanner.moving, scanner.folder / "out" / scanner.moving.filename());
        if (!scanner.back_follows) scanner.moving.clear();
        return SANE_STATUS_EOF;
    }
    if (scanner.sent == half)
        if (const SANE_Status state = meet_fate(); state != SANE_STATUS_GOOD) return state;
    *length = std::min(most, (scanner.sent < half ? half : whole) - scanner.sent);
    std::memset(data, scanner.side == 0 ? scanner.sheet.front : scanner.sheet.back, std::size_t(*length));
    scanner.sent += *length;
    return SANE_STATUS_GOOD;
}

void sane_scripted_cancel(SANE_Handle) { scanner.reading = false; }
SANE_Status sane_scripted_set_io_mode(SANE_Handle, SANE_Bool) { return SANE_STATUS_UNSUPPORTED; }
SANE_Status sane_scripted_get_select_fd(SANE_Handle, SANE_Int*) { return SANE_STATUS_UNSUPPORTED; }
SANE_String_Const sane_scripted_strstatus(SANE_Status) { return ""; }

}  // extern "C"
