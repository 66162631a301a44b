// SPDX-License-Identifier: Apache-2.0
// Reading, checking and writing XML on libxml2, safe against hostile documents: no network, no DTD, no entities.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/files.hpp"

namespace saoy::xml {

// A compiled XSD. Imports are served from the schema's own folder only. Validation is safe from many threads.
class Schema {
public:
    explicit Schema(const Path& xsd);  // throws Error(configuration)
    ~Schema();
    Schema(Schema&&) noexcept;
    Schema& operator=(Schema&&) noexcept;

private:
    friend class Document;
    struct Compiled;
    std::unique_ptr<Compiled> compiled_;
};

// A view of one element; valid as long as its Document.
class Element {
public:
    std::string name() const;  // local name
    int line() const;
    std::optional<std::string> find(const char* attribute) const;  // by local name; the one without namespace first
    std::string get(const char* attribute) const;  // throws Error(input) naming element and line when it is not there
    int get_int(const char* attribute) const;
    double get_double(const char* attribute) const;  // independent of the locale
    std::string text() const;                        // all text below, as it stands
    std::vector<Element> children() const;
    std::vector<Element> children(const char* name) const;
    std::optional<Element> child(const char* name) const;

private:
    friend class Document;
    explicit Element(void* node) : node_(node) {}
    void* node_;
};

class Document {
public:
    // Parses; refuses a DOCTYPE, depth above 256, and what is not XML. `name` stands in messages.
    // Throws Error(input) with the line.
    static Document parse(std::string_view bytes, const std::string& name);
    static Document read(const Path& file, std::size_t most = std::size_t(64) << 20);
    ~Document();
    Document(Document&&) noexcept;
    Document& operator=(Document&&) noexcept;

    // Throws Error(input, "schema") with the line and libxml2's sentence for the first fault.
    void validate(const Schema& schema) const;
    Element root() const;

private:
    struct Tree;
    explicit Document(std::unique_ptr<Tree> tree);
    std::unique_ptr<Tree> tree_;
};

// Writes indented UTF-8 XML, escaping what must be.
class Writer {
public:
    Writer();
    ~Writer();
    Writer& start(const char* name);
    Writer& attribute(const char* name, std::string_view value);
    Writer& attribute(const char* name, int value);
    Writer& attribute(const char* name, double value);  // shortest form, decimal point in every locale
    Writer& text(std::string_view value);
    Writer& end();
    Writer& element(const char* name, std::string_view value) { return start(name).text(value).end(); }
    std::string finish();  // the document; the writer is used up

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace saoy::xml
