// SPDX-License-Identifier: Apache-2.0
// The part of the comparison that knows what readers take from streams: which objects, and how many bytes.
#include <map>
#include <set>

#include "lib/base/text.hpp"
#include "lib/pdf/comparison.hpp"

namespace saoy::pdf {

// Some readers take the object of an index, others the first or last of a number, and those that repair all of them:
// each object of a new stream has to be the one that the tables name.
void Comparison::account_for_object_streams() {
    std::map<int, std::set<std::pair<int, int>>> named;  // by stream: number and index of its objects
    for (const Section& section : after_.sections())
        if (section.extent.begin >= before_.bytes().size())
            for (const auto& [number, entry] : section.entries)
                if (entry.kind == Entry::Kind::packed) named[int(entry.place)].emplace(number, entry.index);
    for (const auto& [holder, objects] : named) {
        const Entry* entry = after_.entry(holder);
        if (entry == nullptr || entry->place < before_.bytes().size()) continue;
        const std::vector<int> there = after_.packed_in(holder);
        bool agrees = there.size() == objects.size();
        for (std::size_t i = 0; i < there.size() && agrees; ++i) agrees = objects.contains({there[i], int(i)});
        if (!agrees)
            report(text::tr("the object stream {0} holds other objects than the table says"), {std::to_string(holder)});
    }
}

// A stream whose /Length stands in an object of its own is cut short, for readers that believe it, by an update of that
// object.
void Comparison::account_for_lengths() {
    std::set<int> changed;
    for (const Section& section : after_.sections())
        if (section.extent.begin >= before_.bytes().size())
            for (const auto& [number, entry] : section.entries) {
                const Entry* then = before_.entry(number);
                if (then == nullptr || then->kind == Entry::Kind::free) continue;
                const Value& length = before_.object({number, then->generation});
                if (length.is(Value::Kind::integer) && !same(length, after_.object({number, then->generation})))
                    changed.insert(number);
            }
    if (changed.empty()) return;
    for (const Section& section : before_.sections())
        for (const auto& [number, entry] : section.entries) {
            const Entry *then = before_.entry(number), *now = after_.entry(number);
            if (entry.kind != Entry::Kind::direct || now == nullptr || then->place != now->place) continue;
            const Value& stream = before_.object({number, entry.generation});
            if (stream["Length"].is(Value::Kind::reference) && changed.contains(stream["Length"].reference.number))
                report(text::tr("the length of the stream {0} was changed"), {std::to_string(number)});
        }
}

}  // namespace saoy::pdf
