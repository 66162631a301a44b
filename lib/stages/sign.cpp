// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/sign.hpp"

#include <algorithm>
#include <cstdio>
#include <optional>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"

namespace saoy::stages {

using text::fill;
using text::tr;

namespace {

constexpr const char* intent_action = "sign-intent";

// "05-03-2026 14:30:25 +07:00", as signatures of state agencies show it.
std::string shown_time(Time time) {
    const VietnamTime t = vietnam_time(time);
    char text[48];
    std::snprintf(text, sizeof text, "%02d-%02d-%04d %02d:%02d:%02d +07:00", t.day, t.month, t.year, t.hour, t.minute,
                  t.second);
    return text;
}

struct Intent {
    Signature signature;
    std::string from, to;
};

std::vector<Intent> intents_of(const Folder& folder, const Copy& copy) {
    std::vector<Intent> intents;
    for (const Json& entry : folder.journal_entries()) {
        if (entry.value("action", "") != intent_action || entry.value("file", "") != copy.file.path) continue;
        intents.push_back({{entry.value("role", ""), entry.value("signer", ""), parse_rfc3339(entry.value("time", ""))},
                           entry.value("from", ""),
                           entry.value("to", "")});
    }
    return intents;
}

// The signatures that lead from the recorded file to the one on disk; nothing when no intents connect them.
std::optional<std::vector<Signature>> signatures_between(const std::vector<Intent>& intents,
                                                         const std::string& recorded, const std::string& on_disk) {
    std::vector<Signature> signatures;
    std::string at = on_disk;
    while (at != recorded) {
        const auto step = std::find_if(intents.begin(), intents.end(), [&](const Intent& i) { return i.to == at; });
        if (step == intents.end() || signatures.size() > intents.size()) return std::nullopt;
        signatures.insert(signatures.begin(), step->signature);
        at = step->from;
    }
    return signatures;
}

[[noreturn]] void altered(const Path& file) {
    throw Error(
        Fault::input, "copy-altered", fill(tr("{0}: was changed by something else than saoy"), {file.string()}),
        tr("void its register entry with saoy-register; saoy-certify-copy --redo gives the paper a new number"));
}

// Takes over signatures that were made before a crash could record them.
void adopt(const Folder& folder, Copy& copy, const std::string& on_disk) {
    if (on_disk == copy.file.sha256) return;
    const auto made = signatures_between(intents_of(folder, copy), copy.file.sha256, on_disk);
    if (!made) altered(folder.file(copy.file));
    copy.signatures.insert(copy.signatures.end(), made->begin(), made->end());
    copy.file.sha256 = on_disk;
}

bool has_role(const Copy& copy, const std::string& role) {
    return std::any_of(copy.signatures.begin(), copy.signatures.end(),
                       [&](const Signature& signature) { return signature.role == role; });
}

Event event_of(Event::Kind kind, const Folder& folder, std::string code, std::string sentence) {
    Event event;
    event.kind = kind;
    event.stage = "sign";
    event.item = folder.path().string();
    event.code = std::move(code);
    event.text = std::move(sentence);
    return event;
}

// The certificate should be the one of whom the statement names; names are written in too many ways to insist.
void compare_names(const crypto::CertificateFacts& facts, const std::string& named, const Folder& folder,
                   Events& events) {
    const std::string wanted = text::fold(named);
    const auto matches = [&](const std::string& name) {
        return !name.empty() && wanted.find(text::fold(name)) != std::string::npos;
    };
    if (matches(facts.common_name) || matches(facts.organisation)) return;
    Event event =
        event_of(Event::Kind::warning, folder, "signer-name-differs",
                 fill(tr("the certificate is that of {0}, the register names {1}"), {facts.common_name, named}));
    event.hint = tr("check that the right key was given");
    events.emit(event);
}

}  // namespace

bool is_signed_since(const Folder& folder, const Copy& copy) {
    if (!std::filesystem::exists(folder.file(copy.file))) return false;
    const std::string on_disk = crypto::sha256_file(folder.file(copy.file));
    return on_disk != copy.file.sha256 && signatures_between(intents_of(folder, copy), copy.file.sha256, on_disk);
}

Sign::Sign(Options options) : options_(std::move(options)), updater_(options_.children) {}

store::Register& Sign::book() const {
    if (!register_) register_ = std::make_unique<store::Register>(options_.register_file);
    return *register_;
}

std::string Sign::parameters() const {
    std::string text = "profile " + options_.profile.digest + (options_.pkcs1 ? " pkcs1" : " pss");
    for (const auto& [role, signer] : options_.signers) text += "\n" + role + " " + signer->certificate().digest;
    return text;
}

std::string Sign::inputs(const Dossier& dossier) const {
    std::string text;
    for (const Copy& copy : dossier.copies)
        text += copy.request_id + " " + copy.file.sha256 + (copy.issued ? " issued\n" : "\n");
    return text;
}

void Sign::run(Folder& folder, Executor&, Events& events) const {
    if (all_refused(folder.dossier)) return;
    if (folder.dossier.copies.empty())
        throw Error(Fault::input, "no-copy", fill(tr("{0}: has no certified copy to sign"), {folder.path().string()}),
                    tr("make it with saoy-certify-copy"));
    for (Copy& copy : folder.dossier.copies)
        if (!copy.issued) sign_copy(folder, copy, events);
}

store::Entry Sign::entry_of(const Folder& folder, const Copy& copy) const {
    const std::lock_guard lock(register_mutex_);
    if (!book().find(copy.request_id))
        throw Error(Fault::refused, "not-reserved",
                    fill(tr("{0}: number {1} of this copy is not in the register"),
                         {folder.path().string(), std::to_string(copy.number)}),
                    tr("give the register that saoy-certify-copy used"));
    store::Entry entry = book().claim(copy.request_id, {folder.actor(), "signer", folder.now()});
    if (entry.state == store::Entry::State::voided)
        throw Error(
            Fault::refused, "void",
            fill(tr("{0}: number {1} is void in the register"), {folder.path().string(), std::to_string(copy.number)}),
            tr("saoy-certify-copy --redo gives the paper a new number"));
    return entry;
}

void Sign::sign_copy(Folder& folder, Copy& copy, Events& events) const {
    const store::Entry entry = entry_of(folder, copy);
    const Path file = folder.file(copy.file);
    const std::string on_disk = crypto::sha256_file(file);
    const bool issued = entry.state == store::Entry::State::issued;
    if (issued && entry.copy_digest != on_disk) altered(file);
    adopt(folder, copy, on_disk);

    const CopyMode& mode = mode_of(options_.profile, copy.mode);
    std::vector<std::string> missing;
    for (const std::string& role : mode.signers)
        if (!has_role(copy, role)) missing.push_back(role);
    if (issued && !missing.empty()) altered(file);

    // All certificates before the first signature: no copy stays half signed because the second must not sign.
    for (const std::string& role : missing) {
        signer_of(role).require_usable(folder.now());
        const std::string named = role == "agency" ? options_.profile.office.agency_name : entry.official;
        compare_names(signer_of(role).certificate(), named, folder, events);
    }
    for (const std::string& role : missing) sign_as(role, mode, folder, copy, events);

    const std::lock_guard lock(register_mutex_);
    book().finish(copy.request_id, entry.attempt, file, copy.file.sha256, {folder.actor(), "signer", folder.now()});
    copy.issued = true;
    folder.save();
}

void Sign::sign_as(const std::string& role, const CopyMode& mode, Folder& folder, Copy& copy, Events& events) const {
    const crypto::Signer& signer = signer_of(role);
    const crypto::CertificateFacts& facts = signer.certificate();
    pdf::SignatureRequest request;
    request.field = role;
    request.at = folder.now();
    request.font = options_.profile.fonts.statement_regular;
    if (const auto lines = mode.signature_lines.find(role); lines != mode.signature_lines.end())
        for (const std::string& line : lines->second)
            request.lines.push_back(fill_blanks(line, {{"signer", facts.common_name},
                                                       {"organisation", facts.organisation},
                                                       {"agency", options_.profile.office.agency_name},
                                                       {"time", shown_time(request.at)}}));
    // What is signed is the file whose digest is on record: the official saw that one.
    std::string bytes = folder.read(copy.file);
    bytes += signature_update(folder.file(copy.file), request, signer, options_.pkcs1, updater_);

    folder.journal(intent_action, {{"paper", copy.paper},
                                   {"file", copy.file.path},
                                   {"role", role},
                                   {"signer", facts.common_name},
                                   {"time", rfc3339(request.at)},
                                   {"from", copy.file.sha256},
                                   {"to", crypto::sha256(bytes)}});
    copy.file = folder.write(copy.file.path, bytes);
    copy.signatures.push_back({role, facts.common_name, request.at});
    folder.save();
    events.emit(event_of(Event::Kind::progress, folder, "signed", fill(tr("signed by {0}"), {facts.common_name})));
}

const crypto::Signer& Sign::signer_of(const std::string& role) const {
    const auto signer = options_.signers.find(role);
    if (signer == options_.signers.end())
        throw Error(Fault::usage, "no-key", fill(tr("the signature of the role {0} is needed"), {role}),
                    fill(tr("give --{0}-key FILE"), {role}));
    return *signer->second;
}

}  // namespace saoy::stages
