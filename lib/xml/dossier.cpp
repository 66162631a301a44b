// SPDX-License-Identifier: Apache-2.0
#include "lib/xml/dossier.hpp"

#include "lib/base/text.hpp"

namespace saoy::xml {

namespace {

void file(Writer& out, const StoredFile& stored) {
    out.attribute("path", stored.path).attribute("sha256", stored.sha256);
}

void write(Writer& out, const CaptureRecord& capture) {
    out.start("capture").attribute("device", capture.device).attribute("sane", capture.sane);
    out.attribute("profile", capture.profile);
    const AcceptedSettings& settings = capture.settings;
    if (!settings.source.empty()) out.attribute("source", settings.source);
    if (!settings.mode.empty()) out.attribute("mode", settings.mode);
    out.attribute("dpi", settings.dpi).attribute("width-mm", settings.width_mm);
    out.attribute("height-mm", settings.height_mm);
    if (capture.expected_pages != 0) out.attribute("expected-pages", capture.expected_pages);
    if (capture.interleaved) out.attribute("interleaved", "true");
    if (capture.card) out.attribute("card", "true");
    out.attribute("begun", rfc3339(capture.begun)).attribute("ended", rfc3339(capture.ended)).end();
}

void write(Writer& out, const Geometry& geometry) {
    out.start("geometry").attribute("rotation", geometry.rotation).attribute("skew", geometry.skew);
    if (const auto& seen = geometry.perspective) {
        out.start("perspective").attribute("width", seen->width).attribute("height", seen->height);
        for (const Point& corner : seen->outline)
            out.start("corner").attribute("x", corner.x).attribute("y", corner.y).end();
        out.end();
    }
    if (const auto& crop = geometry.crop)
        out.start("crop")
            .attribute("left", crop->left)
            .attribute("top", crop->top)
            .attribute("width", crop->width)
            .attribute("height", crop->height)
            .end();
    out.end();
}

void write(Writer& out, const Finding& finding) {
    out.start("finding").attribute("code", finding.code).attribute("level", std::string(to_string(finding.level)));
    if (!finding.side.empty()) out.attribute("side", finding.side);
    out.attribute("value", finding.value);
    if (const auto& by = finding.overridden)
        out.start("override").attribute("by", by->by).attribute("at", rfc3339(by->at)).text(by->reason).end();
    out.end();
}

void write(Writer& out, const Quality& quality) {
    out.start("quality").attribute("verdict", std::string(to_string(quality.verdict())));
    for (const Measurement& measured : quality.measures) {
        out.start("measure").attribute("name", std::string(to_string(measured.what)));
        out.attribute("value", measured.value);
        if (!measured.side.empty()) out.attribute("side", measured.side);
        out.end();
    }
    for (const Finding& finding : quality.findings) write(out, finding);
    out.end();
}

void write(Writer& out, const Page& page) {
    out.start("page").attribute("number", page.number);
    if (page.blank) out.attribute("blank", "true");
    if (page.separator) out.attribute("separator", "true");
    out.start("master");
    file(out, page.master);
    out.attribute("type", page.media_type).attribute("frame", page.frame);
    out.attribute("width", page.width).attribute("height", page.height);
    out.attribute("dpi-x", page.dpi_x).attribute("dpi-y", page.dpi_y);
    out.attribute("bits", page.bits).attribute("components", page.components);
    if (page.rendered) out.attribute("rendered", "true");
    out.end();
    write(out, page.geometry);
    out.start("image");
    file(out, page.image);
    out.end();
    if (page.flat) {
        out.start("flat");
        file(out, *page.flat);
        out.end();
    }
    write(out, page.quality);
    if (page.text) {
        out.start("text");
        file(out, *page.text);
        out.attribute("confidence", page.confidence).attribute("words", page.words).end();
    }
    if (page.seen) out.start("seen").attribute("by", page.seen->by).attribute("at", rfc3339(page.seen->at)).end();
    out.end();
}

void write(Writer& out, const Field& field) {
    out.start("field").attribute("name", field.name).attribute("page", field.page);
    if (!field.normal.empty()) out.attribute("normal", field.normal);
    if (!field.raw.empty()) out.attribute("raw", field.raw);
    if (const Box& box = field.box; box.width > 0)
        out.attribute("box", text::join({std::to_string(box.left), std::to_string(box.top), std::to_string(box.width),
                                         std::to_string(box.height)},
                                        " "));
    out.attribute("confidence", field.confidence).attribute("source", field.source).text(field.value).end();
}

void write(Writer& out, const Paper& paper) {
    std::vector<std::string> pages;
    for (const int number : paper.pages) pages.push_back(std::to_string(number));
    out.start("paper").attribute("id", paper.id).attribute("pages", text::join(pages, " "));
    out.attribute("type", paper.type);
    if (!paper.type_name.empty()) out.attribute("type-name", paper.type_name);
    out.attribute("confidence", paper.confidence);
    if (!paper.runner_up.empty()) out.attribute("runner-up", paper.runner_up);
    if (!paper.decided_by.empty()) out.attribute("decided-by", paper.decided_by);
    for (const std::string& reason : paper.reasons) out.element("reason", reason);
    for (const Field& field : paper.fields) write(out, field);
    if (const auto& attestation = paper.attestation)
        out.start("attestation")
            .attribute("by", attestation->by)
            .attribute("title", attestation->title)
            .attribute("at", rfc3339(attestation->at))
            .end();
    if (const auto& refusal = paper.refusal)
        out.start("refusal")
            .attribute("reason", refusal->reason)
            .attribute("by", refusal->by)
            .attribute("at", rfc3339(refusal->at))
            .text(refusal->note)
            .end();
    if (const auto& look = paper.second_look) {
        out.start("second-look").attribute("seed", look->seed);
        if (!look->by.empty()) out.attribute("by", look->by).attribute("at", rfc3339(look->at));
        out.end();
    }
    out.end();
}

void write(Writer& out, const Copy& copy) {
    out.start("copy");
    file(out, copy.file);
    out.attribute("paper", copy.paper).attribute("mode", copy.mode).attribute("request-id", copy.request_id);
    out.attribute("book", copy.book).attribute("year", copy.year).attribute("number", copy.number);
    if (!copy.waits_for.empty()) out.attribute("waits-for", copy.waits_for);
    if (copy.issued) out.attribute("issued", "true");
    if (copy.note) {
        out.start("note");
        file(out, *copy.note);
        out.end();
    }
    for (const Signature& signature : copy.signatures)
        out.start("signature")
            .attribute("role", signature.role)
            .attribute("signer", signature.signer)
            .attribute("at", rfc3339(signature.at))
            .end();
    out.end();
}

void write(Writer& out, const Submission& submission) {
    out.start("submission");
    file(out, submission.package);
    out.attribute("message-id", submission.message_id).attribute("at", rfc3339(submission.at));
    if (submission.receipt) {
        out.start("receipt");
        file(out, *submission.receipt);
        out.attribute("id", submission.receipt_id).end();
    }
    out.end();
}

StoredFile file(const Element& element) { return {element.get("path"), element.get("sha256")}; }

bool flag(const Element& element, const char* name) {
    const auto value = element.find(name);
    return value == "true" || value == "1";
}

CaptureRecord read_capture(const Element& element) {
    CaptureRecord capture;
    capture.device = element.get("device");
    capture.sane = element.get("sane");
    capture.profile = element.get("profile");
    capture.settings = {element.find("source").value_or(""), element.find("mode").value_or(""),
                        element.get_double("dpi"), element.get_double("width-mm"), element.get_double("height-mm")};
    if (element.find("expected-pages")) capture.expected_pages = element.get_int("expected-pages");
    capture.interleaved = flag(element, "interleaved");
    capture.card = flag(element, "card");
    capture.begun = parse_rfc3339(element.get("begun"));
    capture.ended = parse_rfc3339(element.get("ended"));
    return capture;
}

Geometry read_geometry(const Element& element) {
    Geometry geometry{element.get_int("rotation"), element.get_double("skew")};
    if (const auto crop = element.child("crop"))
        geometry.crop =
            Box{crop->get_int("left"), crop->get_int("top"), crop->get_int("width"), crop->get_int("height")};
    if (const auto seen = element.child("perspective")) {
        Perspective perspective;
        perspective.width = seen->get_int("width");
        perspective.height = seen->get_int("height");
        const std::vector<Element> corners = seen->children("corner");
        for (std::size_t i = 0; i < perspective.outline.size(); ++i)  // the schema has counted them
            perspective.outline[i] = {corners.at(i).get_double("x"), corners.at(i).get_double("y")};
        geometry.perspective = perspective;
    }
    return geometry;
}

Finding read_finding(const Element& element) {
    Finding finding;
    finding.code = element.get("code");
    finding.level = element.get("level") == "fail" ? Level::fail : Level::warn;
    finding.side = element.find("side").value_or("");
    finding.value = element.get_double("value");
    if (const auto by = element.child("override"))
        finding.overridden = Override{by->get("by"), by->text(), parse_rfc3339(by->get("at"))};
    return finding;
}

Quality read_quality(const Element& element) {
    Quality quality;
    for (const Element& measure : element.children("measure"))
        quality.measures.push_back(
            {measured_of(measure.get("name")).value(), measure.get_double("value"), measure.find("side").value_or("")});
    for (const Element& finding : element.children("finding")) quality.findings.push_back(read_finding(finding));
    return quality;
}

Page read_page(const Element& element) {
    Page page;
    page.number = element.get_int("number");
    page.blank = flag(element, "blank");
    page.separator = flag(element, "separator");
    const Element master = element.child("master").value();
    page.master = file(master);
    page.media_type = master.get("type");
    page.frame = master.get_int("frame");
    page.width = master.get_int("width");
    page.height = master.get_int("height");
    page.dpi_x = master.get_double("dpi-x");
    page.dpi_y = master.get_double("dpi-y");
    page.bits = master.get_int("bits");
    page.components = master.get_int("components");
    page.rendered = flag(master, "rendered");
    page.geometry = read_geometry(element.child("geometry").value());
    page.image = file(element.child("image").value());
    if (const auto flat = element.child("flat")) page.flat = file(*flat);
    if (const auto quality = element.child("quality")) page.quality = read_quality(*quality);
    if (const auto read = element.child("text")) {
        page.text = file(*read);
        page.confidence = read->get_double("confidence");
        page.words = read->get_int("words");
    }
    if (const auto seen = element.child("seen")) page.seen = Seen{seen->get("by"), parse_rfc3339(seen->get("at"))};
    return page;
}

Field read_field(const Element& element) {
    Field field{element.get("name"), element.text(), element.get_int("page")};
    field.normal = element.find("normal").value_or("");
    field.raw = element.find("raw").value_or("");
    field.source = element.find("source").value_or("ocr");
    if (element.find("confidence")) field.confidence = element.get_double("confidence");
    if (const auto box = element.find("box")) {
        const std::vector<std::string> parts = text::split(*box, ' ');
        field.box = {std::stoi(parts.at(0)), std::stoi(parts.at(1)), std::stoi(parts.at(2)), std::stoi(parts.at(3))};
    }
    return field;
}

Paper read_paper(const Element& element) {
    Paper paper;
    paper.id = element.get("id");
    for (const std::string& number : text::split(element.get("pages"), ' '))
        if (!number.empty()) paper.pages.push_back(std::stoi(number));
    paper.type = element.get("type");
    paper.type_name = element.find("type-name").value_or("");
    paper.confidence = element.get_double("confidence");
    paper.runner_up = element.find("runner-up").value_or("");
    paper.decided_by = element.find("decided-by").value_or("");
    for (const Element& reason : element.children("reason")) paper.reasons.push_back(reason.text());
    for (const Element& field : element.children("field")) paper.fields.push_back(read_field(field));
    if (const auto attestation = element.child("attestation"))
        paper.attestation = {attestation->get("by"), attestation->get("title"), parse_rfc3339(attestation->get("at"))};
    if (const auto refusal = element.child("refusal"))
        paper.refusal = {refusal->get("reason"), refusal->get("by"), refusal->text(),
                         parse_rfc3339(refusal->get("at"))};
    if (const auto look = element.child("second-look")) {
        paper.second_look = SecondLook{look->get("seed"), look->find("by").value_or(""), {}};
        if (const auto at = look->find("at")) paper.second_look->at = parse_rfc3339(*at);
    }
    return paper;
}

Copy read_copy(const Element& element) {
    Copy copy;
    copy.file = file(element);
    copy.paper = element.get("paper");
    copy.mode = element.get("mode");
    copy.request_id = element.get("request-id");
    copy.book = element.get("book");
    copy.year = element.get_int("year");
    copy.number = element.get_int("number");
    copy.waits_for = element.find("waits-for").value_or("");
    copy.issued = flag(element, "issued");
    if (const auto note = element.child("note")) copy.note = file(*note);
    for (const Element& signature : element.children("signature"))
        copy.signatures.push_back({signature.get("role"), signature.get("signer"), parse_rfc3339(signature.get("at"))});
    return copy;
}

Submission read_submission(const Element& element) {
    Submission submission;
    submission.package = file(element);
    submission.message_id = element.get("message-id");
    submission.at = parse_rfc3339(element.get("at"));
    if (const auto receipt = element.child("receipt")) {
        submission.receipt = file(*receipt);
        submission.receipt_id = receipt->get("id");
    }
    return submission;
}

StageRecord read_stage(const Element& element) {
    return {element.get("name"), element.get_int("version"), element.get("inputs"), element.get("parameters"),
            parse_rfc3339(element.get("at"))};
}

}  // namespace

std::string write_dossier(const Dossier& dossier) {
    Writer out;
    out.start("dossier").attribute("xmlns", "urn:saoy:dossier:1");
    out.attribute("id", dossier.id).attribute("profile", dossier.profile);
    out.attribute("created", rfc3339(dossier.created));
    out.start("source");
    file(out, dossier.source);
    out.attribute("name", dossier.source_name);
    if (!dossier.source_device.empty()) out.attribute("device", dossier.source_device);
    if (is_electronic(dossier)) out.attribute("electronic-pages", dossier.electronic_pages);
    out.end();
    if (dossier.capture) write(out, *dossier.capture);
    for (const Page& page : dossier.pages) write(out, page);
    for (const Paper& paper : dossier.papers) write(out, paper);
    for (const Copy& copy : dossier.copies) write(out, copy);
    if (dossier.submission) write(out, *dossier.submission);
    for (const StageRecord& stage : dossier.stages)
        out.start("stage")
            .attribute("name", stage.stage)
            .attribute("version", stage.version)
            .attribute("inputs", stage.inputs)
            .attribute("parameters", stage.parameters)
            .attribute("at", rfc3339(stage.at))
            .end();
    out.end();
    return out.finish();
}

Dossier read_dossier(const Document& document) {
    const Element root = document.root();
    Dossier dossier;
    dossier.id = root.get("id");
    dossier.profile = root.get("profile");
    dossier.created = parse_rfc3339(root.get("created"));
    for (const Element& element : root.children()) {
        const std::string name = element.name();
        if (name == "source") {
            dossier.source = file(element);
            dossier.source_name = element.get("name");
            dossier.source_device = element.find("device").value_or("");
            if (element.find("electronic-pages")) dossier.electronic_pages = element.get_int("electronic-pages");
        } else if (name == "capture") {
            dossier.capture = read_capture(element);
        } else if (name == "page") {
            dossier.pages.push_back(read_page(element));
        } else if (name == "paper") {
            dossier.papers.push_back(read_paper(element));
        } else if (name == "copy") {
            dossier.copies.push_back(read_copy(element));
        } else if (name == "submission") {
            dossier.submission = read_submission(element);
        } else if (name == "stage") {
            dossier.stages.push_back(read_stage(element));
        }
    }
    return dossier;
}

}  // namespace saoy::xml
