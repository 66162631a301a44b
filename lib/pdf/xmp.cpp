// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/xmp.hpp"

#include "lib/pdf/date.hpp"
#include "lib/pdf/update.hpp"

namespace saoy::pdf {

std::string printable(const std::string& text) {
    std::string out;
    for (const char c : text)
        if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) out += c;
    return out;
}

namespace {

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : printable(text)) switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    return out;
}

std::string alternative(const char* name, const std::string& text) {
    return std::string("   <") + name + "><rdf:Alt><rdf:li xml:lang=\"x-default\">" + escaped(text) +
           "</rdf:li></rdf:Alt></" + name + ">\n";
}

std::string simple(const char* name, const std::string& text) {
    return std::string("   <") + name + ">" + escaped(text) + "</" + name + ">\n";
}

}  // namespace

std::string xmp_packet(const Metadata& m, int part) {
    std::string xmp =
        "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
        " <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
        "  <rdf:Description rdf:about=\"\"\n"
        "    xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
        "    xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
        "    xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
        "    xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n";
    xmp += simple("pdfaid:part", std::to_string(part)) + simple("pdfaid:conformance", "B");
    xmp += simple("dc:format", "application/pdf");
    if (!m.title.empty()) xmp += alternative("dc:title", m.title);
    if (!m.author.empty())
        xmp += "   <dc:creator><rdf:Seq><rdf:li>" + escaped(m.author) + "</rdf:li></rdf:Seq></dc:creator>\n";
    if (!m.subject.empty()) xmp += alternative("dc:description", m.subject);
    if (!m.relation.empty())
        xmp += "   <dc:relation><rdf:Bag><rdf:li>" + escaped(m.relation) + "</rdf:li></rdf:Bag></dc:relation>\n";
    xmp += simple("xmp:CreatorTool", m.creator) + simple("pdf:Producer", m.producer);
    xmp += simple("xmp:CreateDate", rfc3339(m.at)) + simple("xmp:ModifyDate", rfc3339(m.at));
    return xmp + "  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n";
}

std::string info_dictionary(const Metadata& m) {
    std::string out = "<<";
    const auto set = [&](const char* name, const std::string& text) {
        if (!text.empty()) out += std::string("/") + name + text_string_of(printable(text));
    };
    set("Title", m.title);
    set("Author", m.author);
    set("Subject", m.subject);
    set("Creator", m.creator);
    set("Producer", m.producer);
    return out + "/CreationDate(" + pdf_date(m.at) + ")/ModDate(" + pdf_date(m.at) + ")>>";
}

}  // namespace saoy::pdf
