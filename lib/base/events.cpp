// SPDX-License-Identifier: Apache-2.0
#include "lib/base/events.hpp"

namespace saoy {

std::string_view to_string(Event::Kind kind) noexcept {
    switch (kind) {
        case Event::Kind::started: return "started";
        case Event::Kind::progress: return "progress";
        case Event::Kind::finished: return "finished";
        case Event::Kind::skipped: return "skipped";
        case Event::Kind::warning: return "warning";
        case Event::Kind::failed: return "failed";
    }
    return "progress";
}

void EventRecorder::emit(const Event& event) {
    const std::lock_guard lock(mutex_);
    events_.push_back(event);
}

std::vector<Event> EventRecorder::events() const {
    const std::lock_guard lock(mutex_);
    return events_;
}

}  // namespace saoy
