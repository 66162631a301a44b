// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/signatures.hpp"

#include <algorithm>
#include <map>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/pdf/changes.hpp"
#include "lib/pdf/outline.hpp"
#include "lib/pdf/page_text.hpp"
#include "lib/pdf/revisions.hpp"
#include "lib/pdf/store.hpp"

namespace saoy::pdf {

namespace {

constexpr std::size_t most_signatures = 200;
constexpr std::size_t most_tried = 10;  // earlier revisions of a file that cannot be read

struct Signed {
    Field field;
    const Value* dictionary = nullptr;
    const Value* holder = nullptr;  // the field's dictionary
};

std::vector<Signed> signed_fields(const Document& document, const Outline& outline) {
    std::vector<Signed> found;
    for (const Field& field : outline.fields) {
        if (field.is_widget_only || field.type != "Sig") continue;
        const Value& holder = document.object(field.reference);
        const Value& value = document.get(holder, "V");
        // A value that cannot be read is a broken signature, not an empty field.
        const Value& link = holder["V"];
        const bool is_lost = link.is(Value::Kind::reference) && document.in_use(link.reference.number) &&
                             document.irregular().contains(document.entry(link.reference.number)->place);
        if (value.is(Value::Kind::null) && !is_lost) continue;
        if (found.size() == most_signatures)
            throw Error(Fault::input, "pdf-structure", text::tr("the file has too many signatures"));
        found.push_back({field, &value, &holder});
    }
    return found;
}

FieldLock lock_of(const Document& document, const Value& dictionary) {
    FieldLock lock;
    const Value& action = document.get(dictionary, "Action");
    if (action.is_name("Include")) lock.action = FieldLock::Action::include;
    if (action.is_name("Exclude")) lock.action = FieldLock::Action::exclude;
    for (const Value& field : document.get(dictionary, "Fields").items)
        lock.fields.push_back(utf8_text(document.resolve(field).text));
    return lock;
}

// P of a DocMDP transform among the references of a signature dictionary; 0 = none. Absent P means 2.
int certified_permission(const Document& document, const Value& signature) {
    for (const Value& item : document.get(signature, "Reference").items) {
        const Value& reference = document.resolve(item);
        if (!document.get(reference, "TransformMethod").is_name("DocMDP")) continue;
        const Value& p = document.get(document.get(reference, "TransformParams"), "P");
        if (!p.is(Value::Kind::integer)) return 2;
        return p.integer >= 1 && p.integer <= 3 ? int(p.integer) : 1;
    }
    return 0;
}

Permission permission_at(const Document& document, const Outline& outline, const Signed& signature) {
    Permission permission;
    const auto tighten = [&](int p) {
        if (p != 0) permission.p = permission.p == 0 ? p : std::min(permission.p, p);
    };
    for (const Signed& each : signed_fields(document, outline)) {
        tighten(certified_permission(document, *each.dictionary));
        const Value& lock = document.get(*each.holder, "Lock");
        const Value& p = document.get(lock, "P");
        if (p.is(Value::Kind::integer) && p.integer >= 1 && p.integer <= 3) tighten(int(p.integer));
        if (each.field.reference != signature.field.reference) continue;
        if (lock.is(Value::Kind::dictionary)) permission.locks.push_back(lock_of(document, lock));
        for (const Value& item : document.get(*each.dictionary, "Reference").items) {
            const Value& reference = document.resolve(item);
            if (document.get(reference, "TransformMethod").is_name("FieldMDP"))
                permission.locks.push_back(lock_of(document, document.get(reference, "TransformParams")));
        }
    }
    return permission;
}

void check_dictionary(const Document& document, const Signed& signature, SignatureFacts& facts) {
    const Value& dictionary = *signature.dictionary;
    const auto broken = [&](const std::string& sentence) { facts.broken.push_back({sentence, {}}); };
    if (!dictionary.is(Value::Kind::dictionary)) return broken(text::tr("the signature is no dictionary"));
    if (dictionary.repeated) broken(text::tr("the signature dictionary has the same key twice"));
    facts.type = document.get(dictionary, "Type").text;
    facts.sub_filter = document.get(dictionary, "SubFilter").text;
    facts.claimed = parse_date(document.get(dictionary, "M").text);
    facts.name = utf8_text(document.get(dictionary, "Name").text);
    facts.reason = utf8_text(document.get(dictionary, "Reason").text);
    facts.location = utf8_text(document.get(dictionary, "Location").text);
    facts.certifies = certified_permission(document, dictionary) != 0;
    const Value& value = (*signature.holder)["V"];
    if (value.is(Value::Kind::reference)) facts.object = value.reference.number;
    const bool packed = [&] {
        const Reference holder = facts.object != 0 ? value.reference : signature.field.reference;
        const Entry* entry = document.entry(holder.number);
        return entry == nullptr || entry->kind != Entry::Kind::direct;
    }();
    const Value& contents = dictionary["Contents"];
    if (packed || !contents.is(Value::Kind::string) || !contents.hexadecimal)
        return broken(text::tr("the signature value is not written as a hexadecimal string"));
    facts.contents_begin = contents.begin;
    facts.contents_end = contents.end;
    const Value& range = document.get(dictionary, "ByteRange");
    if (range.items.size() != 4) return broken(text::tr("the byte range does not have four numbers"));
    for (std::size_t i = 0; i < 4; ++i) {
        const Value& number = document.resolve(range.items[i]);
        if (!number.is(Value::Kind::integer) || number.integer < 0 ||
            std::uint64_t(number.integer) > document.bytes().size())
            return broken(text::tr("the byte range has a number that cannot be"));
        facts.range[i] = std::uint64_t(number.integer);
    }
    if (facts.range[0] != 0) broken(text::tr("the byte range does not begin at the first byte"));
    if (facts.range[1] != contents.begin || facts.range[2] != contents.end)
        broken(text::tr("the byte range leaves out something else than the signature value"));
    if (facts.range[2] + facts.range[3] > document.bytes().size())
        broken(text::tr("the byte range reaches beyond the end of the file"));
}

// The signed bytes have to be a whole file of their own, in which the same field has the same signature.
void check_revision(std::string_view bytes, const Document& last, const Signed& signature, SignatureFacts& facts) {
    const std::size_t end = std::size_t(facts.range[2] + facts.range[3]);
    const std::string_view covered = bytes.substr(0, end);
    const std::size_t mark = covered.find_last_not_of(" \r\n\t");
    const bool ends_well = mark != std::string_view::npos && covered.substr(0, mark + 1).ends_with("%%EOF");
    facts.covers_file = end == bytes.size();
    if (!facts.covers_file && (!ends_well || end - mark > 8)) {
        facts.broken.push_back({text::tr("the byte range does not end at the end of a revision"), {}});
        return;
    }
    // How a damaged file is understood is a question of what follows the signed bytes; every byte here was signed.
    const Document then(covered, Hybrid::read, facts.covers_file ? Damage::repair : Damage::refuse);
    const Outline outline(then);
    const std::vector<Signed> fields = signed_fields(then, outline);
    const auto same = std::find_if(fields.begin(), fields.end(), [&](const Signed& each) {
        return each.field.name == signature.field.name && (*each.dictionary)["Contents"].begin == facts.contents_begin;
    });
    if (same == fields.end()) {
        facts.broken.push_back({text::tr("the signed revision does not have this signature in this field"), {}});
        return;
    }
    const Permission permission = permission_at(then, outline, *same);
    facts.permission = permission.p;
    if (facts.covers_file) return;
    Changes changes = judge_changes(then, last, permission);
    facts.shown = std::move(changes.shown);
    if (changes.forbidden.empty() && (then.is_hybrid() || last.is_hybrid())) {
        const Document old_view(covered, Hybrid::ignore), new_view(bytes, Hybrid::ignore);
        changes = judge_changes(old_view, new_view, permission);
    }
    facts.changed = std::move(changes.forbidden);
}

std::vector<Finding> removed_signatures(std::string_view bytes, const std::vector<SignatureFacts>& present) {
    std::vector<Finding> removed;
    std::size_t read = 0;
    for (const std::size_t end : revision_ends(bytes)) {
        if (end >= bytes.size() || ++read > most_signatures) break;
        // Cheap first: without the word no signature can stand in these bytes outside an object stream.
        if (bytes.substr(0, end).find("/ByteRange") == std::string_view::npos) continue;
        try {
            const Document document(bytes.substr(0, end));
            for (const Signed& each : signed_fields(document, Outline(document))) {
                const std::size_t begin = (*each.dictionary)["Contents"].begin;
                const auto there = [&](const SignatureFacts& f) {
                    return f.field == each.field.name && f.contents_begin == begin;
                };
                const Finding finding{text::tr("the signature {0} of an earlier revision was removed"),
                                      {each.field.name}};
                if (std::none_of(present.begin(), present.end(), there) &&
                    std::find(removed.begin(), removed.end(), finding) == removed.end())
                    removed.push_back(finding);
            }
        } catch (const Error&) {
            continue;  // not a revision: for example the first part of a linearised file
        }
    }
    return removed;
}

// The signatures of the file as it stands. Throws Error(input) when that cannot be read.
FileFacts read_as_it_stands(std::string_view bytes, Damage damage) {
    const Document document(bytes, Hybrid::read, damage);
    const Outline outline(document);
    FileFacts facts;
    facts.revisions = int(revision_ends(bytes).size());
    facts.repaired = document.is_repaired();
    facts.pages = int(outline.pages.size());
    if (!outline.pages.empty()) facts.last_page = page_text(document, outline.pages.back());
    std::map<std::uint64_t, int> uses;  // signature values by their place
    for (const Signed& signature : signed_fields(document, outline)) {
        SignatureFacts each;
        each.field = signature.field.name;
        check_dictionary(document, signature, each);
        if (each.broken.empty()) check_revision(bytes, document, signature, each);
        ++uses[each.contents_begin];
        facts.signatures.push_back(std::move(each));
    }
    for (SignatureFacts& each : facts.signatures)
        if (uses[each.contents_begin] > 1)
            each.broken.push_back({text::tr("one signature stands in more than one field"), {}});
    for (const Field& field : outline.fields)
        if (!field.is_widget_only && field.type == "Sig" &&
            document.get(document.object(field.reference), "V").is(Value::Kind::null) &&
            facts.empty_fields.size() < most_signatures)
            facts.empty_fields.push_back(field.name);
    facts.removed = removed_signatures(bytes, facts.signatures);
    facts.store = read_store(document);
    return facts;
}

// What came last made the file unreadable: the newest revision that can be read and was signed tells by whom.
std::optional<FileFacts> read_an_earlier_state(std::string_view bytes, const std::string& why) {
    std::vector<std::size_t> ends = revision_ends(bytes);
    std::reverse(ends.begin(), ends.end());
    if (ends.size() > most_tried) ends.resize(most_tried);
    for (const std::size_t end : ends) {
        if (end >= bytes.size()) continue;
        try {
            FileFacts facts = read_as_it_stands(bytes.substr(0, end), Damage::refuse);
            if (facts.signatures.empty()) continue;
            for (SignatureFacts& each : facts.signatures) {
                each.covers_file = false;
                each.changed.push_back({text::tr("what was added after the signature cannot be read: {0}"), {why}});
            }
            return facts;
        } catch (const Error&) {
            continue;
        }
    }
    return std::nullopt;
}

}  // namespace

FileFacts read_signatures(std::string_view bytes) {
    try {
        return read_as_it_stands(bytes, Damage::refuse);
    } catch (const Error& error) {
        if (error.code() == "pdf-encrypted" || error.code() == "no-pdf") throw;
        if (auto facts = read_an_earlier_state(bytes, error.what())) return *std::move(facts);
        try {
            return read_as_it_stands(bytes, Damage::repair);
        } catch (const Error&) {
            throw error;  // the first fault says more
        }
    }
}

}  // namespace saoy::pdf
