// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/revisions.hpp"

#include <algorithm>
#include <array>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::pdf {

namespace {

constexpr std::size_t most_sections = 2000;
constexpr std::size_t most_entries = 4'000'000;
constexpr std::size_t most_unpacked = std::size_t(128) << 20;
constexpr int highest_number = 8'388'607;  // ISO 32000-1, annex C

[[noreturn]] void fail(const std::string& sentence) { throw Error(Fault::input, "pdf-xref", sentence); }

std::size_t last_startxref(std::string_view bytes) {
    const std::size_t at = bytes.rfind("startxref");
    // Acrobat looks in the last 1024 bytes; more would let bytes hide behind the end.
    if (at == std::string_view::npos || bytes.size() - at > 2048)
        fail(text::tr("the file does not end with a reference to its contents (startxref)"));
    Parser parser(bytes, at + 9);
    const auto offset = parser.take_integer();
    if (!offset || *offset < 0 || std::size_t(*offset) >= bytes.size()) fail(text::tr("startxref points nowhere"));
    return std::size_t(*offset);
}

// Some writers count one or two bytes too many; readers forgive that.
std::size_t start_of_table(std::string_view bytes, std::size_t offset) {
    for (std::size_t back = 0; back <= std::min<std::size_t>(offset, 2); ++back)
        if (bytes.substr(offset - back, 4) == "xref") return offset - back;
    return offset;
}

std::size_t field(std::string_view row, std::size_t& at, std::size_t width, std::size_t otherwise) {
    if (width == 0) return otherwise;
    std::size_t number = 0;
    for (std::size_t i = 0; i < width; ++i) number = number << 8 | static_cast<unsigned char>(row[at++]);
    return number;
}

}  // namespace

Document::Document(std::string_view bytes, Hybrid hybrid) : bytes_(bytes) {
    if (!bytes.starts_with("%PDF-")) throw Error(Fault::input, "no-pdf", text::tr("the file is not a PDF"));
    startxref_ = last_startxref(bytes);
    read_chain(startxref_, hybrid);
    for (const Section& section : sections_)
        if (!section.trailer["Encrypt"].is(Value::Kind::null))
            throw Error(Fault::input, "pdf-encrypted", text::tr("the file is encrypted and cannot be checked"),
                        text::tr("ask for a copy without a password"));
}

void Document::read_chain(std::size_t start, Hybrid hybrid) {
    std::set<std::size_t> seen;
    std::vector<std::size_t> todo{start};
    std::size_t count = 0;
    while (!todo.empty()) {
        const std::size_t offset = start_of_table(bytes_, todo.back());
        todo.pop_back();
        if (!seen.insert(offset).second) fail(text::tr("the chain of cross-reference tables loops"));
        if (seen.size() > most_sections) fail(text::tr("the file has too many revisions"));
        if (offset >= bytes_.size()) fail(text::tr("a cross-reference table lies outside the file"));
        Parser parser(bytes_, offset);
        const bool table = parser.take("xref");
        Section section = table ? read_table(offset) : read_stream(offset);
        count += section.entries.size();
        if (count > most_entries) fail(text::tr("the file has too many objects"));
        const Value previous = section.trailer["Prev"];
        const Value stream = section.trailer["XRefStm"];
        std::set<int> hidden;  // free in the table of a hybrid section: its stream may say more
        for (const auto& [number, entry] : section.entries) {
            if (table && stream.is(Value::Kind::integer) && hybrid == Hybrid::read && entry.kind == Entry::Kind::free)
                hidden.insert(number);
            else
                entries_.emplace(number, entry);
        }
        sections_.push_back(std::move(section));
        if (table && stream.is(Value::Kind::integer)) {
            is_hybrid_ = true;
            if (stream.integer < 0 || std::size_t(stream.integer) >= bytes_.size())
                fail(text::tr("a cross-reference table lies outside the file"));
            Section extra = read_stream(std::size_t(stream.integer));
            if (hybrid == Hybrid::read)
                for (const auto& [number, entry] : extra.entries) entries_.emplace(number, entry);
            sections_.push_back(std::move(extra));
        }
        for (const int number : hidden) entries_.emplace(number, Entry{});
        if (previous.is(Value::Kind::null)) continue;
        if (!previous.is_number() || previous.real < 0 || previous.real >= double(bytes_.size()))
            fail(text::tr("a cross-reference table lies outside the file"));
        todo.push_back(std::size_t(previous.real));
    }
}

