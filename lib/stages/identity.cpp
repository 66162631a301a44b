// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/identity.hpp"

#include <algorithm>

#include "lib/base/child.hpp"
#include "lib/base/json.hpp"
#include "lib/base/text.hpp"
#include "lib/model/personal_number.hpp"
#include "lib/model/values.hpp"
#include "lib/stages/fuzzy.hpp"

namespace saoy::stages {

namespace {

constexpr double like_as_misread = 0.7;

struct Claim {
    const char* field;
    std::string value, normal;
};

std::vector<Claim> claims_of(const IdentityCode& code) {
    const bool card = code.kind == IdentityCode::Kind::identity;
    return {{card ? "so_dinh_danh" : "ma_so", code.number, ""},
            {"ho_ten", code.name, person_name(code.name).value_or("")},
            {"ngay_sinh", code.birth, ""},
            {"gioi_tinh", code.sex, ""},
            {"noi_cu_tru", code.address, ""},
            {"ngay_cap", code.issued, ""},
            {"so_cu", code.old_number, ""}};
}

std::vector<Claim> claims_of(const Mrz& mrz) {
    return {{mrz.form == "TD3" ? "so_ho_chieu" : "so_the", mrz.number, ""},
            {"so_dinh_danh", mrz.personal, ""},
            {"ho_ten", mrz.name, ""},
            {"ngay_sinh", mrz.birth, ""},
            {"gioi_tinh", mrz.sex, ""},
            {"gia_tri_den", mrz.expires, ""}};
}

const std::string& comparable(const Field& field) { return field.normal.empty() ? field.value : field.normal; }

// Names and places of machine-readable lines have no accents; a number is one whatever blanks it is printed with.
bool agree(const std::string& a, const std::string& b) {
    const auto bare = [](const std::string& text) {
        std::string key = label_key(text);
        key.erase(std::remove(key.begin(), key.end(), ' '), key.end());
        return key;
    };
    return bare(a) == bare(b);
}

// Addresses are shortened on cards and in codes alike: what differs there is no contradiction.
bool is_compared(const std::string& field) { return field != "noi_cu_tru" && field != "so_cu" && field != "so_the"; }

const Field* first_of(const std::vector<Field>& fields, const std::string& name) {
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const Field& field) { return field.name == name; });
    return found == fields.end() ? nullptr : &*found;
}

void join(Judgement& judgement, const std::vector<Claim>& claims, const char* source, int page) {
    std::string agreed;
    for (const Claim& claim : claims) {
        if (claim.value.empty()) continue;
        Field field{claim.field, claim.value, page};
        field.normal = claim.normal == claim.value ? "" : claim.normal;
        field.confidence = 1;
        field.source = source;
        const Field* other = first_of(judgement.fields, claim.field);
        // No check digit covers the name of machine-readable lines: a misread letter is no contradiction.
        if (other != nullptr && std::string_view(claim.field) == "ho_ten" && std::string_view(source) == "mrz" &&
            !agree(comparable(*other), claim.value) &&
            likeness(label_key(comparable(*other)), claim.value) >= like_as_misread)
            continue;
        if (other != nullptr && is_compared(claim.field)) {
            if (agree(comparable(*other), comparable(field)))
                agreed += std::string(" ") + claim.field;
            else
                judgement.reasons.push_back(std::string("mismatch ") + claim.field + " " + source + " " +
                                            other->source);
        }
        judgement.fields.push_back(std::move(field));
    }
    judgement.reasons.push_back(source + (agreed.empty() ? std::string("-read") : "-agrees" + agreed));
}

std::optional<IdentityCode> code_on(const Folder& folder, const Page& page, const Path& children) {
    ChildLimits limits;
    limits.cpu_s = 20;
    limits.wall = std::chrono::minutes(2);
    const ChildOutcome outcome =
        run_child({(children / "saoy-child-barcode").string(), "--card", folder.file(page.master).string(),
                   std::to_string(page.frame), std::to_string(int(page.dpi_x))},
                  {}, limits);
    const Json answer = Json::parse(outcome.out, nullptr, false);
    if (!outcome.ok() || !answer.is_object() || !answer.contains("symbols")) return std::nullopt;
    for (const Json& symbol : answer["symbols"])
        if (auto code = identity_code(symbol.value("text", ""))) return code;
    return std::nullopt;
}

}  // namespace

void find_mrz(Identity& identity, const std::vector<PageText>& pages, int year_now) {
    for (const PageText& page : pages) {
        std::vector<std::string> lines;
        for (const Block& block : page.blocks)
            for (const Line& line : block.lines) {
                std::string text;
                for (const Word& word : line.words) text += word.text;
                lines.push_back(std::move(text));
            }
        identity.mrz = mrz_in(lines, year_now);
        identity.mrz_page = page.page;
        if (identity.mrz) return;
    }
}

void find_code(Identity& identity, const Folder& folder, const Paper& paper, const Path& children) {
    for (const int number : paper.pages) {
        const Page& page = page_of(folder.dossier, number);
        if (page.blank) continue;
        identity.code = code_on(folder, page, children);
        identity.code_page = number;
        if (identity.code) return;
    }
}

void join_identity(Judgement& judgement, const Identity& identity, const std::set<std::string>& provinces) {
    if (identity.code) join(judgement, claims_of(*identity.code), "qr", identity.code_page);
    if (identity.mrz) {
        join(judgement, claims_of(*identity.mrz), "mrz", identity.mrz_page);
        if (identity.mrz->mended) judgement.reasons.emplace_back("mrz-mended");
    }
    const Field* number = first_of(judgement.fields, "so_dinh_danh");
    if (number == nullptr) return;
    const Field* birth = first_of(judgement.fields, "ngay_sinh");
    const Field* sex = first_of(judgement.fields, "gioi_tinh");
    const std::string& digits = comparable(*number);
    if (digits.size() == 9) return;  // of a card before 2016
    for (const std::string& doubt : personal_number_doubts(digits, birth == nullptr ? "" : comparable(*birth),
                                                           sex == nullptr ? "" : sex->value, provinces))
        judgement.reasons.push_back("personal-number-" + doubt);
}

}  // namespace saoy::stages
