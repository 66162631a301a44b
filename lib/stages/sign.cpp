// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/sign.hpp"

#include <algorithm>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/stages/sign_file.hpp"

namespace saoy::stages {

using text::fill;
using text::tr;

namespace {

constexpr const char* shown_action = "sign-shown";

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

bool was_shown(const Folder& folder, const Copy& copy, const std::string& digest) {
    const std::vector<Json> entries = folder.journal_entries();
    return std::any_of(entries.begin(), entries.end(), [&](const Json& entry) {
        return entry.value("action", "") == shown_action && entry.value("file", "") == copy.file.path &&
               entry.value("sha256", "") == digest;
    });
}

}  // namespace

std::string waits_for(const Copy& copy, const CopyMode& mode) {
    for (const std::string& role : mode.signers)
        if (!has_role(copy, role)) return role;
    return {};
}

std::vector<Shown> show_waiting(Folder& folder, const std::string& role) {
    std::vector<Shown> all;
    for (Copy& copy : folder.dossier.copies) {
        if (copy.issued || (!role.empty() && !copy.waits_for.empty() && copy.waits_for != role)) continue;
        const Path file = folder.file(copy.file);
        const std::string digest = crypto::sha256_file(file);
        adopt_intended(folder, copy, digest);
        folder.journal(shown_action, {{"paper", copy.paper}, {"file", copy.file.path}, {"sha256", digest}});
        all.push_back({file, digest, copy.waits_for});
    }
    return all;
}

Sign::Sign(Options options)
    : options_(std::move(options)), pades_(PdfUpdater(options_.online.children), OnlineChild(options_.online)) {}

store::Register& Sign::book() const {
    if (!register_) register_ = std::make_unique<store::Register>(options_.register_file);
    return *register_;
}

std::string Sign::parameters() const {
    std::string text = "profile " + options_.profile.digest + (options_.pkcs1 ? " pkcs1" : " pss");
    if (options_.level != SignatureLevel::b_b) text += " " + to_string(options_.level);
    if (!options_.as.empty()) text += " as " + options_.as;
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

// The roles whose signature is made now, in the order of the mode.
std::vector<std::string> Sign::roles_of(const Folder& folder, const Copy& copy, const CopyMode& mode) const {
    std::vector<std::string> missing;
    for (const std::string& role : mode.signers)
        if (!has_role(copy, role)) missing.push_back(role);
    if (options_.as.empty() || missing.empty()) return missing;
    if (has_role(copy, options_.as)) return {};
    if (missing.front() != options_.as)
        throw Error(Fault::refused, "waits-for-other",
                    fill(tr("{0}: the copy waits for the signature of the role {1}"),
                         {folder.file(copy.file).string(), missing.front()}),
                    tr("the person signs first, the agency second"));
    return {options_.as};
}

// What you see is what is signed: the bytes that get the first signature are those that were shown.
void Sign::require_seen(const Folder& folder, const Copy& copy) const {
    if (!copy.signatures.empty()) return;  // the first signer saw it, and nothing else was added since
    const std::string file = folder.file(copy.file).string();
    if (options_.approved && options_.approved->count(copy.file.sha256) == 0)
        throw Error(Fault::refused, "not-approved",
                    fill(tr("{0}: is not among the approved files, or was changed since"), {file}),
                    tr("look at it again: saoy-sign --show lists what waits, with the digests"));
    if (!options_.approved && !options_.as.empty() && !was_shown(folder, copy, copy.file.sha256))
        throw Error(Fault::refused, "not-shown",
                    fill(tr("{0}: has not been shown to who signs it, or was changed since"), {file}),
                    tr("look at it first: saoy-sign --show lists what waits, with the digests"));
}

void Sign::require_good(const crypto::Signer& signer, const Folder& folder, Events& events) const {
    signer.require_usable(folder.now());
    if (!pades_.online().has_trust()) return;
    const std::string warning = pades_.online().require_good(signer.certificates(), folder.now());
    if (!warning.empty()) events.emit(event_of(Event::Kind::warning, folder, "revocation-unknown", warning));
}

void Sign::sign_copy(Folder& folder, Copy& copy, Events& events) const {
    const store::Entry entry = entry_of(folder, copy);
    const Path file = folder.file(copy.file);
    const std::string on_disk = crypto::sha256_file(file);
    const bool issued = entry.state == store::Entry::State::issued;
    if (issued && entry.copy_digest != on_disk) copy_altered(file);
    adopt_intended(folder, copy, on_disk);

    const CopyMode& mode = mode_of(options_.profile, copy.mode);
    const std::vector<std::string> roles = roles_of(folder, copy, mode);
    if (issued && !waits_for(copy, mode).empty()) copy_altered(file);
    if (!roles.empty()) require_seen(folder, copy);

    // All certificates before the first signature: no copy stays half signed because the second must not sign.
    for (const std::string& role : roles) {
        require_good(signer_of(role), folder, events);
        const std::string named = role == "agency" ? options_.profile.office.agency_name : entry.official;
        compare_names(signer_of(role).certificate(), named, folder, events);
    }
    for (const std::string& role : roles) sign_as(role, mode, folder, copy, events);

    const std::lock_guard lock(register_mutex_);
    const store::Act act{folder.actor(), "signer", folder.now()};
    if (waits_for(copy, mode).empty()) {
        book().finish(copy.request_id, entry.attempt, file, copy.file.sha256, act);
        copy.issued = true;
    } else if (!roles.empty()) {
        book().hand_over(copy.request_id, entry.attempt, act);
    }
    folder.save();
}

void Sign::sign_as(const std::string& role, const CopyMode& mode, Folder& folder, Copy& copy, Events& events) const {
    const crypto::Signer& signer = signer_of(role);
    const crypto::CertificateFacts& facts = signer.certificate();
    pdf::SignatureRequest request;
    request.field = role;
    request.at = options_.tray ? options_.tray->time_for(copy.file.sha256, role, folder.now()) : folder.now();
    request.font = options_.profile.fonts.statement_regular;
    // NĐ 30/2020/NĐ-CP, annex I: the line of a sao y has no image beside it.
    if (const auto picture = options_.pictures.find(role);
        picture != options_.pictures.end() && mode.place != CopyMode::Place::corner)
        request.picture = picture->second;
    if (const auto lines = mode.signature_lines.find(role); lines != mode.signature_lines.end())
        for (const std::string& line : lines->second)
            request.lines.push_back(fill_blanks(line, {{"signer", facts.common_name},
                                                       {"organisation", facts.organisation},
                                                       {"agency", options_.profile.office.agency_name},
                                                       {"time", shown_time(request.at)}}));
    const Path file = folder.file(copy.file);
    GrowingFile grown(file, file);
    // What is signed is the file whose digest is on record: the official saw that one.
    if (crypto::sha256_file(grown.path()) != copy.file.sha256) copy_altered(file);
    pades_.sign(grown, request, {signer, options_.pkcs1, options_.level >= SignatureLevel::b_t});
    const Signature made{role, facts.common_name, request.at};
    copy.signatures.push_back(made);
    try {
        // Evidence and the time stamp over it come once, with the last signature.
        if (waits_for(copy, mode).empty() && options_.level >= SignatureLevel::b_lt)
            pades_.raise(grown, options_.level, request.at);
        const std::string digest = crypto::sha256_file(grown.path());
        journal_intent(folder, copy, made, digest);
        grown.commit();
        copy.file.sha256 = digest;
    } catch (...) {
        copy.signatures.pop_back();
        throw;
    }
    copy.waits_for = waits_for(copy, mode);
    folder.save();
    events.emit(event_of(Event::Kind::progress, folder, "signed", fill(tr("signed by {0}"), {facts.common_name})));
}

const crypto::Signer& Sign::signer_of(const std::string& role) const {
    const auto signer = options_.signers.find(role);
    if (signer == options_.signers.end())
        throw Error(Fault::usage, "no-key", fill(tr("the signature of the role {0} is needed"), {role}),
                    fill(tr("give --{0}-key FILE, or let each sign alone with --as"), {role}));
    return *signer->second;
}

}  // namespace saoy::stages