Section Document::read_table(std::size_t offset) const {
    Section section;
    section.extent.begin = offset;
    Parser parser(bytes_, offset);
    parser.take("xref");
    while (!parser.take("trailer")) {
        const auto first = parser.take_integer(), count = parser.take_integer();
        if (!first || !count || *first < 0 || *count < 0 || *first + *count > highest_number + 1)
            fail(text::tr("a cross-reference table is damaged"));
        for (std::int64_t i = 0; i < *count; ++i) {
            const auto place = parser.take_integer(), generation = parser.take_integer();
            const bool used = parser.take("n");
            if (!place || !generation || *place < 0 || *generation < 0 || *generation > 65535 ||
                (!used && !parser.take("f")))
                fail(text::tr("a cross-reference table is damaged"));
            const Entry entry{used ? Entry::Kind::direct : Entry::Kind::free, std::size_t(*place), int(*generation), 0};
            if (!section.entries.emplace(int(*first + i), entry).second)
                fail(text::tr("a cross-reference table names an object twice"));
        }
    }
    section.trailer = parser.value();
    if (!section.trailer.is(Value::Kind::dictionary) || section.trailer.repeated)
        fail(text::tr("a trailer is damaged"));
    section.extent.end = parser.position();
    return section;
}

Section Document::read_stream(std::size_t offset) const {
    Section section;
    section.extent.begin = offset;
    section.trailer = object_at(offset, -1, -1, section.extent.end);
    const Value& stream = section.trailer;
    if (!stream.is(Value::Kind::stream) || !stream["Type"].is_name("XRef") || stream.repeated)
        fail(text::tr("a cross-reference table is damaged"));
    const Value& widths = stream["W"];
    std::array<std::size_t, 3> width{};
    for (std::size_t i = 0; i < 3; ++i) {
        if (widths.items.size() != 3 || widths.items[i].integer < 0 || widths.items[i].integer > 8)
            fail(text::tr("a cross-reference table is damaged"));
        width[i] = std::size_t(widths.items[i].integer);
    }
    const std::string rows = decoded(stream, stream["Filter"], stream["DecodeParms"], most_unpacked);
    std::vector<std::int64_t> ranges{0, stream["Size"].integer};
    if (stream["Index"].is(Value::Kind::array)) {
        ranges.clear();
        for (const Value& item : stream["Index"].items) ranges.push_back(item.integer);
    }
    const std::size_t row = width[0] + width[1] + width[2];
    std::size_t at = 0;
    for (std::size_t r = 0; r + 1 < ranges.size(); r += 2) {
        if (row == 0 || ranges[r] < 0 || ranges[r + 1] < 0 || ranges[r] + ranges[r + 1] > highest_number + 1)
            fail(text::tr("a cross-reference table is damaged"));
        for (std::int64_t i = 0; i < ranges[r + 1]; ++i) {
            if (at + row > rows.size()) fail(text::tr("a cross-reference table is damaged"));
            const std::size_t kind = field(rows, at, width[0], 1);
            const std::size_t second = field(rows, at, width[1], 0), third = field(rows, at, width[2], 0);
            Entry entry;
            entry.place = second;
            if (kind == 1) {
                entry.kind = Entry::Kind::direct;
                entry.generation = int(third & 65535);
            } else if (kind == 2) {
                entry.kind = Entry::Kind::packed;
                entry.index = int(std::min<std::size_t>(third, std::size_t(highest_number)));
            }
            if (!section.entries.emplace(int(ranges[r] + i), entry).second)
                fail(text::tr("a cross-reference table names an object twice"));
        }
    }
    return section;
}

// Number and generation -1: any.
Value Document::object_at(std::size_t offset, int number, int generation, std::size_t& end) const {
    Parser parser(bytes_, offset);
    const auto n = parser.take_integer(), g = parser.take_integer();
    if (!n || !g || !parser.take("obj") || (number >= 0 && *n != number) || (generation >= 0 && *g != generation))
        fail(text::fill(text::tr("object {0} is not where the cross-reference table says"), {std::to_string(number)}));
    Value value = parser.value();
    if (value.is(Value::Kind::dictionary) && parser.take("stream")) {
        std::size_t at = parser.position();
        if (bytes_.substr(at, 2) == "\r\n")
            at += 2;
        else if (bytes_.substr(at, 1) == "\n")
            at += 1;
        const Value& length = resolve(value["Length"]);
        if (!length.is(Value::Kind::integer) || length.integer < 0 || std::size_t(length.integer) > bytes_.size() - at)
            fail(text::fill(text::tr("object {0} has no usable length"), {std::to_string(*n)}));
        value.kind = Value::Kind::stream;
        value.data = bytes_.substr(at, std::size_t(length.integer));
        parser = Parser(bytes_, at + value.data.size());
        if (!parser.take("endstream"))
            fail(text::fill(text::tr("object {0} does not end where its length says"), {std::to_string(*n)}));
    }
    if (!parser.take("endobj"))
        fail(text::fill(text::tr("object {0} does not end where its length says"), {std::to_string(*n)}));
    end = parser.position();
    return value;
}

