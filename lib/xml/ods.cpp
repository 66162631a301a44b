// SPDX-License-Identifier: Apache-2.0
#include "lib/xml/ods.hpp"

#include <cstdio>

#include "lib/xml/document.hpp"

namespace saoy::xml {

namespace {

#define SAOY_ODF "urn:oasis:names:tc:opendocument:xmlns:"

std::string mm(double length) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2fmm", length);
    return text;
}

void begin(Writer& out, const char* root) {
    out.start(root);
    for (const char* name : {"office", "style", "text", "table", "manifest"})
        out.attribute((std::string("xmlns:") + name).c_str(), std::string(SAOY_ODF) + name + ":1.0");
    out.attribute("xmlns:fo", SAOY_ODF "xsl-fo-compatible:1.0");
    out.attribute("xmlns:number", SAOY_ODF "datastyle:1.0").attribute("office:version", "1.2");
}

void cell_style(Writer& out, const char* name, const char* data_style, bool bold) {
    out.start("style:style").attribute("style:name", name).attribute("style:family", "table-cell");
    if (data_style != nullptr) out.attribute("style:data-style-name", data_style);
    out.start("style:table-cell-properties").attribute("fo:border", "0.5pt solid #000000");
    out.attribute("fo:wrap-option", "wrap").attribute("style:vertical-align", "top").end();
    if (bold) out.start("style:text-properties").attribute("fo:font-weight", "bold").end();
    out.end();
}

// A cell that looks like a formula is text all the same: only a formula attribute would make it one.
void cell(Writer& out, const char* style, Table::Kind kind, const std::string& value, const std::string& shown) {
    out.start("table:table-cell").attribute("table:style-name", style);
    switch (kind) {
        case Table::Kind::date: out.attribute("office:value-type", "date").attribute("office:date-value", value); break;
        case Table::Kind::number: out.attribute("office:value-type", "float").attribute("office:value", value); break;
        case Table::Kind::text: out.attribute("office:value-type", "string"); break;
    }
    out.element("text:p", shown).end();
}

void line(Writer& out, const std::string& text, std::size_t columns) {
    out.start("table:table-row").start("table:table-cell").attribute("office:value-type", "string");
    out.attribute("table:number-columns-spanned", int(columns)).attribute("table:number-rows-spanned", 1);
    out.element("text:p", text).end();
    out.end();
}

void styles_of(Writer& out, const Table& table) {
    out.start("office:automatic-styles");
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        out.start("style:style").attribute("style:name", "co" + std::to_string(i + 1));
        out.attribute("style:family", "table-column").start("style:table-column-properties");
        out.attribute("style:column-width", mm(table.columns[i].width)).end().end();
    }
    out.start("number:date-style").attribute("style:name", "day");
    out.start("number:day").attribute("number:style", "long").end().element("number:text", "/");
    out.start("number:month").attribute("number:style", "long").end().element("number:text", "/");
    out.start("number:year").attribute("number:style", "long").end().end();
    cell_style(out, "title", nullptr, true);
    cell_style(out, "text", nullptr, false);
    cell_style(out, "date", "day", false);
    out.end();
}

}  // namespace

std::string ods_content(const Table& table) {
    Writer out;
    begin(out, "office:document-content");
    styles_of(out, table);
    out.start("office:body").start("office:spreadsheet");
    out.start("table:table").attribute("table:name", table.name);
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        out.start("table:table-column").attribute("table:style-name", "co" + std::to_string(i + 1)).end();
    for (const std::string& text : table.head) line(out, text, table.columns.size());
    out.start("table:table-header-rows").start("table:table-row");
    for (const Table::Column& column : table.columns) cell(out, "title", Table::Kind::text, "", column.title);
    out.end().end();
    for (const auto& row : table.rows) {
        out.start("table:table-row");
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const Table::Column& column = table.columns[i];
            cell(out, column.kind == Table::Kind::date ? "date" : "text", column.kind, row.at(i),
                 shown(column, row.at(i)));
        }
        out.end();
    }
    for (const std::string& text : table.foot) line(out, text, table.columns.size());
    out.end().end().end().end();
    return out.finish();
}

std::string ods_styles() {
    Writer out;
    begin(out, "office:document-styles");
    out.start("office:automatic-styles").start("style:page-layout").attribute("style:name", "page");
    out.start("style:page-layout-properties").attribute("fo:page-width", "297mm").attribute("fo:page-height", "210mm");
    out.attribute("style:print-orientation", "landscape").attribute("fo:margin", "12mm").end().end().end();
    out.start("office:master-styles").start("style:master-page").attribute("style:name", "Default");
    out.attribute("style:page-layout-name", "page").end().end().end();
    return out.finish();
}

std::string ods_manifest() {
    Writer out;
    out.start("manifest:manifest").attribute("xmlns:manifest", SAOY_ODF "manifest:1.0");
    out.attribute("manifest:version", "1.2");
    const auto entry = [&](const char* path, const char* type) {
        out.start("manifest:file-entry").attribute("manifest:full-path", path);
        out.attribute("manifest:media-type", type).end();
    };
    entry("/", ods_mimetype);
    entry("content.xml", "text/xml");
    entry("styles.xml", "text/xml");
    out.end();
    return out.finish();
}

}  // namespace saoy::xml
