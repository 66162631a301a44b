// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/security_store.hpp"

#include <set>

#include "lib/base/text.hpp"
#include "lib/pdf/update.hpp"

namespace saoy::pdf {

namespace {

constexpr std::size_t most_bytes = std::size_t(32) << 20;  // of one certificate, answer or list, unpacked

// Adds what is not there yet under `key`, and says whether there was anything.
bool add(Update& update, const char* key, const std::vector<std::string>& items) {
    const Document& document = update.document();
    std::set<std::string> known;
    const Value& store = document.get(document.catalog(), "DSS");
    for (const Value& item : document.get(store, key).items) {
        const Value& stream = document.resolve(item);
        known.insert(decoded(stream, document.get(stream, "Filter"), document.get(stream, "DecodeParms"), most_bytes));
    }
    bool added = false;
    for (const std::string& item : items) {
        if (!known.insert(item).second) continue;
        const int number = update.add(stream_object("", item));
        update.change(update.root(), {"DSS", key}, empty_array()).items.push_back(reference_value(number));
        added = true;
    }
    return added;
}

}  // namespace

Json to_json(const SecurityMaterial& material) {
    const auto list = [](const std::vector<std::string>& items) {
        Json hex = Json::array();
        for (const std::string& item : items) hex.push_back(text::to_hex(item));
        return hex;
    };
    return {{"certificates", list(material.certificates)},
            {"ocsp_responses", list(material.ocsp_responses)},
            {"revocation_lists", list(material.revocation_lists)}};
}

SecurityMaterial material_from(const Json& json) {
    const auto list = [&](const char* key) {
        std::vector<std::string> items;
        for (const Json& hex : json.at(key)) items.push_back(text::from_hex(hex.get<std::string>()));
        return items;
    };
    return {list("certificates"), list("ocsp_responses"), list("revocation_lists")};
}

std::string add_security_material(std::string_view file, const SecurityMaterial& material,
                                  const std::string& revision) {
    Update update(file);
    bool added = add(update, "Certs", material.certificates);
    added = add(update, "OCSPs", material.ocsp_responses) || added;
    added = add(update, "CRLs", material.revocation_lists) || added;
    return added ? update.finish(revision) : std::string();
}

}  // namespace saoy::pdf
