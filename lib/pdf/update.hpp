// SPDX-License-Identifier: Apache-2.0
// Builds an incremental update: the bytes that are appended to a PDF. The file itself is only looked at, so that it may
// be a mapped file of any size. Private to lib/pdf.
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

#include "lib/pdf/revisions.hpp"

namespace saoy::pdf {

// Writes a cross-reference table where the file's last one is a table, and a stream where it is a stream, as ISO
// 32000-2, 7.5.8.4 asks; only objects that are new or changed are written.
class Update {
public:
    // `file` must outlive the update. Throws what Document throws, and Error(input, "pdf-unreadable").
    explicit Update(std::string_view file);

    const Document& document() const noexcept { return document_; }
    Reference root() const noexcept { return root_; }

    int reserve() { return next_++; }
    // The object's text between "N 0 obj" and "endobj".
    void put(int number, std::string body) { bodies_[number] = std::move(body); }
    int add(std::string body);

    // The object as this update leaves it, to look at.
    const Value& current(Reference reference) const;
    const Value& current(const Value& value) const;  // follows references
    // The object to be changed; it is written again under its number. Throws for streams and for what is not there.
    Value& change(Reference reference);
    // Follows `path` from an object through dictionaries and references and gives the value at its end, to be changed,
    // made as `otherwise` where it is not there. Only the object that holds it is written again.
    Value& change(Reference owner, std::initializer_list<std::string_view> path, const Value& otherwise);

    // The bytes to append. `revision` becomes the second /ID element: 32 hex digits, unique for this revision.
    std::string finish(const std::string& revision);
    // Where the object stands in the finished file.
    std::size_t offset_of(int number) const { return offsets_.at(number); }

private:
    int generation_of(int number) const;
    std::string table() const;
    void trailer_entries(std::string& out, const std::string& revision) const;

    Document document_;
    Reference root_;
    int next_ = 0;
    std::map<int, std::string> bodies_;
    std::map<int, Value> changed_;
    std::map<int, int> generations_;  // of changed objects
    std::map<int, std::size_t> offsets_;
};

// The value as PDF text, in the spacing that ISO 19005-2, 6.1.9 asks for.
std::string written(const Value& value);
std::string reference(int number);
Value name_value(std::string name);
Value integer_value(std::int64_t number);
Value reference_value(int number);
Value empty_array();
Value empty_dictionary();
// "<<dictionary>> stream …": /Length is added.
std::string stream_object(const std::string& entries, std::string_view data);
// A text string: UTF-16BE with its mark, in hex.
std::string text_string_of(std::string_view utf8);

}  // namespace saoy::pdf
