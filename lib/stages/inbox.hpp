// SPDX-License-Identifier: Apache-2.0
// A hot folder: files that have arrived whole are given once, then put away or into quarantine.
//
// There is no state beside the files themselves, so that a kill at any time loses and doubles nothing: a file stays
// where it is until its dossier is durable, and a file that comes again finds its dossier by its digest.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "lib/base/clock.hpp"
#include "lib/base/error.hpp"
#include "lib/base/events.hpp"
#include "lib/base/files.hpp"

namespace saoy::stages {

class Inbox {
public:
    struct Options {
        Path folder;
        std::chrono::milliseconds settle{2000};  // unchanged for so long and open to no writer: written to its end
        bool once = false;                       // end when nothing waits any more
        bool remove = false;                     // taken files are removed instead of kept in taken/
    };

    // Throws Error missing (66, "no-such-folder"), output (73) when the folder cannot be watched.
    explicit Inbox(Options options);
    ~Inbox();
    Inbox(const Inbox&) = delete;
    Inbox& operator=(const Inbox&) = delete;

    // Waits for the next whole file; none once `stop` is set, or with `once` when no more is to be had. One caller.
    std::optional<std::string> next(const std::atomic<bool>& stop, Events& events);

    // Runs `work` on a file of next() while no other process can, then moves it to taken/ (or removes it). When
    // `work` says that the file is bad (Fault input or refused) it goes to quarantine/ with NAME.reason.json beside
    // it; a paper that must not be copied ("secrecy-mark") stays where it is, as it is nobody's to move or copy, with
    // quarantine/NAME.refused.json that tells when, which page and which mark, and does not come again while it is
    // unchanged. After any other Error a file stays and comes again. The Error is thrown on either way. False, without
    // `work`, when another process has it. From many threads.
    bool take(const std::string& file, const Clock& clock, const std::function<void()>& work);

private:
    struct Shape {  // what tells one state of a file from another
        unsigned long long inode = 0;
        long long size = 0, changed_ns = 0;
        bool operator==(const Shape&) const = default;
    };
    using Moment = std::chrono::steady_clock::time_point;
    struct Seen {
        Shape shape;
        Moment since, first;
        enum class State { waiting, given, left } state = State::waiting;
        Moment again{};        // when a file that was left is tried again
        bool arrived = false;  // renamed into the folder: whole at once
    };

    static std::optional<Shape> shape_of(const Path& path);
    void look(Events& events);
    bool is_whole(const Path& path, const Seen& seen, Moment now) const;
    bool is_waiting() const;
    void wait();
    void settle(const std::string& name, bool gone, Moment again);
    void put_away(const Path& file, const Shape& shape) const;
    void quarantine(const Path& file, const Shape& shape, const Error& why, Time at) const;
    void note_refusal(const Path& file, const Error& why, Time at) const;
    static void move(const Path& file, const Path& target, const Shape& shape);

    Options options_;
    int watch_ = -1;
    std::mutex mutex_;
    std::map<std::string, Seen> seen_;
};

}  // namespace saoy::stages
