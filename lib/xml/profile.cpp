// SPDX-License-Identifier: Apache-2.0
#include "lib/xml/profile.hpp"

#include <limits>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/xml/document.hpp"

namespace saoy::xml {

namespace {

std::string text_of(const Element& parent, const char* name) {
    // The schema has checked that it is there.
    return text::nfc(parent.child(name)->text());
}

bool is_true(const Element& element, const char* attribute) {
    const auto value = element.find(attribute);
    return value == "true" || value == "1";
}

Office read_office(const Element& element) {
    Office office;
    office.agency_code = element.get("agency-code");
    office.agency_name = text_of(element, "agency-name");
    office.place = text_of(element, "place");
    std::vector<std::string> role;
    for (const Element& line : element.children("signer-role")) role.push_back(text::nfc(line.text()));
    office.signer_role = text::join(role, "\n");
    office.official = text_of(element, "official");
    return office;
}

Fee read_fee(const Element& element) {
    return {element.get_int("first-pages"), element.get_int("first-price"), element.get_int("next-price"),
            element.get_int("most")};
}

Fonts read_fonts(const Element& element, const Path& folder) {
    const auto file = [&](const char* attribute) { return (folder / element.get(attribute)).string(); };
    return {file("statement-regular"), file("statement-bold"), file("text-layer"), file("icc")};
}

// Without `fail` the measure only warns; without `warn` it does not warn before it fails.
Limit read_limit(const Element& element) {
    Limit limit;
    limit.what = measured_of(element.get("measure")).value();
    limit.code = element.get("code");
    limit.least = element.get("bound") == "least";
    constexpr double never = std::numeric_limits<double>::infinity();
    limit.fail = element.find("fail") ? element.get_double("fail") : limit.least ? -never : never;
    limit.warn = element.find("warn") ? element.get_double("warn") : limit.fail;
    return limit;
}

ScanRules read_scan(const Element& element) {
    ScanRules rules{element.get_double("dpi-floor"),      element.get_double("working-dpi"),
                    element.get_double("render-dpi"),     element.get_double("most-megapixels"),
                    element.get_int("most-pages"),        element.get_double("least-length-mm"),
                    element.get_double("most-length-mm"), {}};
    for (const Element& paper : element.children("paper"))
        rules.papers.push_back({paper.get("name"), paper.get_double("width-mm"), paper.get_double("height-mm")});
    rules.turn_from = element.get_double("turn-from");
    for (const Element& limit : element.children("limit")) rules.limits.push_back(read_limit(limit));
    return rules;
}

SecrecyMark read_mark(const Element& element, const Path& folder) {
    SecrecyMark mark;
    mark.code = element.get("code");
    mark.words = text::nfc(element.text());
    mark.stops = element.find("then") != "ask";
    if (element.find("width"))
        mark.width_mm = element.get_double("width"), mark.height_mm = element.get_double("height");
    if (const auto shapes = element.find("shapes")) {
        mark.shapes = (folder / *shapes).string();
        mark.faces = element.get_int("faces");
    }
    return mark;
}

SecrecyRules read_secrecy(const Element& element, const Path& folder) {
    SecrecyRules rules;
    rules.tolerance = element.get_double("tolerance");
    if (const auto net = element.find("net")) rules.net = (folder / *net).string();
    for (const char* kind : {"stamp", "line"})
        for (const Element& mark : element.children(kind)) rules.marks.push_back(read_mark(mark, folder));
    for (const Element& mark : element.children("harmless")) rules.harmless.push_back(read_mark(mark, folder));
    return rules;
}

QualificationRules read_qualification(const Element& element) {
    return {is_true(element, "required"),
            element.get_int("months"),
            element.get_double("dpi-tolerance"),
            element.get_double("most-skew"),
            element.get_double("most-distortion-mm"),
            element.get_double("least-uniformity"),
            element.get_int("least-tone-steps"),
            element.get_double("least-contrast"),
            element.get_double("least-mtf50")};
}

ReviewRules read_review(const Element& element) {
    ReviewRules rules{is_true(element, "four-eyes"), is_true(element, "each-page"),
                      element.get_double("type-confidence"), element.get_double("word-confidence")};
    if (const auto given = element.child("delegation"))
        rules.delegation =
            Delegation{text::nfc(given->text()), text::nfc(given->get("official")), text::nfc(given->get("title"))};
    return rules;
}

// "15:00"
int read_minutes(const std::string& clock) { return std::stoi(clock.substr(0, 2)) * 60 + std::stoi(clock.substr(3)); }

DueRules read_due(const Element& element) {
    DueRules rules{read_minutes(element.get("cutoff")), read_minutes(element.get("close")), {}, {}};
    for (const std::string& day : text::split(element.get("days-off"), ' '))
        if (!day.empty()) rules.days_off.push_back(std::stoi(day));
    for (const Element& holiday : element.children("holiday")) rules.holidays.push_back(holiday.get("on"));
    return rules;
}

CopyMode read_mode(const Element& element) {
    CopyMode mode;
    mode.code = element.get("code");
    mode.book = element.get("book");
    mode.volume = element.get("volume");
    mode.number_suffix = text::nfc(element.find("number-suffix").value_or(""));
    mode.blank_pages = element.find("blank-pages").value_or("keep") == "keep";
    mode.legal_basis = text_of(element, "legal-basis");
    mode.excerpt = is_true(element, "excerpt");
    mode.note = element.find("transfer-note") == "embedded" ? CopyMode::Note::embedded : CopyMode::Note::beside;
    if (const auto corner = element.child("corner")) {
        mode.place = CopyMode::Place::corner;
        mode.statement_size = corner->get_double("size");
    } else {
        const Element statement = *element.child("statement");
        mode.statement_size = statement.get_double("size");
        if (statement.find("signature-height")) mode.signature_height = statement.get_double("signature-height");
        for (const Element& line : statement.children("line"))
            mode.statement.push_back({text::nfc(line.text()), is_true(line, "bold")});
        mode.verification = text_of(element, "verification");
    }
    mode.likeness = text_of(element, "likeness");
    mode.title = text_of(element, "title");
    mode.subject = text_of(element, "subject");
    mode.file_name = text_of(element, "file-name");
    for (const Element& signer : element.children("signer")) {
        mode.signers.push_back(signer.get("role"));
        for (const Element& line : signer.children("line"))
            mode.signature_lines[mode.signers.back()].push_back(text::nfc(line.text()));
    }
    return mode;
}

}  // namespace

Profile read_profile(const Path& folder, const Path& schemas) {
    try {
        const Document document = Document::read(folder / "profile.xml", std::size_t(4) << 20);
        document.validate(Schema(schemas / "profile.xsd"));
        const Element root = document.root();
        Profile profile;
        profile.code = root.get("code");
        profile.office = read_office(*root.child("office"));
        profile.fee = read_fee(*root.child("fee"));
        profile.fonts = read_fonts(*root.child("fonts"), folder);
        profile.scan = read_scan(*root.child("scan"));
        profile.scan.secrecy = read_secrecy(*root.child("secrecy"), folder);
        profile.qualification = read_qualification(*root.child("qualification"));
        profile.review = read_review(*root.child("review"));
        profile.due = read_due(*root.child("due"));
        for (const Element& mode : root.children("mode")) profile.modes.push_back(read_mode(mode));
        if (const auto point = root.child("service-point"))
            for (CopyMode& mode : profile.modes) mode.book += point->get("book-suffix");
        for (const Element& refusal : root.children("refusal"))
            profile.refusals.push_back({refusal.get("code"), text::nfc(refusal.text())});
        return profile;
    } catch (const Error& error) {
        // A fault of the profile is the configuration's, whichever way it was found.
        throw Error(Fault::configuration, error.code(), error.what(),
                    error.hint().empty() ? text::tr("give a valid profile folder with --profile") : error.hint());
    }
}

}  // namespace saoy::xml
