// SPDX-License-Identifier: Apache-2.0
#include "lib/capture/sane.hpp"

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::capture {

Session::Session() {
    SANE_Int code = 0;
    check(sane_init(&code, nullptr));
    version_ = std::to_string(SANE_VERSION_MAJOR(code)) + "." + std::to_string(SANE_VERSION_MINOR(code)) + "." +
               std::to_string(SANE_VERSION_BUILD(code));
}

Session::~Session() { sane_exit(); }

void throw_state(SANE_Status state) {
    using text::tr;
    switch (state) {
        case SANE_STATUS_JAMMED:
            throw Error(Fault::temporary, "scanner-jam", tr("a sheet is stuck in the feeder"),
                        tr("open the feeder, take the stuck sheet out and put it back with those that are left"));
        case SANE_STATUS_COVER_OPEN:
            throw Error(Fault::temporary, "scanner-cover-open", tr("the scanner's cover is open"),
                        tr("close the cover"));
        case SANE_STATUS_NO_DOCS:
            throw Error(Fault::temporary, "scanner-empty", tr("there is no paper in the feeder"),
                        tr("put the papers into the feeder, or let it wait for them with --wait-paper"));
        case SANE_STATUS_DEVICE_BUSY:
            throw Error(Fault::temporary, "scanner-busy", tr("the scanner is busy; another program may be using it"),
                        tr("close the other program, or wait until the scanner has warmed up"));
        case SANE_STATUS_ACCESS_DENIED:
            throw Error(Fault::unavailable, "scanner-denied", tr("this user may not use the scanner"),
                        tr("add the user to the group scanner, then log in again"));
        case SANE_STATUS_UNSUPPORTED:
            throw Error(Fault::unavailable, "scanner-driver", tr("the scanner's driver cannot do this"),
                        tr("choose another scan profile, or install the vendor's newer driver"));
        case SANE_STATUS_NO_MEM:
            throw Error(Fault::temporary, "scanner-memory", tr("there is not enough memory for the page"),
                        tr("scan at a lower resolution, or close other programs"));
        default:  // IO_ERROR, INVAL, CANCELLED; the errno that SANE's network driver hands on when its server has died
            throw Error(Fault::unavailable, "scanner-gone", tr("the scanner does not answer"),
                        tr("look at its cable, power and network; saoy-scan --list-devices shows what is there"));
    }
}

void throw_double_feed() {
    throw Error(Fault::temporary, "scanner-double-feed", text::tr("two sheets went through the feeder at once"),
                text::tr("take both sheets out, fan the stack, and put them back with those that are left"));
}

}  // namespace saoy::capture
