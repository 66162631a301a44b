// SPDX-License-Identifier: Apache-2.0
// The chain of cross-reference tables and streams (ISO 32000-2, 7.5.4 to 7.5.8), and what is done when there is none.
#include <algorithm>
#include <array>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/pdf/revisions.hpp"

namespace saoy::pdf {

namespace {

constexpr std::size_t most_sections = 2000;
constexpr std::size_t most_entries = 2'000'000;
constexpr std::size_t most_table_bytes = std::size_t(64) << 20;
constexpr std::size_t most_header_place = 1024;

[[noreturn]] void fail(const std::string& sentence) { throw Error(Fault::input, "pdf-xref", sentence); }

// The value of the last startxref.
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

bool is_table_at(std::string_view bytes, std::size_t offset) {
    if (offset >= bytes.size()) return false;
    Parser parser(bytes, start_of_table(bytes, offset));
    return parser.take("xref") || (parser.take_integer() && parser.take_integer() && parser.take("obj"));
}

std::size_t field(std::string_view row, std::size_t& at, std::size_t width, std::size_t otherwise) {
    if (width == 0) return otherwise;
    std::size_t number = 0;
    for (std::size_t i = 0; i < width; ++i) number = number << 8 | static_cast<unsigned char>(row[at++]);
    return number;
}

}  // namespace

Document::Document(std::string_view bytes, Hybrid hybrid, Damage damage) : bytes_(bytes) {
    const std::size_t header = bytes.substr(0, most_header_place + 5).find("%PDF-");
    if (header == std::string_view::npos) throw Error(Fault::input, "no-pdf", text::tr("the file is not a PDF"));
    try {
        const std::size_t start = last_startxref(bytes);
        if (header != 0 && is_table_at(bytes, start + header)) shift_ = header;
        read_chain(start + shift_, hybrid);
        if (damage == Damage::repair && !get(catalog(), "Pages").is(Value::Kind::dictionary))
            fail(text::tr("the file has no pages"));
    } catch (const Error&) {
        if (damage == Damage::refuse) throw;
        search_for_objects();
    }
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
            Section extra = read_stream(std::size_t(stream.integer) + shift_);
            if (hybrid == Hybrid::read)
                for (const auto& [number, entry] : extra.entries) entries_.emplace(number, entry);
            sections_.push_back(std::move(extra));
        }
        for (const int number : hidden) entries_.emplace(number, Entry{});
        // A table at the first byte cannot be; some writers mean by that there is none.
        if (previous.is(Value::Kind::null) || (previous.is_number() && previous.real == 0)) continue;
        if (!previous.is_number() || previous.real < 0 || previous.real >= double(bytes_.size()))
            fail(text::tr("a cross-reference table lies outside the file"));
        todo.push_back(std::size_t(previous.real) + shift_);
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
            // Ghostscript, MuPDF and Pillow write 65536 for the head of the free list; what is free has no generation.
            const int most_generation = used ? 65535 : 99999;
            if (!place || !generation || *place < 0 || *generation < 0 || *generation > most_generation ||
                (!used && !parser.take("f")))
                fail(text::tr("a cross-reference table is damaged"));
            const Entry entry{used ? Entry::Kind::direct : Entry::Kind::free, std::size_t(*place) + shift_,
                              int(*generation), 0};
            if (section.entries.size() > most_entries) fail(text::tr("the file has too many objects"));
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
    const std::string rows = decoded(stream, stream["Filter"], stream["DecodeParms"], most_table_bytes);
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
            if (section.entries.size() > most_entries) fail(text::tr("the file has too many objects"));
            const std::size_t kind = field(rows, at, width[0], 1);
            const std::size_t second = field(rows, at, width[1], 0), third = field(rows, at, width[2], 0);
            Entry entry;
            entry.place = second;
            if (kind == 1) {
                entry.kind = Entry::Kind::direct;
                entry.place = second + shift_;
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

}  // namespace saoy::pdf
