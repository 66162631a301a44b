// SPDX-License-Identifier: Apache-2.0
// What a person decides about the papers of a dossier: attest, refuse, name the type. Nothing is certified without.
#pragma once

#include <string>

#include "lib/model/profile.hpp"
#include "lib/stages/stage.hpp"

namespace saoy::stages {

// The journal's word before a number is asked for: from then on no decision about the paper is changed.
inline constexpr const char* reserve_action = "reserve";

struct Person {
    std::string name;
    std::string title;
};

// The person compared the paper with its original and found them alike (NĐ 45/2020 Đ.10; NĐ 23/2015 Đ.20).
// Replaces an earlier refusal. Throws Error(refused) once a copy has taken its number.
void accept(Folder& folder, const std::string& paper, const Person& by);

// NĐ 23/2015 Đ.22; `reason` must be one of the profile's codes.
void refuse(Folder& folder, const std::string& paper, const std::string& reason, const std::string& note,
            const Person& by, const Profile& profile);

// The register's name of a document type of the profile; throws Error(usage) that lists the codes for an unknown one.
std::string type_name(const Path& profile_folder, const Path& schemas, const std::string& type);

void set_type(Folder& folder, const std::string& paper, const std::string& type, const std::string& type_name,
              const Person& by);

// The person lets pages be certified although the quality gate found `code` on them; `page` 0: on every page that has
// it. Gives how many findings that were. Throws Error usage without a name or reason, input ("no-such-finding") when no
// such finding fails a page, refused once a copy of one of the pages has taken its number.
int override_quality(Folder& folder, int page, const std::string& code, const std::string& reason, const Person& by);

// Attests every paper that nobody has decided on: for a clerk who has the originals of the whole batch at hand.
class Attest : public Stage {
public:
    explicit Attest(Person by) : by_(std::move(by)) {}
    std::string_view name() const override { return "attest"; }
    int version() const override { return 1; }
    std::string parameters() const override { return by_.name + "\n" + by_.title; }
    std::string inputs(const Dossier& dossier) const override;
    void run(Folder& folder, Executor& pages, Events& events) const override;

private:
    Person by_;
};

}  // namespace saoy::stages
