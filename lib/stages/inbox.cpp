// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/inbox.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "lib/base/json.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/model/mark_view.hpp"

namespace saoy::stages {

namespace {

using namespace std::chrono_literals;

constexpr auto again_after = 30s;   // a file whose trouble was the machine's, not its own
constexpr int empty_patience = 10;  // some senders make the file first and open it again to write
constexpr int look_every_ms = 250, look_idle_ms = 2000;
constexpr const char* taken_folder = "taken";
constexpr const char* quarantine_folder = "quarantine";
constexpr const char* refused_suffix = ".refused.json";
constexpr const char* reason_suffix = ".reason.json";

// Names that programs give to what they have not finished.
bool is_unfinished_name(const std::string& name) {
    const auto ends = [&](std::string_view with) {
        return name.size() > with.size() && name.compare(name.size() - with.size(), with.size(), with) == 0;
    };
    return name.front() == '.' || ends("~") || ends(".part") || ends(".partial") || ends(".filepart") || ends(".tmp") ||
           ends(".crdownload");
}

class OpenFile {
public:
    explicit OpenFile(const Path& path) : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)) {}
    ~OpenFile() {
        if (fd_ >= 0) ::close(fd_);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    int get() const { return fd_; }

private:
    int fd_;
};

// The kernel grants a read lease only while nobody has the file open for writing. Where it knows no leases (network
// file systems, files of other users), stillness alone must do.
bool is_being_written(const Path& path) {
    const OpenFile file(path);
    if (file.get() < 0) return false;
    // A writer that comes in this very moment breaks the lease; the signal that tells of it must harm nobody.
    ::fcntl(file.get(), F_SETSIG, SIGURG);
    if (::fcntl(file.get(), F_SETLEASE, F_RDLCK) == 0) {
        ::fcntl(file.get(), F_SETLEASE, F_UNLCK);
        return false;
    }
    return errno == EAGAIN;
}

// Its own name where that is free, else one that its content makes its own.
Path place_for(const Path& folder, const Path& file) {
    make_folder(folder);
    const Path target = folder / file.filename();
    if (!std::filesystem::exists(target)) return target;
    return folder / (file.stem().string() + "-" + crypto::sha256_file(file).substr(0, 16) + file.extension().string());
}

// What a kill left of a reason that was being written.
void clear_torn(const Path& reason) {
    const std::string start = reason.filename().string() + ".";
    for (const auto& entry : std::filesystem::directory_iterator(reason.parent_path()))
        if (entry.path().filename().string().rfind(start, 0) == 0) std::filesystem::remove(entry.path());
}

}  // namespace

Inbox::Inbox(Options options) : options_(std::move(options)) {
    if (!std::filesystem::is_directory(options_.folder))
        throw Error(Fault::missing, "no-such-folder",
                    text::fill(text::tr("{0} is not a folder"), {options_.folder.string()}),
                    text::tr("make the folder that the scanner writes to"));
    watch_ = ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (watch_ < 0 ||
        ::inotify_add_watch(watch_, options_.folder.c_str(), IN_MOVED_TO | IN_CLOSE_WRITE | IN_CREATE) < 0) {
        const int reason = errno;
        if (watch_ >= 0) ::close(watch_);
        throw Error(Fault::output, "cannot-watch", options_.folder.string() + ": " + std::strerror(reason));
    }
}

Inbox::~Inbox() { ::close(watch_); }

