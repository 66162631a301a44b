// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/update.hpp"

#include <algorithm>
#include <cstdio>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::pdf {

using text::tr;

namespace {

[[noreturn]] void unreadable() {
    throw Error(Fault::input, "pdf-unreadable", tr("the file is not a PDF that can be updated"),
                tr("write it anew with a PDF program, then sign it"));
}

std::string table_entry(std::size_t offset, int generation) {
    char line[32];
    std::snprintf(line, sizeof line, "%010zu %05d n \n", offset, generation);
    return line;
}

void big_endian(std::string& out, std::size_t value, int width) {
    for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) out += char(value >> shift & 255);
}

// Calls `run` with the first number and the count of each run of consecutive numbers.
template <class Map, class Run>
void for_runs(const Map& numbers, Run run) {
    for (auto first = numbers.begin(); first != numbers.end();) {
        auto at = first;
        int count = 0;
        for (; at != numbers.end() && at->first == first->first + count; ++at) ++count;
        run(first->first, count);
        first = at;
    }
}

// The first /ID element stays for the life of a document (ISO 32000-2, 14.4); a file without one gets one now.
std::string first_id(const Document& document, const std::string& otherwise) {
    const Value& id = document.get(document.trailer(), "ID");
    if (!id.is(Value::Kind::array) || id.items.size() != 2) return "<" + otherwise + ">";
    Value first = document.resolve(id.items.front());
    if (!first.is(Value::Kind::string)) return "<" + otherwise + ">";
    first.hexadecimal = true;
    return written(first);
}

}  // namespace

Update::Update(std::string_view file) : document_(file) {
    const Value& root = document_.trailer()["Root"];
    if (!file.starts_with("%PDF-")) unreadable();  // offsets would count from elsewhere
    if (!root.is(Value::Kind::reference) || !document_.catalog().is(Value::Kind::dictionary)) unreadable();
    root_ = root.reference;
    const Value& size = document_.get(document_.trailer(), "Size");
    if (!size.is(Value::Kind::integer) || size.integer < 1 || size.integer > 8'000'000) unreadable();
    next_ = int(size.integer);
    for (const Section& section : document_.sections())
        if (!section.entries.empty()) next_ = std::max(next_, section.entries.rbegin()->first + 1);
}

int Update::add(std::string body) {
    const int number = reserve();
    put(number, std::move(body));
    return number;
}

const Value& Update::current(Reference reference) const {
    const auto changed = changed_.find(reference.number);
    return changed != changed_.end() ? changed->second : document_.object(reference);
}

const Value& Update::current(const Value& value) const {
    const Value* at = &value;
    for (int hops = 0; at->is(Value::Kind::reference); ++hops) {
        if (hops == 32) unreadable();
        at = &current(at->reference);
    }
    return *at;
}

Value& Update::change(Reference reference) {
    const auto known = changed_.find(reference.number);
    if (known != changed_.end()) return known->second;
    const Value& value = document_.object(reference);
    // A key that stands twice means one thing to one reader and another to the next.
    if (value.is(Value::Kind::stream) || value.is(Value::Kind::null) || value.repeated) unreadable();
    generations_[reference.number] = reference.generation;
    return changed_.emplace(reference.number, value).first->second;
}

Value& Update::change(Reference owner, std::initializer_list<std::string_view> path, const Value& otherwise) {
    const std::vector<std::string_view> keys(path);
    std::size_t below = 0;  // the part of the path inside the object `owner`
    const Value* at = &current(owner);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (!at->is(Value::Kind::dictionary) || at->repeated) unreadable();
        at = &(*at)[keys[i]];
        for (int hops = 0; at->is(Value::Kind::reference); ++hops) {
            if (hops == 32) unreadable();
            owner = at->reference;
            below = i + 1;
            at = &current(owner);
        }
        if (at->is(Value::Kind::null)) break;  // the rest is made
    }
    Value* value = &change(owner);
    for (std::size_t i = below; i < keys.size(); ++i) {
        auto entry = std::find_if(value->entries.begin(), value->entries.end(),
                                  [&](const auto& known) { return known.first == keys[i]; });
        if (entry == value->entries.end()) {
            value->entries.emplace_back(std::string(keys[i]), i + 1 == keys.size() ? otherwise : empty_dictionary());
            entry = std::prev(value->entries.end());
        } else if (entry->second.is(Value::Kind::null)) {
            entry->second = i + 1 == keys.size() ? otherwise : empty_dictionary();
        }
        value = &entry->second;
    }
    return *value;
}

int Update::generation_of(int number) const {
    const auto known = generations_.find(number);
    return known == generations_.end() ? 0 : known->second;
}

std::string Update::table() const {
    std::string out = "xref\n";
    for_runs(offsets_, [&](int first, int count) {
        out += std::to_string(first) + " " + std::to_string(count) + "\n";
        for (int number = first; number < first + count; ++number) {
            out += table_entry(offsets_.at(number), generation_of(number));
        }
    });
    return out;
}

void Update::trailer_entries(std::string& out, const std::string& revision) const {
    out += "/Size " + std::to_string(next_) + "/Root " + written(document_.trailer()["Root"]);
    if (const Value& info = document_.trailer()["Info"]; info.is(Value::Kind::reference))
        out += "/Info " + written(info);
    out += "/ID[" + first_id(document_, revision) + "<" + revision + ">]/Prev " +
           std::to_string(document_.sections().front().extent.begin);
}

std::string Update::finish(const std::string& revision) {
    const std::size_t before = document_.bytes().size();
    for (const auto& [number, value] : changed_) bodies_[number] = written(value);
    const bool as_stream = document_.trailer().is(Value::Kind::stream);
    const int stream = as_stream ? reserve() : 0;

    std::string out;
    if (document_.bytes().back() != '\n') out += "\n";
    for (const auto& [number, body] : bodies_) {
        offsets_[number] = before + out.size();
        out += std::to_string(number) + " " + std::to_string(generation_of(number)) + " obj\n" + body + "\nendobj\n";
    }
    const std::size_t xref = before + out.size();
    if (!as_stream) {
        out += table() + "trailer\n<<";
        trailer_entries(out, revision);
        out += ">>";
    } else {
        offsets_[stream] = xref;
        // Some readers, PoDoFo among them, know no wider offsets.
        const int width = xref >> 32 == 0 ? 4 : 5;
        std::string index, rows;
        for_runs(offsets_, [&](int first, int count) {
            index += (index.empty() ? "" : " ") + std::to_string(first) + " " + std::to_string(count);
            for (int number = first; number < first + count; ++number) {
                big_endian(rows, 1, 1);
                big_endian(rows, offsets_.at(number), width);
                big_endian(rows, std::size_t(generation_of(number)), 2);
            }
        });
        std::string entries = "/Type/XRef/W[1 " + std::to_string(width) + " 2]/Index[" + index + "]";
        trailer_entries(entries, revision);
        out += std::to_string(stream) + " 0 obj\n" + stream_object(entries, rows) + "\nendobj";
    }
    return out + "\nstartxref\n" + std::to_string(xref) + "\n%%EOF\n";
}

}  // namespace saoy::pdf
