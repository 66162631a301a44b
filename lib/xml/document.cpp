// SPDX-License-Identifier: Apache-2.0
#include "lib/xml/document.hpp"

#include <charconv>
#include <mutex>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/xml/libxml.hpp"

namespace saoy::xml {

namespace {

xmlExternalEntityLoader local_loader = nullptr;

// Nothing is fetched: only files that lie on this machine may be read, and only while a schema is compiled.
xmlParserInputPtr load_local(const char* url, const char* id, xmlParserCtxtPtr context) {
    const std::string_view where = url == nullptr ? "" : url;
    if (where.empty() || where.find("://") != std::string_view::npos) return nullptr;
    return local_loader(url, id, context);
}

// libxml2 keeps its entity loader for the whole process: set once, before anything is parsed.
void initialise() {
    static std::once_flag once;
    std::call_once(once, [] {
        xmlInitParser();
        local_loader = xmlGetExternalEntityLoader();
        xmlSetExternalEntityLoader(load_local);
    });
}

std::string sentence(const xmlError* error) {
    if (error == nullptr || error->message == nullptr) return text::tr("is not well-formed XML");
    return std::string(text::trim(error->message));
}

struct FirstFault {
    int line = 0;
    std::string text;
};

void keep_first(void* user, xmlErrorPtr error) {
    auto* fault = static_cast<FirstFault*>(user);
    if (!fault->text.empty()) return;
    fault->line = error->line;
    fault->text = sentence(error);
}

Error fault_at(const std::string& name, int line, const std::string& what, const char* code) {
    return Error(Fault::input, code, name + ":" + std::to_string(line) + ": " + what);
}

const xmlNode* as_node(const void* node) { return static_cast<const xmlNode*>(node); }

}  // namespace

// ---- Schema ----

struct Schema::Compiled {
    SchemaHandle schema;
};

Schema::Schema(const Path& xsd) : compiled_(std::make_unique<Compiled>()) {
    initialise();
    const SchemaParserHandle parser(xmlSchemaNewParserCtxt(xsd.c_str()));
    FirstFault fault;
    if (parser) {
        xmlSchemaSetParserStructuredErrors(parser.get(), keep_first, &fault);
        compiled_->schema.reset(xmlSchemaParse(parser.get()));
    }
    if (!compiled_->schema)
        throw Error(Fault::configuration, "schema-unreadable",
                    xsd.string() + ": " + (fault.text.empty() ? text::tr("cannot be read") : fault.text),
                    text::tr("install saoy's schemas again"));
}

Schema::~Schema() = default;
Schema::Schema(Schema&&) noexcept = default;
Schema& Schema::operator=(Schema&&) noexcept = default;

// ---- Document ----

struct Document::Tree {
    DocHandle doc;
    std::string name;
};

Document::Document(std::unique_ptr<Tree> tree) : tree_(std::move(tree)) {}
Document::~Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;

Document Document::parse(std::string_view bytes, const std::string& name) {
    initialise();
    const ParserHandle parser(xmlNewParserCtxt());
    if (!parser) throw std::bad_alloc();
    constexpr int options =
        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES;
    auto tree = std::make_unique<Tree>();
    tree->name = name;
    tree->doc.reset(xmlCtxtReadMemory(parser.get(), bytes.data(), int(bytes.size()), nullptr, nullptr, options));
    if (!tree->doc) {
        const xmlError* error = xmlCtxtGetLastError(parser.get());
        throw fault_at(name, error == nullptr ? 0 : error->line, sentence(error), "not-xml");
    }
    if (tree->doc->intSubset != nullptr || tree->doc->extSubset != nullptr)
        throw fault_at(name, 1, text::tr("has a DOCTYPE, which saoy does not read"), "doctype");
    return Document(std::move(tree));
}

Document Document::read(const Path& file, std::size_t most) { return parse(read_file(file, most), file.string()); }

void Document::validate(const Schema& schema) const {
    const SchemaValidHandle context(xmlSchemaNewValidCtxt(schema.compiled_->schema.get()));
    if (!context) throw std::bad_alloc();
    FirstFault fault;
    xmlSchemaSetValidStructuredErrors(context.get(), keep_first, &fault);
    if (xmlSchemaValidateDoc(context.get(), tree_->doc.get()) != 0)
        throw fault_at(tree_->name, fault.line, fault.text, "schema");
}

Element Document::root() const { return Element(xmlDocGetRootElement(tree_->doc.get())); }

// ---- Element ----

std::string Element::name() const { return from_xml(as_node(node_)->name); }

int Element::line() const { return int(xmlGetLineNo(static_cast<xmlNode*>(node_))); }

std::optional<std::string> Element::find(const char* attribute) const {
    StringHandle value(xmlGetNoNsProp(as_node(node_), to_xml(attribute)));
    if (!value) value.reset(xmlGetProp(as_node(node_), to_xml(attribute)));  // xlink:href
    if (!value) return std::nullopt;
    return std::string(from_xml(value.get()));
}

std::string Element::get(const char* attribute) const {
    if (auto value = find(attribute)) return *value;
    throw Error(Fault::input, "attribute-missing",
                text::fill(text::tr("line {0}: element {1} has no attribute '{2}'"),
                           {std::to_string(line()), name(), attribute}));
}

int Element::get_int(const char* attribute) const {
    const std::string value = get(attribute);
    int number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error == std::errc() && end == value.data() + value.size()) return number;
    throw Error(Fault::input, "not-a-number",
                text::fill(text::tr("line {0}: element {1}: '{2}' is not a whole number"),
                           {std::to_string(line()), name(), value}));
}

