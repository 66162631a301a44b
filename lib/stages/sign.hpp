// SPDX-License-Identifier: Apache-2.0
// Signs the certified copies of a dossier, the person first and the agency second, and issues them in the register.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lib/crypto/key.hpp"
#include "lib/model/profile.hpp"
#include "lib/stages/pades.hpp"
#include "lib/stages/sign_elsewhere.hpp"
#include "lib/stages/sign_intents.hpp"
#include "lib/stages/stage.hpp"
#include "lib/store/register.hpp"

namespace saoy::stages {

// Whose signature the copy lacks next; empty when it has all that its mode asks for.
std::string waits_for(const Copy& copy, const CopyMode& mode);

// A copy as it was shown to who is to sign it.
struct Shown {
    Path file;
    std::string digest;     // SHA-256
    std::string waits_for;  // role
};
// The copies that wait for the signature of that role (empty: of anybody), with the digests that are then signed or
// refused; each goes into the journal. Throws Error(input, "copy-altered").
std::vector<Shown> show_waiting(Folder& folder, const std::string& role);

// After a crash at any moment, running it again ends with the same number issued once: before each signature's file
// replaces the one before, the journal holds an intent with both digests, and a file that an intent explains is taken
// as signed.
class Sign : public Stage {
public:
    struct Options {
        // By role: "official", "agency". Which are needed, and in which order, the copy's mode says.
        std::map<std::string, std::shared_ptr<const crypto::Signer>> signers;
        Path register_file;
        Profile profile;
        bool pkcs1 = false;           // RSASSA-PKCS1-v1_5 instead of RSASSA-PSS
        OnlineChild::Options online;  // also the folder of the children
        SignatureLevel level = SignatureLevel::b_b;
        // One role signs what waits for it, at its own desk, and only what was shown; empty: all roles, one after the
        // other.
        std::string as;
        // SHA-256 of the copies, as they were shown, that may be signed; none: the journal says what was shown.
        std::optional<std::set<std::string>> approved;
        std::map<std::string, std::string> pictures;  // by role: what its visible signature shows beside the lines
        std::shared_ptr<const SignatureTray> tray;    // where signatures made elsewhere pass; may be none
    };

    explicit Sign(Options options);

    std::string_view name() const override { return "sign"; }
    int version() const override { return 1; }
    std::string parameters() const override;
    std::string inputs(const Dossier& dossier) const override;
    // Throws Error: missing (66) without the register; refused (77) for a certificate that must not sign or a copy that
    // is not reserved in the register; input (65, "copy-altered") for a file nobody's intent explains; usage (64,
    // "no-key") for a role without a key; refused (77): "waits-for-other", "not-shown", "not-approved"; and what Pades
    // throws. The copy is as before then, or has the signatures that were finished.
    void run(Folder& folder, Executor& pages, Events& events) const override;

private:
    // Opened at the first copy: in a pipe, the stage before may only then have made it. Hold register_mutex_.
    store::Register& book() const;
    // Taken in hand, so that no other computer signs it at the same time.
    store::Entry entry_of(const Folder& folder, const Copy& copy) const;
    void sign_copy(Folder& folder, Copy& copy, Events& events) const;
    void sign_as(const std::string& role, const CopyMode& mode, Folder& folder, Copy& copy, Events& events) const;
    std::vector<std::string> roles_of(const Folder& folder, const Copy& copy, const CopyMode& mode) const;
    void require_seen(const Folder& folder, const Copy& copy) const;
    void require_good(const crypto::Signer& signer, const Folder& folder, Events& events) const;
    const crypto::Signer& signer_of(const std::string& role) const;

    Options options_;
    Pades pades_;
    mutable std::mutex register_mutex_;  // one connection, many dossiers
    mutable std::unique_ptr<store::Register> register_;
};

}  // namespace saoy::stages
