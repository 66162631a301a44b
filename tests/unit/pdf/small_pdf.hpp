// SPDX-License-Identifier: Apache-2.0
// Writes small PDFs with incremental updates, offsets right, for the tests of the reader.
#pragma once

#include <map>
#include <string>

namespace saoy::test {

class SmallPdf {
public:
    SmallPdf() : bytes_("%PDF-1.7\n") {}

    // One revision: objects by number, then the table and the trailer.
    SmallPdf& revision(const std::map<int, std::string>& objects, const std::string& trailer = "/Root 1 0 R") {
        std::string table = "xref\n";
        for (const auto& [number, body] : objects) {
            std::string offset = std::to_string(bytes_.size());
            table += std::to_string(number) + " 1\n" + std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
            bytes_ += std::to_string(number) + " 0 obj\n" + body + "\nendobj\n";
        }
        const std::size_t start = bytes_.size();
        bytes_ += table + "trailer\n<<" + trailer + " /Size 100" +
                  (previous_ == 0 ? std::string() : " /Prev " + std::to_string(previous_)) + ">>\nstartxref\n" +
                  std::to_string(start) + "\n%%EOF\n";
        previous_ = start;
        return *this;
    }
    SmallPdf& raw(const std::string& bytes) {
        bytes_ += bytes;
        return *this;
    }
    const std::string& bytes() const { return bytes_; }

private:
    std::string bytes_;
    std::size_t previous_ = 0;
};

// A page with text, a form with one text field.
inline SmallPdf one_page() {
    return SmallPdf().revision({{1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>>>"},
                                {2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 300 144]>>"},
                                {3, "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Annots[6 0 R]>>"},
                                {4, "<</Length 5>>\nstream\n(a)Tj\nendstream"},
                                {5, "<</Length 5>>\nstream\n(b)Tj\nendstream"},
                                {6, "<</FT/Tx/T(Name)/Subtype/Widget/Rect[0 0 9 9]>>"}});
}

}  // namespace saoy::test
