// SPDX-License-Identifier: Apache-2.0
// Appends an incremental update to a PDF; the bytes that are there stay as they are. Private to lib/pdf.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "lib/pdf/podofo.hpp"

namespace saoy::pdf {

// PoDoFo only parses; the update is written here, because PoDoFo's own rewrites Info (and so breaks PDF/A), adds a
// font to the AcroForm, and re-emits objects that nobody changed.
// For files of saoy's own making: a classic cross-reference table, no encryption. Others are refused.
class Appender {
public:
    // Throws Error(input): "pdf-encrypted", "pdf-xref-stream", "pdf-unreadable".
    explicit Appender(std::string bytes);

    PoDoFo::PdfObject& catalog() const;
    PoDoFo::PdfObject& first_page() const;
    // The object behind a reference, or the object itself; throws Error(input) when there is none.
    PoDoFo::PdfObject& resolve(PoDoFo::PdfObject& object) const;

    int reserve() { return next_++; }
    // The object's text between "N 0 obj" and "endobj", new or in place of the old one.
    void put(int number, std::string body) { objects_[number] = std::move(body); }
    int add(std::string body);
    // Writes a changed object again under its own number.
    void put(const PoDoFo::PdfObject& object);

    // The whole file. `revision` becomes the second /ID element: 32 hex digits, unique for this revision.
    std::string finish(const std::string& revision);
    // Where the object stands in the finished file.
    std::size_t offset_of(int number) const { return offsets_.at(number); }

private:
    std::string bytes_;
    std::size_t previous_xref_ = 0;
    std::unique_ptr<PoDoFo::PdfMemDocument> document_;
    int next_ = 0;
    std::map<int, std::string> objects_;
    std::map<int, std::size_t> offsets_;
};

// The value as PDF text, its references renumbered by `numbers` when given.
std::string serialise(const PoDoFo::PdfObject& object, const std::map<int, int>* numbers = nullptr);
std::string reference(int number);
// "<<dictionary>> stream …": /Length is added.
std::string stream_object(const std::string& entries, std::string_view data);
// A text string: UTF-16BE with its mark, in hex.
std::string text_string_of(std::string_view utf8);

}  // namespace saoy::pdf
