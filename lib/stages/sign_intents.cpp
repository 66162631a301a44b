// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/sign_intents.hpp"

#include <algorithm>
#include <optional>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"

namespace saoy::stages {

using text::fill;
using text::tr;

namespace {

constexpr const char* intent_action = "sign-intent";

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

}  // namespace

void journal_intent(const Folder& folder, const Copy& copy, const Signature& signature, const std::string& to) {
    folder.journal(intent_action, {{"paper", copy.paper},
                                   {"file", copy.file.path},
                                   {"role", signature.role},
                                   {"signer", signature.signer},
                                   {"time", rfc3339(signature.at)},
                                   {"from", copy.file.sha256},
                                   {"to", to}});
}

void copy_altered(const Path& file) {
    throw Error(
        Fault::input, "copy-altered", fill(tr("{0}: was changed by something else than saoy"), {file.string()}),
        tr("void its register entry with saoy-register; saoy-certify-copy --redo gives the paper a new number"));
}

void adopt_intended(const Folder& folder, Copy& copy, const std::string& on_disk) {
    if (on_disk == copy.file.sha256) return;
    const auto made = signatures_between(intents_of(folder, copy), copy.file.sha256, on_disk);
    if (!made) copy_altered(folder.file(copy.file));
    for (const Signature& signature : *made)
        if (!signature.role.empty()) copy.signatures.push_back(signature);
    copy.file.sha256 = on_disk;
}

bool is_signed_since(const Folder& folder, const Copy& copy) {
    if (!std::filesystem::exists(folder.file(copy.file))) return false;
    const std::string on_disk = crypto::sha256_file(folder.file(copy.file));
    return on_disk != copy.file.sha256 && signatures_between(intents_of(folder, copy), copy.file.sha256, on_disk);
}

}  // namespace saoy::stages
