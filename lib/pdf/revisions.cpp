// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/revisions.hpp"

#include <algorithm>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::pdf {

namespace {

constexpr std::size_t most_unpacked = std::size_t(128) << 20;
constexpr int most_depth = 20;

[[noreturn]] void fail(const std::string& sentence) { throw Error(Fault::input, "pdf-xref", sentence); }

}  // namespace

// Number and generation -1: any.
Value Document::object_at(std::size_t offset, int number, int generation, std::size_t& end) const {
    Parser parser(bytes_, offset);
    const auto n = parser.take_integer(), g = parser.take_integer();
    if (!n || !g || !parser.take("obj") || (number >= 0 && *n != number) || (generation >= 0 && *g != generation))
        fail(text::fill(text::tr("object {0} is not where the cross-reference table says"), {std::to_string(number)}));
    Value value = parser.value();
    if (value.is(Value::Kind::dictionary) && parser.take("stream")) read_data(value, parser, offset);
    if (!parser.take("endobj")) irregular_.insert(offset);
    end = parser.position();
    return value;
}

// The bytes between stream and endstream. A length that is wrong counts for nothing, as most readers have it.
void Document::read_data(Value& stream, Parser& parser, std::size_t object) const {
    std::size_t at = parser.position();
    if (bytes_.substr(at, 2) == "\r\n")
        at += 2;
    else if (at < bytes_.size() && (bytes_[at] == '\n' || bytes_[at] == '\r'))
        at += 1;
    if (depth_ == most_depth) fail(text::tr("a chain of references has no end"));
    ++depth_;
    const Value& length = resolve(stream["Length"]);
    --depth_;
    stream.kind = Value::Kind::stream;
    if (length.is(Value::Kind::integer) && length.integer >= 0 && std::size_t(length.integer) <= bytes_.size() - at) {
        stream.data = bytes_.substr(at, std::size_t(length.integer));
        parser = Parser(bytes_, at + stream.data.size());
        if (parser.take("endstream")) return;
    }
    irregular_.insert(object);
    const std::size_t found = bytes_.find("endstream", at);
    if (found == std::string_view::npos)
        fail(text::fill(text::tr("the stream at byte {0} has no end"), {std::to_string(object)}));
    std::size_t last = found;
    if (last > at && bytes_[last - 1] == '\n') --last;
    if (last > at && bytes_[last - 1] == '\r') --last;
    stream.data = bytes_.substr(at, last - at);
    parser = Parser(bytes_, found);
    parser.take("endstream");
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
    if (!being_read_.insert(reference.number).second) return null;  // it needs itself to be read
    Value value;
    try {
        std::size_t end = 0;
        value = object_at(found->place, reference.number, reference.generation, end);
    } catch (const Error&) {
        irregular_.insert(found->place);
    }
    being_read_.erase(reference.number);
    return cache_.emplace(reference.number, std::move(value)).first->second;
}

const Value& Document::packed_object(int number, const Entry& entry) const {
    static const Value null;
    const Entry* holder = this->entry(int(std::min<std::size_t>(entry.place, std::size_t(highest_number))));
    if (holder == nullptr || holder->kind != Entry::Kind::direct) return null;
    const Value& stream = object({int(entry.place), holder->generation});
    try {
        const Unpacked& objects = unpacked(entry.place, stream);
        const std::size_t index = std::size_t(entry.index);
        if (index < objects.places.size() && objects.places[index].first == number) {
            Parser parser(objects.data, objects.places[index].second);
            return cache_.emplace(number, parser.value()).first->second;
        }
    } catch (const Error&) {  // told as irregular
    }
    irregular_.insert(holder->place);
    return cache_.emplace(number, Value()).first->second;
}

const Document::Unpacked& Document::unpacked(std::size_t holder, const Value& stream) const {
    if (const auto known = unpacked_.find(holder); known != unpacked_.end()) return known->second;
    Unpacked& objects = unpacked_[holder];
    if (!stream.is(Value::Kind::stream) || !stream["Type"].is_name("ObjStm")) return objects;
    if (unpacked_bytes_ > most_unpacked) fail(text::tr("a compressed stream is too large"));
    objects.data = decoded(stream, get(stream, "Filter"), get(stream, "DecodeParms"), most_unpacked - unpacked_bytes_);
    unpacked_bytes_ += objects.data.size();
    Parser header(objects.data);
    const std::int64_t first = get(stream, "First").integer;
    for (std::int64_t i = 0; i < get(stream, "N").integer; ++i) {
        const auto number = header.take_integer(), offset = header.take_integer();
        if (!number || !offset || *number < 0 || *number > highest_number || *offset < 0 || first < 0) break;
        objects.places.emplace_back(int(*number), std::size_t(first + std::min<std::int64_t>(*offset, INT32_MAX)));
    }
    return objects;
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

std::vector<int> Document::packed_in(int holder) const {
    std::vector<int> numbers;
    const Entry* found = entry(holder);
    if (found == nullptr || found->kind != Entry::Kind::direct) return numbers;
    try {
        for (const auto& [number, place] : unpacked(std::size_t(holder), object({holder, found->generation})).places)
            numbers.push_back(number);
    } catch (const Error&) {
        numbers.clear();
    }
    return numbers;
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
