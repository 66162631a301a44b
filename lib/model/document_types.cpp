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

std::string caption_of(const DocumentTypes& types, const std::string& type, const std::string& field) {
    const DocumentType* const known = find_type(types, type);
    for (const auto* const fields : {known != nullptr ? &known->fields : &types.fields, &types.fields})
        for (const FieldRule& rule : *fields)
            if (rule.name == field && !rule.caption.empty()) return rule.caption;
    const auto caption = types.captions.find(field);
    return caption != types.captions.end() ? caption->second : field;
}

}  // namespace saoy
