// SPDX-License-Identifier: Apache-2.0
// The part of the comparison that knows the bytes after the signed ones: how an update is spelled, and what else could
// be taken for an object or a cross-reference table by a reader that repairs files.
#include <algorithm>
#include <optional>
#include <string_view>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/pdf/comparison.hpp"

namespace saoy::pdf {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_number(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

// The length of the end of line at this place; 0 if there is none.
std::size_t end_of_line(std::string_view bytes, std::size_t at) {
    if (bytes.substr(at, 2) == "\r\n") return 2;
    return at < bytes.size() && (bytes[at] == '\n' || bytes[at] == '\r') ? 1 : 0;
}

// `startxref`, end of line, digits, end of line, `%%EOF` (ISO 32000-2, 7.5.5); gives the number.
std::optional<std::size_t> strict_startxref(std::string_view bytes, std::size_t at) {
    at += std::string_view("startxref").size();
    const auto take_line_end = [&] {
        while (at < bytes.size() && bytes[at] == ' ') ++at;
        const std::size_t size = end_of_line(bytes, at);
        at += size;
        return size != 0;
    };
    if (!take_line_end()) return std::nullopt;
    std::size_t number = 0;
    const std::size_t first = at;
    for (; at < bytes.size() && is_digit(bytes[at]) && at - first < 15; ++at)
        number = number * 10 + std::size_t(bytes[at] - '0');
    if (at == first || !take_line_end() || bytes.substr(at, 5) != "%%EOF") return std::nullopt;
    return number;
}

// Spelled so that every reader reads the same: no comments and no signs in the table, whole numbers in the trailer.
bool is_strict(std::string_view bytes, const Section& section, std::int64_t least_size) {
    for (const char* key : {"Prev", "XRefStm", "Size"}) {
        const Value& value = section.trailer[key];
        if (value.is(Value::Kind::null)) continue;
        if (!value.is(Value::Kind::integer) || !is_number(bytes.substr(value.begin, value.end - value.begin)))
            return false;
    }
    // Readers take objects beyond Size for null; a shrunk one would drop what was signed.
    if (section.trailer["Size"].integer < least_size) return false;
    const std::string_view text = bytes.substr(section.extent.begin, section.extent.end - section.extent.begin);
    if (!text.starts_with("xref")) return true;
    const std::string_view table = text.substr(4, text.find("trailer") - 4);
    return table.find_first_not_of("0123456789nf \r\n") == std::string_view::npos &&
           text.find('%') == std::string_view::npos;
}

// Back over white space and comments, as some readers skip both between the parts of `<int> <int> obj`.
std::size_t before_space(std::string_view bytes, std::size_t at, std::size_t from) {
    constexpr std::size_t longest_comment = 256;
    while (true) {
        bool line_ended = false;
        for (; at > from && is_space(bytes[at - 1]); --at) line_ended |= bytes[at - 1] == '\n' || bytes[at - 1] == '\r';
        if (!line_ended) return at;
        const std::size_t first = std::max(from, at - std::min(at, longest_comment));
        std::string_view line = bytes.substr(first, at - first);
        const std::size_t start = line.find_last_of("\r\n");
        const std::size_t comment = line.find('%', start == std::string_view::npos ? 0 : start + 1);
        if (comment == std::string_view::npos) return at;
        at = first + comment;
        if (at > from && !is_space(bytes[at - 1])) return at;
    }
}

std::size_t before_digits(std::string_view bytes, std::size_t at, std::size_t from) {
    while (at > from && is_digit(bytes[at - 1])) --at;
    return at;
}

// The place where `<int> <int> obj` begins whose keyword stands at `keyword`; nothing if it is another word.
std::optional<std::size_t> begin_of_object(std::string_view bytes, std::size_t keyword, std::size_t from) {
    const std::size_t generation_end = before_space(bytes, keyword, from);
    const std::size_t generation = before_digits(bytes, generation_end, from);
    const std::size_t number_end = before_space(bytes, generation, from);
    const std::size_t number = before_digits(bytes, number_end, from);
    if (generation == generation_end || number_end == generation || number == number_end) return std::nullopt;
    return number;
}

// `<int> <int> obj` without signs or comments, which some readers do not take.
bool is_plain_head(std::string_view bytes, std::size_t at) {
    for (int part = 0; part < 2; ++part) {
        const std::size_t digits = at;
        while (at < bytes.size() && is_digit(bytes[at])) ++at;
        const std::size_t space = at;
        while (at < bytes.size() && is_space(bytes[at])) ++at;
        if (space == digits || at == space) return false;
    }
    return bytes.substr(at, 3) == "obj";
}

bool is_word(std::string_view bytes, std::size_t at, std::size_t size) {
    const auto ends = [](char c) { return is_space(c) || is_delimiter(c); };
    return (at == 0 || ends(bytes[at - 1])) && (at + size >= bytes.size() || ends(bytes[at + size]));
}

}  // namespace

// Every byte after the signed ones belongs to an object or a cross-reference table of the chain, or is white space.
void Comparison::account_for_bytes() {
    std::vector<Extent> known;
    const std::string_view bytes = after_.bytes();
    const std::size_t from = before_.bytes().size();
    std::set<std::size_t> places;  // of objects, tables, trailers and startxref
    std::set<int> rewritten;
    for (const Section& section : after_.sections())
        if (section.extent.begin >= from)
            for (const auto& [number, entry] : section.entries)
                if (entry.kind == Entry::Kind::packed || (entry.kind == Entry::Kind::direct && entry.place >= from))
                    rewritten.insert(number);
    for (const Section& section : after_.sections()) {
        if (section.extent.begin < from) continue;
        known.push_back(section.extent);
        places.insert(section.extent.begin);
        if (bytes.substr(section.extent.begin, 4) == "xref")
            places.insert(bytes.find("trailer", section.extent.begin));
        else if (takes_number(section.extent.begin))
            report(text::tr("the object at {0} is written so that readers differ"),
                   {std::to_string(section.extent.begin)});
        if (!is_strict(bytes, section, before_.trailer()["Size"].integer))
            report(text::tr("the cross-reference table at {0} is spelled so that readers differ"),
                   {std::to_string(section.extent.begin)});
        for (const auto& [number, entry] : section.entries) {
            if (entry.kind != Entry::Kind::direct) continue;
            if (entry.place < from) {
                // Some writers list every object again; only an older state of one is an attack, or one that was
                // written anew in between, for those who search a file for objects.
                const Entry* then = before_.entry(number);
                if (then != nullptr && then->kind == entry.kind && then->place == entry.place &&
                    !rewritten.contains(number))
                    continue;
                report(text::tr("object {0} was taken back to older bytes"), {std::to_string(number)});
                continue;
            }
            try {
                known.push_back(after_.extent(number, entry));
            } catch (const Error&) {
                report(text::tr("object {0} is not where the cross-reference table says"), {std::to_string(number)});
                continue;
            }
            const std::size_t head =
                std::min(bytes.find_first_not_of(std::string_view(" \r\n\t\f\0", 6), entry.place), bytes.size());
            if (!is_plain_head(bytes, head))
                report(text::tr("the object at {0} is written so that readers differ"), {std::to_string(head)});
            places.insert(head);
        }
        // Readers that believe Size take what lies beyond it for null, and show less than we see.
        const auto last = std::find_if(section.entries.rbegin(), section.entries.rend(),
                                       [](const auto& each) { return each.second.kind != Entry::Kind::free; });
        if (last != section.entries.rend() && last->first >= after_.trailer()["Size"].integer)
            report(text::tr("object {0} lies beyond the size that the trailer tells"), {std::to_string(last->first)});
    }
    for (const std::size_t place : after_.irregular())
        if (place >= from)
            report(text::tr("the object at {0} is written so that readers differ"), {std::to_string(place)});
    std::sort(known.begin(), known.end(), [](const Extent& a, const Extent& b) { return a.begin < b.begin; });
    known.push_back({bytes.size(), bytes.size()});
    std::size_t at = from;
    for (const Extent& extent : known) {
        Parser gap(bytes.substr(0, std::max(at, extent.begin)), at);
        while (gap.position() < extent.begin) {
            if (gap.take("startxref")) {
                check_startxref(gap.position() - 9);
                places.insert(gap.position() - 9);
                gap.take_integer();
                continue;
            }
            const std::size_t here = gap.position();
            gap.skip_space();
            if (gap.position() == here && here < extent.begin) {
                report(text::tr("bytes at {0} belong to no revision of the file"), {std::to_string(here)});
                break;
            }
        }
        at = std::max(at, extent.end);
    }
    look_for_hidden(from, places);
}

// A cross-reference stream under the number of another object, which those who search a file would take for it.
bool Comparison::takes_number(std::size_t stream) const {
    const auto number = Parser(after_.bytes(), stream).take_integer();
    if (!number || *number < 0 || *number > highest_number) return true;
    const Entry* named = after_.entry(int(*number));
    return before_.in_use(int(*number)) && (named == nullptr || named->place != stream);
}

void Comparison::check_startxref(std::size_t place) {
    const auto target = strict_startxref(after_.bytes(), place);
    const auto& all = after_.sections();
    if (!target || std::none_of(all.begin(), all.end(),
                                [&](const Section& s) { return s.extent.begin == *target + after_.shift(); }))
        report(text::tr("the startxref at {0} is spelled so that readers differ"), {std::to_string(place)});
}

// A reader that finds a file damaged searches it for these words, in streams and strings too.
void Comparison::look_for_hidden(std::size_t from, const std::set<std::size_t>& places) {
    const std::string_view bytes = after_.bytes();
    const auto check = [&](std::size_t place, std::string_view word) {
        if (!places.contains(place))
            report(text::tr("bytes at {0} could be taken for a part of the file's structure: {1}"),
                   {std::to_string(place), std::string(word)});
    };
    for (std::size_t at = bytes.find("obj", from); at != std::string_view::npos; at = bytes.find("obj", at + 3))
        if (const auto begin = begin_of_object(bytes, at, from)) check(*begin, "obj");
    for (const std::string_view word : {"trailer", "xref", "startxref"})
        for (std::size_t at = bytes.find(word, from); at != std::string_view::npos; at = bytes.find(word, at + 1))
            if (word == "startxref" || is_word(bytes, at, word.size())) check(at, word);
}

}  // namespace saoy::pdf
