// SPDX-License-Identifier: Apache-2.0
#include "cli/frame/printers.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "lib/base/error.hpp"
#include "lib/base/json.hpp"
#include "lib/base/text.hpp"

namespace saoy::cli {

namespace {

void to_stderr(const std::string& text) {
    std::string_view rest = text;
    while (!rest.empty()) {
        const ssize_t n = ::write(STDERR_FILENO, rest.data(), rest.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return;  // nobody listens; the exit status still tells
        rest.remove_prefix(std::size_t(n));
    }
}

}  // namespace

TextPrinter::TextPrinter(std::string command, Voice voice)
    : command_(std::move(command)), voice_(voice), terminal_(::isatty(STDERR_FILENO) == 1) {}

TextPrinter::~TextPrinter() { clear_bar(); }

void TextPrinter::clear_bar() {
    if (bar_) to_stderr("\r\033[K");
    bar_ = false;
}

void TextPrinter::message(const std::string& text, const std::string& hint) {
    const std::lock_guard lock(mutex_);
    clear_bar();
    std::string whole = command_ + ": " + text::mask_numbers(text) + "\n";
    if (!hint.empty()) whole += "  " + text::fill(text::tr("hint: {0}"), {hint}) + "\n";
    to_stderr(whole);
}

void TextPrinter::emit(const Event& event) {
    count_pages(event);
    const bool important =
        event.kind == Event::Kind::failed || (event.kind == Event::Kind::warning && voice_ != Voice::quiet);
    if (!important && voice_ != Voice::verbose) return;
    std::string sentence = event.item;
    if (event.page != 0) sentence += ": " + text::fill(text::tr("page {0}"), {std::to_string(event.page)});
    if (!important) sentence += std::string(": ") + event.stage + " " + std::string(to_string(event.kind));
    if (!event.text.empty()) sentence += (sentence.empty() ? "" : ": ") + event.text;
    message(sentence, event.hint);
}

void TextPrinter::expect(std::size_t items) {
    const std::lock_guard lock(mutex_);
    progress_.total = items;
}

void TextPrinter::progress(std::size_t done, std::size_t failed, std::size_t total) {
    const std::lock_guard lock(mutex_);
    progress_.done = done;
    progress_.failed = failed;
    progress_.total = total;
    draw_bar();
}

void TextPrinter::count_pages(const Event& event) {
    const bool begins = event.kind == Event::Kind::started;
    const bool page_done =
        event.kind == Event::Kind::progress && event.page > 0 && (event.code.empty() || event.code == "page-captured");
    if (!begins && !page_done) return;
    const std::lock_guard lock(mutex_);
    for (const auto& [name, value] : event.numbers)
        if (begins && name == "pages") ++progress_.begun, progress_.pages += value;
    // Only where the pages were announced: other stages tell of pages, too.
    if (begins || progress_.begun == 0) return;
    ++progress_.pages_done;
    constexpr std::chrono::milliseconds between_bars{100};
    if (std::chrono::steady_clock::now() - drawn_ >= between_bars) draw_bar();
}

void TextPrinter::draw_bar() {
    if (!terminal_ || voice_ == Voice::quiet) return;
    drawn_ = std::chrono::steady_clock::now();
    to_stderr("\r\033[K" + command_ + ": " + progress_.bar(std::chrono::duration<double>(drawn_ - begin_).count()));
    bar_ = true;
}

JsonPrinter::JsonPrinter(const std::string& target, const Clock& clock, std::string command)
    : clock_(&clock), command_(std::move(command)) {
    if (target.rfind("fd:", 0) == 0) {
        char* end = nullptr;
        const long number = std::strtol(target.c_str() + 3, &end, 10);
        if (end != nullptr && *end == '\0' && end != target.c_str() + 3) fd_ = ::fcntl(int(number), F_DUPFD_CLOEXEC, 3);
    } else {
        fd_ = ::open(target.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    }
    if (fd_ < 0)
        throw Error(Fault::output, "events-target", "--events " + target + ": " + std::strerror(errno),
                    text::tr("give a file name or fd:N of an open descriptor"));
}

JsonPrinter::~JsonPrinter() { ::close(fd_); }

void JsonPrinter::line(std::string json) {
    json += '\n';
    std::string_view rest = json;
    while (!rest.empty()) {
        const ssize_t n = ::write(fd_, rest.data(), rest.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) throw Error(Fault::output, "events-target", text::tr("the events stream cannot be written"));
        rest.remove_prefix(std::size_t(n));
    }
}

void JsonPrinter::emit(const Event& event) {
    const std::lock_guard lock(mutex_);
    Json json = {{"v", 1},
                 {"seq", ++seq_},
                 {"ts", rfc3339(clock_->now())},
                 {"command", command_},
                 {"kind", to_string(event.kind)}};
    if (!event.stage.empty()) json["stage"] = event.stage;
    if (!event.item.empty())
        json["item"] = event.item;  // a path programs go on with; dossier names hold no personal number
    if (event.page != 0) json["page"] = event.page;
    if (!event.code.empty()) json["code"] = event.code;
    if (!event.text.empty()) json["text"] = text::mask_numbers(event.text);
    if (!event.hint.empty()) json["hint"] = event.hint;
    for (const auto& [name, value] : event.numbers) json["numbers"][name] = value;
    line(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

void JsonPrinter::result(int status, std::size_t done, std::size_t failed) {
    const std::lock_guard lock(mutex_);
    line(Json({{"v", 1},
               {"seq", ++seq_},
               {"ts", rfc3339(clock_->now())},
               {"command", command_},
               {"kind", "result"},
               {"status", status},
               {"done", done},
               {"failed", failed}})
             .dump());
}

}  // namespace saoy::cli
