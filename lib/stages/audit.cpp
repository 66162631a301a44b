// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/audit.hpp"

#include <algorithm>

#include "lib/base/text.hpp"
#include "lib/xml/document.hpp"

namespace saoy::stages {

namespace {

// "TOTAL-PASSED" -> "urn:etsi:019102:mainindication:total-passed" (ETSI TS 119 102-2, annex A)
std::string urn_of(const char* kind, std::string word) {
    std::transform(word.begin(), word.end(), word.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    if (std::string_view(kind) == "subindication") std::replace(word.begin(), word.end(), '-', '_');
    return std::string("urn:etsi:019102:") + kind + ":" + word;
}

void write_status(xml::Writer& out, Indication indication, const std::string& sub,
                  const std::vector<std::string>& reasons) {
    out.start("SignatureValidationStatus");
    out.start("MainIndication").text(urn_of("mainindication", to_string(indication))).end();
    if (!sub.empty()) out.start("SubIndication").text(urn_of("subindication", sub)).end();
    for (const std::string& reason : reasons) out.start("Reason").text(text::mask_numbers(reason)).end();
    out.end();
}

void write_signature(xml::Writer& out, const SignatureVerdict& each, const std::string& at) {
    out.start("SignatureValidationReport");
    out.start("SignatureIdentifier").attribute("field", each.field).attribute("sub-filter", each.sub_filter).end();
    out.start("ValidationTimeInfo");
    out.start("ValidationTime").text(at).end();
    if (each.time)
        out.start(each.time_proven ? "BestSignatureTime" : "ClaimedSigningTime").text(rfc3339(*each.time)).end();
    out.end();
    out.start("SignerInformation");
    if (!each.signer.empty()) out.start("Signer").text(each.signer).end();
    if (!each.organisation.empty()) out.start("Organisation").text(each.organisation).end();
    if (!each.bundle.empty()) out.start("TrustAnchorBundle").text(each.bundle).end();
    out.end();
    out.start("SignatureQuality");
    if (!each.level.empty()) out.start("Level").text(each.level).end();
    if (!each.level_lacks.empty()) out.start("NextLevelLacks").text(each.level_lacks).end();
    if (!each.algorithm.empty()) out.start("Algorithm").text(each.algorithm).end();
    out.end();
    out.start("Integrity").text(to_string(each.integrity)).end();
    out.start("Trust").text(to_string(each.trust)).end();
    write_status(out, each.indication, each.sub_indication, each.reasons);
    out.end();
}

}  // namespace

Indication bottom_line(const Verdict& verdict) {
    const bool confirmed = verdict.register_match == "match" || verdict.register_match == "not-checked";
    return verdict.indication == Indication::total_passed && !confirmed ? Indication::indeterminate
                                                                        : verdict.indication;
}

void Audit::add(const Verdict& verdict) {
    const std::lock_guard lock(mutex_);
    verdicts_.push_back(verdict);
}

std::vector<Verdict> Audit::sorted() const {
    const std::lock_guard lock(mutex_);
    std::vector<Verdict> all = verdicts_;
    std::sort(all.begin(), all.end(), [](const Verdict& a, const Verdict& b) { return a.file < b.file; });
    return all;
}

std::size_t Audit::size() const {
    const std::lock_guard lock(mutex_);
    return verdicts_.size();
}

std::map<std::string, std::size_t> Audit::totals() const {
    std::map<std::string, std::size_t> counts{{"valid", 0}, {"cannot-be-confirmed", 0}, {"not-valid", 0}};
    const std::lock_guard lock(mutex_);
    for (const Verdict& verdict : verdicts_)
        ++counts[bottom_line(verdict) == Indication::total_passed   ? "valid"
                 : bottom_line(verdict) == Indication::total_failed ? "not-valid"
                                                                    : "cannot-be-confirmed"];
    return counts;
}

std::string Audit::summary() const {
    auto counts = totals();
    return text::fill(text::tr("{0} files: {1} valid, {2} cannot be confirmed, {3} not valid"),
                      {std::to_string(size()), std::to_string(counts["valid"]),
                       std::to_string(counts["cannot-be-confirmed"]), std::to_string(counts["not-valid"])});
}

std::string Audit::xml(Time at) const {
    xml::Writer out;
    const std::string when = rfc3339(at);
    out.start("ValidationReports").attribute("xmlns", "urn:saoy:verification:1");
    for (const Verdict& verdict : sorted()) {
        out.start("ValidationReport");
        out.start("SignersDocument").attribute("file", verdict.file).attribute("sha256", verdict.sha256).end();
        out.start("Integrity").text(to_string(verdict.integrity)).end();
        out.start("Trust").text(to_string(verdict.trust)).end();
        out.start("Register").text(verdict.register_match).end();
        write_status(out, verdict.indication, verdict.sub_indication, verdict.reasons);
        for (const SignatureVerdict& each : verdict.signatures) write_signature(out, each, when);
        out.end();
    }
    out.start("SignatureValidator").attribute("name", "saoy-verify").attribute("version", SAOY_VERSION).end();
    out.end();
    return out.finish();
}

}  // namespace saoy::stages