const Value& Document::catalog() const {
    const Value& catalog = get(trailer(), "Root");
    if (!catalog.is(Value::Kind::dictionary)) fail(text::tr("the file has no catalog"));
    return catalog;
}

const Entry* Document::entry(int number) const noexcept {
    const auto found = entries_.find(number);
    return found == entries_.end() ? nullptr : &found->second;
}

bool Document::in_use(int number) const noexcept {
    const Entry* found = entry(number);
    return found != nullptr && found->kind != Entry::Kind::free;
}

const Value& Document::object(Reference reference) const {
    static const Value null;
    const Entry* found = entry(reference.number);
    if (found == nullptr || found->kind == Entry::Kind::free || found->generation != reference.generation) return null;
    if (const auto known = cache_.find(reference.number); known != cache_.end()) return known->second;
    if (found->kind == Entry::Kind::packed) return packed_object(reference.number, *found);
    if (!being_read_.insert(reference.number).second)
        fail(text::fill(text::tr("object {0} needs itself to be read"), {std::to_string(reference.number)}));
    std::size_t end = 0;
    Value value = object_at(found->place, reference.number, reference.generation, end);
    being_read_.erase(reference.number);
    return cache_.emplace(reference.number, std::move(value)).first->second;
}

const Value& Document::packed_object(int number, const Entry& entry) const {
    const Entry* holder = this->entry(int(std::min<std::size_t>(entry.place, std::size_t(highest_number))));
    if (holder == nullptr || holder->kind != Entry::Kind::direct)
        fail(text::fill(text::tr("object {0} is in an object stream that is not there"), {std::to_string(number)}));
    const Value& stream = object({int(entry.place), holder->generation});
    if (!stream.is(Value::Kind::stream) || !stream["Type"].is_name("ObjStm"))
        fail(text::fill(text::tr("object {0} is in an object stream that is not there"), {std::to_string(number)}));
    auto unpacked = unpacked_.find(entry.place);
    if (unpacked == unpacked_.end()) {
        std::string data = decoded(stream, get(stream, "Filter"), get(stream, "DecodeParms"), most_unpacked);
        unpacked = unpacked_.emplace(entry.place, std::move(data)).first;
    }
    Parser header(unpacked->second);
    for (std::int64_t i = 0; i < get(stream, "N").integer; ++i) {
        const auto which = header.take_integer(), offset = header.take_integer();
        if (!which || !offset || *offset < 0) break;
        if (i != entry.index || *which != number) continue;
        Parser parser(unpacked->second, std::size_t(get(stream, "First").integer + *offset));
        return cache_.emplace(number, parser.value()).first->second;
    }
    fail(text::fill(text::tr("object {0} is not in its object stream"), {std::to_string(number)}));
}

const Value& Document::resolve(const Value& value) const {
    const Value* at = &value;
    for (int hops = 0; at->is(Value::Kind::reference); ++hops) {
        if (hops == 32) fail(text::tr("a chain of references has no end"));
        at = &object(at->reference);
    }
    return *at;
}

Extent Document::extent(int number, const Entry& entry) const {
    Extent extent{entry.place, entry.place};
    object_at(entry.place, number, entry.generation, extent.end);
    return extent;
}

std::set<int> Document::reachable() const {
    std::set<int> seen;
    std::vector<const Value*> todo{&trailer()};
    while (!todo.empty()) {
        const Value& value = *todo.back();
        todo.pop_back();
        if (value.is(Value::Kind::reference)) {
            if (in_use(value.reference.number) && seen.insert(value.reference.number).second)
                todo.push_back(&object(value.reference));
            continue;
        }
        for (const Value& item : value.items) todo.push_back(&item);
        for (const auto& [key, entry] : value.entries) todo.push_back(&entry);
    }
    return seen;
}

std::vector<std::size_t> revision_ends(std::string_view bytes) {
    std::vector<std::size_t> ends;
    for (std::size_t at = bytes.find("startxref"); at != std::string_view::npos; at = bytes.find("startxref", at)) {
        Parser parser(bytes, at + 9);
        at += 9;
        if (!parser.take_integer()) continue;
        std::size_t end = parser.position();
        while (end < bytes.size() && is_space(bytes[end])) ++end;
        if (bytes.substr(end, 5) != "%%EOF") continue;
        end += 5;
        if (bytes.substr(end, 2) == "\r\n")
            end += 2;
        else if (end < bytes.size() && (bytes[end] == '\n' || bytes[end] == '\r'))
            end += 1;
        ends.push_back(end);
    }
    return ends;
}

}  // namespace saoy::pdf
