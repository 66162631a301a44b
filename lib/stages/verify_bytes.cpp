// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "lib/base/text.hpp"
#include "lib/stages/verify_case.hpp"

namespace saoy::stages {

namespace {

constexpr std::uint64_t most_value_bytes = std::uint64_t(4) << 20;  // hexadecimal digits of one signature value

// The digits between the angle brackets; nothing else may stand there, or readers would differ.
std::optional<std::string> value_between(std::string_view bytes, const pdf::SignatureFacts& facts) {
    if (facts.contents_end > bytes.size() || facts.contents_begin + 2 > facts.contents_end ||
        facts.contents_end - facts.contents_begin > most_value_bytes)
        return std::nullopt;
    const std::string_view digits =
        bytes.substr(facts.contents_begin + 1, facts.contents_end - facts.contents_begin - 2);
    if (digits.size() % 2 != 0) return std::nullopt;
    const auto digit = [](char c) {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'f') return c - 'a' + 10;
        return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    };
    std::string value;
    value.reserve(digits.size() / 2);
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        if (digit(digits[i]) < 0 || digit(digits[i + 1]) < 0) return std::nullopt;
        value += char(digit(digits[i]) << 4 | digit(digits[i + 1]));
    }
    return value;
}

}  // namespace

std::vector<Case> cases_of(const pdf::FileFacts& facts) {
    std::vector<Case> cases;
    for (const pdf::SignatureFacts& each : facts.signatures) {
        Case one{&each, {}};
        one.verdict.field = each.field;
        one.verdict.sub_filter = each.sub_filter;
        one.verdict.time = each.claimed;
        one.verdict.covers_whole_revision = each.broken.empty();
        one.verdict.integrity = Integrity::intact;
        cases.push_back(std::move(one));
    }
    return cases;
}

std::string told(const pdf::Finding& finding) {
    std::string sentence = text::tr(finding.sentence.c_str());
    for (std::size_t i = 0; i < finding.values.size(); ++i) {
        const std::string gap = "{" + std::to_string(i) + "}";
        if (const auto at = sentence.find(gap); at != std::string::npos)
            sentence.replace(at, gap.size(), finding.values[i]);
    }
    return sentence;
}

std::optional<CmsKind> kind_of(const pdf::SignatureFacts& facts) {
    if (facts.sub_filter == "ETSI.CAdES.detached") return CmsKind::cades;
    if (facts.sub_filter == "adbe.pkcs7.detached") return CmsKind::detached;
    if (facts.sub_filter == "adbe.pkcs7.sha1") return CmsKind::digest_inside;
    if (facts.sub_filter == "ETSI.RFC3161") return CmsKind::timestamp;
    return std::nullopt;
}

void check_bytes(std::string_view bytes, Case& each) {
    const pdf::SignatureFacts& facts = *each.facts;
    for (const pdf::Finding& finding : facts.broken)
        each.fail(Integrity::broken, Indication::total_failed, "FORMAT_FAILURE", told(finding));
    const auto kind = kind_of(facts);
    const auto value = value_between(bytes, facts);
    // The child read hostile bytes: what it says is checked again before it is used.
    const bool sane = facts.range[0] == 0 && facts.range[1] == facts.contents_begin &&
                      facts.range[2] == facts.contents_end && facts.range[3] <= bytes.size() &&
                      facts.range[2] <= bytes.size() - facts.range[3];
    if (!kind)
        return each.fail(Integrity::broken, Indication::total_failed, "FORMAT_FAILURE",
                         text::fill(text::tr("the kind of signature {0} is not known"), {facts.sub_filter}));
    if (!facts.broken.empty()) return;
    if (!value || !sane)
        return each.fail(Integrity::broken, Indication::total_failed, "FORMAT_FAILURE",
                         text::tr("the signature value is not written as a hexadecimal string"));
    if ((*kind == CmsKind::timestamp) != (facts.type == "DocTimeStamp") && !facts.type.empty())
        return each.fail(Integrity::broken, Indication::total_failed, "FORMAT_FAILURE",
                         text::tr("the signature dictionary contradicts its own kind"));
    each.cms.emplace(*kind, *value,
                     std::vector{bytes.substr(0, facts.range[1]), bytes.substr(facts.range[2], facts.range[3])});
    each.verdict.signer = each.cms->signer;
    each.verdict.organisation = each.cms->organisation;
    each.verdict.algorithm = each.cms->algorithm;
    if (!each.cms->holds()) {
        const bool final =
            each.cms->failure != "NO_SIGNING_CERTIFICATE_FOUND" && each.cms->failure != "CRYPTO_CONSTRAINTS_FAILURE";
        return each.fail(Integrity::broken, final ? Indication::total_failed : Indication::indeterminate,
                         each.cms->failure, each.cms->reason);
    }
    for (const pdf::Finding& finding : facts.changed)
        each.fail(Integrity::modified, Indication::total_failed, "FORMAT_FAILURE", told(finding));
}

}  // namespace saoy::stages
