// SPDX-License-Identifier: Apache-2.0
// Objects of a file whose cross-reference chain cannot be followed, found as other readers find them: by their words.
// Good enough to see what stands under a signature that covers every byte; never to excuse what came after one.
#include <string_view>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/pdf/revisions.hpp"

namespace saoy::pdf {

namespace {

constexpr std::size_t most_found = 500'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Where `<int> <int> obj` begins whose keyword stands at `keyword`; npos if it is another word.
std::size_t begin_of_object(std::string_view bytes, std::size_t keyword) {
    std::size_t at = keyword;
    for (int part = 0; part < 2; ++part) {
        const std::size_t after = at;
        while (at > 0 && is_space(bytes[at - 1])) --at;
        const std::size_t digits = at;
        while (at > 0 && is_digit(bytes[at - 1])) --at;
        if (at == digits || (part == 1 && digits == after)) return std::string_view::npos;
    }
    return at;
}

}  // namespace

void Document::search_for_objects() {
    is_repaired_ = true;
    is_hybrid_ = false;
    shift_ = 0;
    sections_.clear();
    entries_.clear();
    cache_.clear();
    unpacked_.clear();
    being_read_.clear();
    irregular_.clear();
    depth_ = 0;
    Section all;
    for (std::size_t at = bytes_.find("obj"); at != std::string_view::npos; at = bytes_.find("obj", at + 3)) {
        const std::size_t begin = begin_of_object(bytes_, at);
        if (begin == std::string_view::npos) continue;
        Parser parser(bytes_, begin);
        const auto number = parser.take_integer(), generation = parser.take_integer();
        if (!number || !generation || *number < 1 || *number > highest_number || *generation > 65535) continue;
        all.entries.insert_or_assign(int(*number), Entry{Entry::Kind::direct, begin, int(*generation), 0});
        if (all.entries.size() > most_found) break;
    }
    entries_ = all.entries;
    std::vector<std::pair<int, std::size_t>> holders;  // object streams: number and place, in the order of the file
    for (const auto& [number, entry] : all.entries) {
        const Value& value = object({number, entry.generation});
        if (value["Type"].is_name("ObjStm")) holders.emplace_back(number, entry.place);
        if (value["Type"].is_name("XRef") && !value["Root"].is(Value::Kind::null)) all.trailer = value;
    }
    for (const auto& [holder, place] : holders) {
        try {
            const Unpacked& objects = unpacked(std::size_t(holder), object({holder, all.entries[holder].generation}));
            for (std::size_t i = 0; i < objects.places.size(); ++i)
                entries_.emplace(objects.places[i].first, Entry{Entry::Kind::packed, std::size_t(holder), 0, int(i)});
        } catch (const Error&) {
            continue;
        }
    }
    for (std::size_t at = bytes_.find("trailer"); at != std::string_view::npos; at = bytes_.find("trailer", at + 7)) {
        try {
            const Value trailer = Parser(bytes_, at + 7).value();
            if (!trailer["Root"].is(Value::Kind::null)) all.trailer = trailer;
        } catch (const Error&) {
            continue;
        }
    }
    if (!all.trailer["Root"].is(Value::Kind::reference))
        throw Error(Fault::input, "pdf-xref", text::tr("the file has no catalog"));
    sections_.push_back(std::move(all));
}

}  // namespace saoy::pdf
