// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/appender.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "lib/base/text.hpp"

namespace saoy::pdf {

using namespace PoDoFo;
using text::tr;

namespace {

[[noreturn]] void unreadable() {
    throw Error(Fault::input, "pdf-unreadable", tr("the file is not a PDF that can be updated"),
                tr("sign the copy as saoy-certify-copy wrote it"));
}

// Where the last cross-reference section begins, which must be a classic table.
std::size_t last_xref(const std::string& bytes) {
    const std::size_t at = bytes.rfind("startxref");
    if (bytes.rfind("%PDF-", 0) != 0 || at == std::string::npos || bytes.size() - at > 1024) unreadable();
    const char* digits = bytes.data() + bytes.find_first_of("0123456789", at);
    std::size_t offset = 0;
    if (std::from_chars(digits, bytes.data() + bytes.size(), offset).ec != std::errc() || offset >= at) unreadable();
    if (bytes.compare(offset, 4, "xref") != 0 || bytes.find("/XRefStm", offset) != std::string::npos)
        throw Error(Fault::input, "pdf-xref-stream",
                    tr("the file has a cross-reference stream; this cannot be signed yet"),
                    tr("sign the copy as saoy-certify-copy wrote it"));
    return offset;
}

std::string entry(std::size_t offset) {
    char line[24];
    std::snprintf(line, sizeof line, "%010zu 00000 n \n", offset);
    return line;
}

// Subsections of consecutive numbers (ISO 32000-1, 7.5.4).
std::string xref_section(const std::map<int, std::size_t>& offsets) {
    std::string section = "xref\n";
    for (auto first = offsets.begin(); first != offsets.end();) {
        std::string entries;
        int count = 0;
        auto at = first;
        for (; at != offsets.end() && at->first == first->first + count; ++at, ++count) entries += entry(at->second);
        section += std::to_string(first->first) + " " + std::to_string(count) + "\n" + entries;
        first = at;
    }
    return section;
}

// PoDoFo tells strings in parentheses and in hex apart; PDF does not.
bool is_string(const PdfObject& object) { return object.IsString() || object.IsHexString(); }

// The first /ID element stays for the life of a document (ISO 32000-1, 14.4).
std::string first_id(const PdfObject& trailer) {
    const PdfObject* id = trailer.GetDictionary().GetKey("ID");
    if (id == nullptr || !id->IsArray() || id->GetArray().size() != 2 || !is_string(id->GetArray()[0])) unreadable();
    const PdfString& value = id->GetArray()[0].GetString();
    std::string hex = "<";
    for (pdf_long i = 0; i < value.GetLength(); ++i) {
        char digits[3];
        std::snprintf(digits, sizeof digits, "%02X", static_cast<unsigned char>(value.GetString()[i]));
        hex += digits;
    }
    return hex + ">";
}

void write(std::string& out, const PdfObject& object, const std::map<int, int>* numbers) {
    if (object.IsDictionary()) {
        out += "<<";
        for (const auto& [name, value] : object.GetDictionary().GetKeys()) {
            out += "/" + name.GetEscapedName() + " ";
            write(out, *value, numbers);
        }
        out += ">>";
    } else if (object.IsArray()) {
        out += "[";
        for (const PdfObject& value : object.GetArray()) {
            if (out.back() != '[') out += " ";
            write(out, value, numbers);
        }
        out += "]";
    } else if (object.IsReference()) {
        const int number = static_cast<int>(object.GetReference().ObjectNumber());
        out += reference(numbers != nullptr ? numbers->at(number) : number);
    } else {
        std::string value;
        object.ToString(value, ePdfWriteMode_Clean);
        const std::size_t first = value.find_first_not_of(" \n");
        out += first == std::string::npos ? value : value.substr(first);
    }
}

}  // namespace

Appender::Appender(std::string bytes) : bytes_(std::move(bytes)), previous_xref_(last_xref(bytes_)) {
    // Before PoDoFo sees it: broken encryption dictionaries crash its parser.
    if (bytes_.find("/Encrypt") != std::string::npos)
        throw Error(Fault::input, "pdf-encrypted", tr("the file is encrypted"), tr("remove the password first"));
    PdfError::EnableDebug(false);  // PoDoFo would print on standard output
    PdfError::EnableLogging(false);
    try {
        document_ = std::make_unique<PdfMemDocument>();
        document_->LoadFromBuffer(bytes_.data(), static_cast<long>(bytes_.size()));
        next_ = static_cast<int>(document_->GetTrailer()->GetDictionary().GetKeyAsLong("Size", 0));
        for (const PdfObject* object : document_->GetObjects())
            next_ = std::max(next_, static_cast<int>(object->Reference().ObjectNumber()) + 1);
    } catch (const PdfError&) {
        unreadable();
    }
}

PdfObject& Appender::catalog() const {
    PdfObject* catalog = document_->GetCatalog();
    if (catalog == nullptr || !catalog->IsDictionary()) unreadable();
    return *catalog;
}

PdfObject& Appender::first_page() const {
    PdfPage* page = document_->GetPageCount() > 0 ? document_->GetPage(0) : nullptr;
    if (page == nullptr) unreadable();
    return *page->GetObject();
}

PdfObject& Appender::resolve(PdfObject& object) const {
    if (!object.IsReference()) return object;
    PdfObject* target = document_->GetObjects().GetObject(object.GetReference());
    if (target == nullptr) unreadable();
    return *target;
}

int Appender::add(std::string body) {
    const int number = reserve();
    put(number, std::move(body));
    return number;
}

void Appender::put(const PdfObject& object) {
    // A stream's data would be lost; generations above 0 do not occur in files of our own.
    if (object.HasStream() || object.Reference().GenerationNumber() != 0) unreadable();
    put(static_cast<int>(object.Reference().ObjectNumber()), serialise(object));
}

std::string Appender::finish(const std::string& revision) {
    const PdfObject& trailer = *document_->GetTrailer();
    const PdfObject* root = trailer.GetDictionary().GetKey("Root");
    const PdfObject* info = trailer.GetDictionary().GetKey("Info");
    if (root == nullptr || !root->IsReference()) unreadable();

    std::string file = std::move(bytes_);
    if (file.back() != '\n') file += "\n";
    for (const auto& [number, body] : objects_) {
        offsets_[number] = file.size();
        file += std::to_string(number) + " 0 obj\n" + body + "\nendobj\n";
    }
    const std::size_t xref = file.size();
    file += xref_section(offsets_) + "trailer\n<</Size " + std::to_string(next_) + "/Root " + serialise(*root);
    if (info != nullptr && info->IsReference()) file += "/Info " + serialise(*info);
    file += "/ID[" + first_id(trailer) + "<" + revision + ">]/Prev " + std::to_string(previous_xref_) +
            ">>\nstartxref\n" + std::to_string(xref) + "\n%%EOF\n";
    return file;
}

std::string serialise(const PdfObject& object, const std::map<int, int>* numbers) {
    std::string out;
    write(out, object, numbers);
    return out;
}

std::string reference(int number) { return std::to_string(number) + " 0 R"; }

std::string stream_object(const std::string& entries, std::string_view data) {
    return "<<" + entries + "/Length " + std::to_string(data.size()) + ">>\nstream\n" + std::string(data) +
           "\nendstream";
}

std::string text_string_of(std::string_view utf8) {
    const PdfString text(reinterpret_cast<const pdf_utf8*>(std::string(utf8).c_str()));
    const PdfString wide = text.ToUnicode();
    std::string hex = "<FEFF";
    for (pdf_long i = 0; i < wide.GetCharacterLength(); ++i) {
        // PoDoFo keeps UTF-16 big-endian in memory.
        const auto* at = reinterpret_cast<const unsigned char*>(wide.GetUnicode() + i);
        char digits[5];
        std::snprintf(digits, sizeof digits, "%02X%02X", at[0], at[1]);
        hex += digits;
    }
    return hex + ">";
}

}  // namespace saoy::pdf