std::optional<Inbox::Shape> Inbox::shape_of(const Path& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
    return Shape{status.st_ino, status.st_size, status.st_mtim.tv_sec * 1'000'000'000LL + status.st_mtim.tv_nsec};
}

std::optional<std::string> Inbox::next(const std::atomic<bool>& stop, Events& events) {
    while (!stop) {
        look(events);
        {
            const std::lock_guard lock(mutex_);
            const Moment now = std::chrono::steady_clock::now();
            for (auto& [name, seen] : seen_) {
                if (seen.state != Seen::State::waiting || !is_whole(options_.folder / name, seen, now)) continue;
                seen.state = Seen::State::given;
                return (options_.folder / name).string();
            }
            if (options_.once && !is_waiting()) return std::nullopt;
        }
        wait();
    }
    return std::nullopt;
}

// Brings `seen_` up to what the folder holds now.
void Inbox::look(Events& events) {
    const std::lock_guard lock(mutex_);
    const Moment now = std::chrono::steady_clock::now();
    std::map<std::string, Shape> there;
    for (const auto& entry : std::filesystem::directory_iterator(options_.folder)) {
        const std::string name = entry.path().filename().string();
        if (is_unfinished_name(name)) continue;
        if (const auto shape = shape_of(entry.path())) there.emplace(name, *shape);
    }
    std::erase_if(seen_, [&](const auto& known) {
        return known.second.state != Seen::State::given && !there.contains(known.first);
    });
    for (const auto& [name, shape] : there) {
        const auto [at, is_new] = seen_.try_emplace(name, Seen{shape, now, now});
        Seen& seen = at->second;
        if (seen.state == Seen::State::given) continue;
        if (seen.shape != shape) seen = {shape, now, seen.first};
        if (seen.state == Seen::State::left && !options_.once && now >= seen.again) seen.state = Seen::State::waiting;
        if (!options_.once || seen.state != Seen::State::waiting || now - seen.first < 3 * options_.settle) continue;
        if (is_whole(options_.folder / name, seen, now)) continue;
        seen.state = Seen::State::left;
        Event event;
        event.kind = Event::Kind::warning;
        event.stage = "scan";
        event.item = (options_.folder / name).string();
        event.code = "still-arriving";
        event.text = text::tr("the file is still being written; it is left for the next time");
        events.emit(event);
    }
}

bool Inbox::is_whole(const Path& path, const Seen& seen, Moment now) const {
    const auto needed = seen.shape.size == 0 ? empty_patience * options_.settle : options_.settle;
    const auto wall = std::chrono::system_clock::now().time_since_epoch();
    const bool old = wall - std::chrono::nanoseconds(seen.shape.changed_ns) >= needed;
    const bool still = now - seen.since >= needed;
    return (old || still || (seen.arrived && seen.shape.size > 0)) && !is_being_written(path);
}

bool Inbox::is_waiting() const {
    return std::any_of(seen_.begin(), seen_.end(),
                       [](const auto& known) { return known.second.state == Seen::State::waiting; });
}

// Sleeps until the folder changes or a file may have settled.
void Inbox::wait() {
    const int most = [&] {
        const std::lock_guard lock(mutex_);
        return is_waiting() ? look_every_ms : look_idle_ms;
    }();
    // In steps, so that a request to stop is seen soon.
    pollfd ready{watch_, POLLIN, 0};
    if (::poll(&ready, 1, std::min(most, look_every_ms)) <= 0) return;
    alignas(inotify_event) std::array<char, 16384> buffer{};
    for (ssize_t n = 0; (n = ::read(watch_, buffer.data(), buffer.size())) > 0;) {
        const std::lock_guard lock(mutex_);
        for (ssize_t at = 0; at < n;) {
            const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
            at += ssize_t(sizeof(inotify_event) + event->len);
            if ((event->mask & IN_MOVED_TO) == 0 || event->len == 0 || is_unfinished_name(event->name)) continue;
            const auto shape = shape_of(options_.folder / event->name);
            if (!shape) continue;
            const Moment now = std::chrono::steady_clock::now();
            Seen& seen = seen_.try_emplace(event->name, Seen{*shape, now, now}).first->second;
            if (seen.state == Seen::State::waiting) seen.arrived = true;
        }
    }
}

// After take(): forget what is gone, remember what stays.
void Inbox::settle(const std::string& name, bool gone, Moment again) {
    const std::lock_guard lock(mutex_);
    const auto at = seen_.find(name);
    if (at == seen_.end()) return;
    if (gone) {
        seen_.erase(at);
        return;
    }
    at->second.state = Seen::State::left;
    at->second.arrived = false;
    at->second.again = again;
}

bool Inbox::take(const std::string& file, const Clock& clock, const std::function<void()>& work) {
    const Path path(file);
    const std::string name = path.filename().string();
    const auto soon = [] { return std::chrono::steady_clock::now() + again_after; };
    const OpenFile held(path);
    const auto before = shape_of(path);
    struct stat status {};
    const bool ours = held.get() >= 0 && before && ::flock(held.get(), LOCK_EX | LOCK_NB) == 0 &&
                      ::fstat(held.get(), &status) == 0 && status.st_ino == before->inode;
    if (!ours) {
        settle(name, !std::filesystem::exists(path), soon());
        return false;
    }
    // What was written to in the meantime is another file: it stays and comes again.
    const auto unchanged = [&] { return shape_of(path) == before; };
    try {
        work();
        if (unchanged()) put_away(path, *before);
    } catch (const Error& error) {
        const bool marked = error.code() == secrecy_mark;
        if ((error.fault() == Fault::input || error.fault() == Fault::refused) && unchanged()) {
            try {
                if (marked)
                    note_refusal(path, error, clock.now());
                else
                    quarantine(path, *before, error, clock.now());
            } catch (const Error& second) {
                settle(name, false, soon());
                throw Error(second.fault(), second.code(), std::string(error.what()) + "; " + second.what(),
                            second.hint());
            }
        }
        settle(name, !std::filesystem::exists(path), marked ? Moment::max() : soon());
        throw;
    }
    settle(name, !std::filesystem::exists(path), soon());
    return true;
}

void Inbox::put_away(const Path& file, const Shape& shape) const {
    if (!options_.remove) {
        move(file, place_for(options_.folder / taken_folder, file), shape);
        return;
    }
    if (::unlink(file.c_str()) != 0)
        throw Error(Fault::output, "cannot-remove", file.string() + ": " + std::strerror(errno));
}

// A file that was renamed over ours at the last moment goes back: nobody has read it.
void Inbox::move(const Path& file, const Path& target, const Shape& shape) {
    rename_durably(file, target);
    if (const auto moved = shape_of(target); moved && moved->inode != shape.inode)
        ::renameat2(AT_FDCWD, target.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE);
}

// The reason is there before the file, so that no file lies there without one.
void Inbox::quarantine(const Path& file, const Shape& shape, const Error& why, Time at) const {
    const Path target = place_for(options_.folder / quarantine_folder, file);
    const Path reason = target.string() + reason_suffix;
    clear_torn(reason);
    const Json told = {{"file", file.filename().string()},
                       {"at", rfc3339(at)},
                       {"code", why.code()},
                       {"sentence", text::mask_numbers(why.what())},
                       {"hint", why.hint()}};
    write_file(reason, told.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
    move(file, target, shape);
}

// Of the paper itself nothing is told, and no digest of it either.
void Inbox::note_refusal(const Path& file, const Error& why, Time at) const {
    const Path folder = options_.folder / quarantine_folder;
    make_folder(folder);
    const Path note = folder / (file.filename().string() + refused_suffix);
    clear_torn(note);
    const Json told = {{"file", file.filename().string()},
                       {"at", rfc3339(at)},
                       {"code", why.code()},
                       {"sentence", why.what()},
                       {"hint", text::tr("the file lies where it was put; whoever may handle the paper removes it")}};
    write_file(note, told.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace saoy::stages
