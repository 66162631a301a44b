// SPDX-License-Identifier: Apache-2.0
#include "lib/xml/transfer_note.hpp"

#include <algorithm>

#include "lib/xml/document.hpp"

namespace saoy::xml {

namespace {

void act(Writer& out, const char* name, const std::string& by, const std::string& title, Time at,
         const std::string& text) {
    out.start(name).attribute("by", by);
    if (!title.empty()) out.attribute("title", title);
    out.attribute("at", rfc3339(at)).text(text).end();
}

std::string one_line(std::string title) {
    std::replace(title.begin(), title.end(), '\n', ' ');
    return title;
}

void operations(Writer& out, const Page& page) {
    const Geometry& geometry = page.geometry;
    out.start("operations");
    if (const auto& seen = geometry.perspective; seen && page.flat) {
        out.start("perspective").attribute("width", seen->width).attribute("height", seen->height);
        out.attribute("sha256", page.flat->sha256);
        for (const Point& corner : seen->outline)
            out.start("corner").attribute("x", corner.x).attribute("y", corner.y).end();
        out.end();
    }
    if (geometry.rotation != 0) out.start("rotation").attribute("degrees", geometry.rotation).end();
    if (geometry.skew != 0) out.start("skew").attribute("degrees", geometry.skew).end();
    if (const auto& crop = geometry.crop) {
        out.start("crop").attribute("left", crop->left).attribute("top", crop->top);
        out.attribute("width", crop->width).attribute("height", crop->height).end();
    }
    out.end();
}

void write(Writer& out, const Page& page) {
    out.start("page").attribute("number", page.number);
    if (page.blank) out.attribute("blank", "true");
    out.start("master").attribute("sha256", page.master.sha256).attribute("type", page.media_type);
    out.attribute("frame", page.frame).attribute("width", page.width).attribute("height", page.height);
    out.attribute("dpi-x", page.dpi_x).attribute("dpi-y", page.dpi_y);
    if (page.rendered) out.attribute("rendered", "true");
    out.end();
    operations(out, page);
    for (const Measurement& measured : page.quality.measures)
        out.start("measure")
            .attribute("name", std::string(to_string(measured.what)))
            .attribute("value", measured.value)
            .end();
    for (const Finding& finding : page.quality.findings) {
        out.start("finding").attribute("code", finding.code).attribute("level", std::string(to_string(finding.level)));
        if (const auto& kept = finding.overridden) act(out, "kept", kept->by, "", kept->at, kept->reason);
        out.end();
    }
    if (page.text)
        out.start("text")
            .attribute("sha256", page.text->sha256)
            .attribute("confidence", page.confidence)
            .attribute("words", page.words)
            .end();
    if (page.seen) act(out, "seen", page.seen->by, "", page.seen->at, "");
    out.end();
}

void write_capture(Writer& out, const TransferNote& note) {
    const Dossier& dossier = note.dossier;
    out.start("capture").attribute("by", note.captured_by).attribute("at", rfc3339(dossier.created));
    if (const std::string device = device_of(dossier); !device.empty()) out.attribute("device", device);
    if (const auto& capture = dossier.capture) {
        out.attribute("driver", "SANE " + capture->sane).attribute("profile", capture->profile);
        if (!capture->settings.mode.empty()) out.attribute("mode", capture->settings.mode);
        out.attribute("dpi", capture->settings.dpi);
    }
    out.end();
}

}  // namespace

std::string write_transfer_note(const TransferNote& note) {
    const Office& office = note.profile.office;
    Writer out;
    out.start("transfer-note").attribute("xmlns", "urn:saoy:transfer-note:1");
    out.attribute("software", "saoy " SAOY_VERSION);
    out.start("copy").attribute("mode", note.mode.code).attribute("legal-basis", note.mode.legal_basis);
    out.attribute("agency-code", office.agency_code).attribute("agency", office.agency_name);
    out.attribute("book", note.mode.book).attribute("year", note.year).attribute("number", note.number).end();
    out.start("original").attribute("dossier", note.dossier.id).attribute("paper", note.paper.id);
    out.attribute("name", note.paper_name).attribute("masters", note.masters);
    out.attribute("pages", int(note.paper.pages.size())).end();
    write_capture(out, note);
    for (const StageRecord& stage : note.dossier.stages) {
        if (stage.stage != "scan" && stage.stage != "ocr" && stage.stage != "classify") continue;
        out.start("stage").attribute("name", stage.stage).attribute("version", stage.version);
        out.attribute("parameters", stage.parameters).end();
    }
    for (const int number : note.pages) write(out, page_of(note.dossier, number));
    const Attestation& attested = note.paper.attestation.value();
    act(out, "likeness", attested.by, one_line(attested.title), attested.at, note.likeness);
    if (const auto& look = note.paper.second_look; look && !look->by.empty())
        act(out, "second-look", look->by, "", look->at, look->seed);
    out.end();
    return out.finish();
}

}  // namespace saoy::xml