double Element::get_double(const char* attribute) const {
    const std::string value = get(attribute);
    double number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error == std::errc() && end == value.data() + value.size()) return number;
    throw Error(
        Fault::input, "not-a-number",
        text::fill(text::tr("line {0}: element {1}: '{2}' is not a number"), {std::to_string(line()), name(), value}));
}

std::string Element::text() const {
    const StringHandle value(xmlNodeGetContent(as_node(node_)));
    return value ? from_xml(value.get()) : std::string();
}

std::vector<Element> Element::children() const {
    std::vector<Element> found;
    for (xmlNode* child = as_node(node_)->children; child != nullptr; child = child->next)
        if (child->type == XML_ELEMENT_NODE) found.push_back(Element(child));
    return found;
}

std::vector<Element> Element::children(const char* name) const {
    std::vector<Element> found;
    for (xmlNode* child = as_node(node_)->children; child != nullptr; child = child->next)
        if (child->type == XML_ELEMENT_NODE && xmlStrEqual(child->name, to_xml(name)) != 0)
            found.push_back(Element(child));
    return found;
}

std::optional<Element> Element::child(const char* name) const {
    const auto found = children(name);
    if (found.empty()) return std::nullopt;
    return found.front();
}

// ---- Writer ----

struct Writer::State {
    BufferHandle buffer;
    WriterHandle writer;
};

namespace {

void done(int result) {
    if (result < 0) throw Error(Fault::internal, "xml-write", "libxml2 cannot write XML");
}

}  // namespace

Writer::Writer() : state_(std::make_unique<State>()) {
    initialise();
    state_->buffer.reset(xmlBufferCreate());
    state_->writer.reset(xmlNewTextWriterMemory(state_->buffer.get(), 0));
    if (!state_->writer) throw std::bad_alloc();
    xmlTextWriterSetIndent(state_->writer.get(), 1);
    xmlTextWriterSetIndentString(state_->writer.get(), to_xml("  "));
    done(xmlTextWriterStartDocument(state_->writer.get(), "1.0", "UTF-8", nullptr));
}

Writer::~Writer() = default;

Writer& Writer::start(const char* name) {
    done(xmlTextWriterStartElement(state_->writer.get(), to_xml(name)));
    return *this;
}

Writer& Writer::attribute(const char* name, std::string_view value) {
    done(xmlTextWriterWriteAttribute(state_->writer.get(), to_xml(name), to_xml(std::string(value).c_str())));
    return *this;
}

Writer& Writer::attribute(const char* name, int value) { return attribute(name, std::to_string(value)); }

Writer& Writer::attribute(const char* name, double value) {
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    return attribute(name, std::string_view(text, std::size_t(end - text)));
}

Writer& Writer::text(std::string_view value) {
    done(xmlTextWriterWriteString(state_->writer.get(), to_xml(std::string(value).c_str())));
    return *this;
}

Writer& Writer::end() {
    done(xmlTextWriterEndElement(state_->writer.get()));
    return *this;
}

std::string Writer::finish() {
    done(xmlTextWriterEndDocument(state_->writer.get()));
    state_->writer.reset();
    return {from_xml(xmlBufferContent(state_->buffer.get())), std::size_t(xmlBufferLength(state_->buffer.get()))};
}

}  // namespace saoy::xml
