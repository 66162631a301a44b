// SPDX-License-Identifier: Apache-2.0
// What a person decides about the papers of a dossier: attest, refuse, name the type. Nothing is certified without.
#pragma once

#include <string>

#include "lib/model/profile.hpp"
#include "lib/stages/stage.hpp"
#include "lib/store/register.hpp"

namespace saoy::stages {

// The journal's word before a number is asked for: from then on no decision about the paper is changed.
inline constexpr const char* reserve_action = "reserve";

struct Person {
    std::string name;
    std::string title;
};

// A named person at work under the office's rules. Each decision stands in the dossier and its journal and, where a
// register is given, before that in the register's chain.
//
// Every call throws Error: usage ("no-name"), input ("no-such-paper"), refused once the paper has taken its number.
class Reviewer {
public:
    // `profile` and `book` outlive it.
    Reviewer(Person by, const Profile& profile, store::Register* book = nullptr);

    // Looked at beside the original, and alike; `page` 0: every page of a paper.
    void see(Folder& folder, int page) const;
    // The person compared the paper with its original and found them alike (NĐ 45/2020 Đ.10; NĐ 23/2015 Đ.20).
    // Replaces an earlier refusal. Throws Error(refused): "four-eyes" for the account that captured it, "page-unseen".
    void accept(Folder& folder, const std::string& paper) const;
    // NĐ 23/2015 Đ.22; `reason` must be one of the profile's codes.
    void refuse(Folder& folder, const std::string& paper, const std::string& reason, const std::string& note) const;
    // An attestation of the paper under another type lapses.
    void set_type(Folder& folder, const std::string& paper, const std::string& type,
                  const std::string& type_name) const;
    // Lets pages be certified although the quality gate found `code` on them; `page` 0: on every page that has it.
    // Gives how many findings that were. Throws Error usage without a reason, input ("no-such-finding").
    int override_quality(Folder& folder, int page, const std::string& code, const std::string& reason) const;
    // The sample with this seed drew the attested paper: it waits until another person has looked.
    void draw(Folder& folder, const std::string& paper, const std::string& seed) const;
    // Another person than who attested looked too. Throws Error(refused, "same-person").
    void confirm(Folder& folder, const std::string& paper) const;

private:
    void keep(const Folder& folder, const std::string& action, const std::string& paper, Json detail) const;

    Person by_;
    const Profile& profile_;
    store::Register* book_;
};

// A sampled paper that nobody but its attester has looked at yet.
bool waits_for_second(const Paper& paper);

// Throws Error(refused) unless the journal's last decision about the paper is that a named person attested these very
// pages under this name, by the office's rules: "not-attested", "attested-otherwise", "four-eyes", "page-unseen",
// "second-look".
void must_be_attested(const Folder& folder, const Paper& paper, const ReviewRules& rules);

// The register's name of a document type of the profile; throws Error(usage) that lists the codes for an unknown one.
std::string type_name(const Path& profile_folder, const Path& schemas, const std::string& type);

// Attests every paper that nobody has decided on: for a clerk who has the originals of the whole batch at hand, or by
// the profile's delegation.
class Attest : public Stage {
public:
    struct Options {
        // Without a name: by the profile's delegation, which reaches papers without any doubt only.
        Person by;
        const Profile& profile;  // outlives the stage
        Path register_file{};    // may be empty
    };

    explicit Attest(Options options);
    std::string_view name() const override { return "attest"; }
    int version() const override { return 2; }
    std::string parameters() const override;
    std::string inputs(const Dossier& dossier) const override;
    // Throws Error(refused): "no-delegation", "doubtful" when it does not reach a paper, which waits for a person.
    void run(Folder& folder, Executor& pages, Events& events) const override;

private:
    Options options_;
    bool delegated_ = false;
};

}  // namespace saoy::stages
