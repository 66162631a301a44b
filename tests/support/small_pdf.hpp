// SPDX-License-Identifier: Apache-2.0
// A PDF of one page with two empty, visible signature fields, in the shape of saoy-certify-copy's.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

namespace saoy::test {

inline std::string small_pdf() {
    const std::vector<std::string> objects = {
        "<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 320 120]/Resources<<>>/Annots[5 0 R 6 0 R]>>",
        "<</Fields[5 0 R 6 0 R]>>",
        "<</Type/Annot/Subtype/Widget/FT/Sig/T(official)/F 4/Rect[10 60 310 110]/P 3 0 R/AP<</N 7 0 R>>>>",
        "<</Type/Annot/Subtype/Widget/FT/Sig/T(agency)/F 4/Rect[10 5 150 55]/P 3 0 R/AP<</N 7 0 R>>>>",
        "<</Type/XObject/Subtype/Form/BBox[0 0 0 0]/Length 0>>\nstream\n\nendstream",
        "<</Title(small)>>"};
    std::string file = "%PDF-1.7\n";
    std::string table = "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
    for (std::size_t i = 0; i < objects.size(); ++i) {
        char entry[24];
        std::snprintf(entry, sizeof entry, "%010zu 00000 n \n", file.size());
        table += entry;
        file += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::string id(32, 'B');
    return file + table + "trailer\n<</Size " + std::to_string(objects.size() + 1) + "/Root 1 0 R/Info 8 0 R/ID[<" +
           id + "><" + id + ">]>>\nstartxref\n" + std::to_string(file.size()) + "\n%%EOF\n";
}

}  // namespace saoy::test
