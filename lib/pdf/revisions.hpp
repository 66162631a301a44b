// SPDX-License-Identifier: Apache-2.0
// A PDF file as its cross-reference chain tells it: the newest state of each object, and what each update brought.
//
// The state a signer saw is a Document of the first bytes of the file, up to the end of that revision.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/pdf/syntax.hpp"

namespace saoy::pdf {

// Where an object is, as a cross-reference entry says (ISO 32000-2, 7.5.4 and 7.5.8).
struct Entry {
    enum class Kind { free, direct, packed };
    Kind kind = Kind::free;
    std::size_t place = 0;  // offset of its first byte, or the number of the object stream
    int generation = 0;
    int index = 0;  // in the object stream
};

struct Extent {
    std::size_t begin = 0, end = 0;
};

// One cross-reference table or stream with its trailer.
struct Section {
    Extent extent;  // of the table and trailer dictionary, or of the stream object
    Value trailer;
    std::map<int, Entry> entries;
};

// Where readers of different age see different objects: those that know cross-reference streams, and those that do not.
enum class Hybrid { read, ignore };

// What is done with a file whose chain cannot be followed: refuse it, or search all its bytes for objects.
enum class Damage { refuse, repair };

class Document {
public:
    // Follows the chain from the last startxref. `bytes` must outlive the document. Not thread-safe: objects are read
    // when asked for. Throws Error(input): "no-pdf", "pdf-encrypted", "pdf-syntax", "pdf-xref".
    explicit Document(std::string_view bytes, Hybrid hybrid = Hybrid::read, Damage damage = Damage::refuse);

    std::string_view bytes() const noexcept { return bytes_; }
    const Value& trailer() const noexcept { return sections_.front().trailer; }
    const Value& catalog() const;
    const std::vector<Section>& sections() const noexcept { return sections_; }  // newest first
    std::size_t shift() const noexcept { return shift_; }  // bytes before the place that offsets are counted from
    bool is_hybrid() const noexcept { return is_hybrid_; }
    bool is_repaired() const noexcept { return is_repaired_; }

    const Entry* entry(int number) const noexcept;
    bool in_use(int number) const noexcept;
    // The object, or null if there is none or it cannot be read. The reference stays valid as long as the document.
    const Value& object(Reference reference) const;
    // Places of the objects read so far that are not written as the standard says: a wrong /Length, no endobj, another
    // object at the place. Readers differ in what they make of such.
    const std::set<std::size_t>& irregular() const noexcept { return irregular_; }
    // The value itself, or what it refers to in the end.
    const Value& resolve(const Value& value) const;
    const Value& get(const Value& dictionary, std::string_view key) const { return resolve(dictionary[key]); }
    // The bytes of an object that stands directly in the file, from its number to endobj.
    Extent extent(int number, const Entry& entry) const;
    // The numbers in the order of an object stream; empty when it is none or cannot be read.
    std::vector<int> packed_in(int holder) const;
    // Every object that can be reached from the trailer.
    std::set<int> reachable() const;

private:
    struct Unpacked {  // an object stream, decoded, with the place in it of each object
        std::string data;
        std::vector<std::pair<int, std::size_t>> places;
    };

    void read_chain(std::size_t start, Hybrid hybrid);
    Section read_table(std::size_t offset) const;
    Section read_stream(std::size_t offset) const;
    void search_for_objects();
    Value object_at(std::size_t offset, int number, int generation, std::size_t& end) const;
    void read_data(Value& stream, Parser& parser, std::size_t object) const;
    const Value& packed_object(int number, const Entry& entry) const;
    const Unpacked& unpacked(std::size_t holder, const Value& stream) const;

    std::string_view bytes_;
    std::size_t shift_ = 0;
    bool is_hybrid_ = false, is_repaired_ = false;
    std::vector<Section> sections_;
    std::map<int, Entry> entries_;
    mutable std::map<int, Value> cache_;
    mutable std::map<std::size_t, Unpacked> unpacked_;
    mutable std::size_t unpacked_bytes_ = 0;
    mutable std::set<int> being_read_;
    mutable std::set<std::size_t> irregular_;
    mutable int depth_ = 0;  // of lengths that need other objects to be read
};

// The end of each revision: the byte after a %%EOF that follows startxref, its end of line included.
std::vector<std::size_t> revision_ends(std::string_view bytes);

}  // namespace saoy::pdf
