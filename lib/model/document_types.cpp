// SPDX-License-Identifier: Apache-2.0
#include "lib/model/document_types.hpp"

#include "lib/base/text.hpp"

namespace saoy {

std::string label_key(std::string_view label) {
    std::string key;
    bool gap = false;
    for (const char c : text::fold(label)) {
        const bool sign = static_cast<unsigned char>(c) < 0x80 && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9');
        if (sign) {
            gap = true;
            continue;
        }
        if (gap && !key.empty()) key += ' ';
        gap = false;
        key += c;
    }
    return key;
}

const DocumentType* find_type(const DocumentTypes& types, const std::string& code) {
    for (const DocumentType& type : types.types)
        if (type.code == code) return &type;
    return nullptr;
}

}  // namespace saoy
