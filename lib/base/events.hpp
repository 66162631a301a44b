// SPDX-License-Identifier: Apache-2.0
// What happens while a command runs. Stages tell it; printers turn it into text or JSON Lines.
#pragma once

#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace saoy {

struct Event {
    enum class Kind { started, progress, finished, skipped, warning, failed };

    Kind kind = Kind::progress;
    std::string stage;  // "ocr"
    std::string item;   // dossier or file the event is about; may be empty
    int page = 0;       // 1-based; 0 = the whole item
    std::string code;   // stable kebab-case word; empty for plain progress
    std::string text;   // sentence for a person; never page content or full personal numbers
    std::string hint;
    std::vector<std::pair<std::string, double>> numbers;  // measured values by name
};

std::string_view to_string(Event::Kind kind) noexcept;

// Called from many threads at once.
class Events {
public:
    virtual ~Events() = default;
    virtual void emit(const Event& event) = 0;
};

// Keeps every event; for tests.
class EventRecorder : public Events {
public:
    void emit(const Event& event) override;
    std::vector<Event> events() const;

private:
    mutable std::mutex mutex_;
    std::vector<Event> events_;
};

}  // namespace saoy
