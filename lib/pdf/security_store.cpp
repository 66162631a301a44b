// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/security_store.hpp"

#include <set>

#include "lib/pdf/extension.hpp"
#include "lib/pdf/store.hpp"
#include "lib/pdf/update.hpp"

namespace saoy::pdf {

namespace {

std::set<std::string_view> ders_of(const std::vector<Stored>& items) {
    std::set<std::string_view> ders;
    for (const Stored& item : items) ders.insert(item.der);
    return ders;
}

// Gives how many were added.
int add(Update& update, const char* key, const std::vector<std::string>& items, std::set<std::string_view> known) {
    int added = 0;
    for (const std::string& der : items) {
        if (!known.insert(der).second) continue;
        const int stream = update.add(stream_object("", der));
        update.change(update.root(), {"DSS", key}, empty_array()).items.push_back(reference_value(stream));
        ++added;
    }
    return added;
}

std::string hex(std::string_view bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        text += digits[static_cast<unsigned char>(c) >> 4];
        text += digits[c & 15];
    }
    return text;
}

std::string bytes_of(const std::string& hex) {
    std::string bytes;
    bytes.reserve(hex.size() / 2);
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) bytes += char(std::stoi(hex.substr(i, 2), nullptr, 16));
    return bytes;
}

Json packed(const std::vector<std::string>& ders) {
    Json all = Json::array();
    for (const std::string& der : ders) all.push_back(hex(der));
    return all;
}

std::vector<std::string> unpacked(const Json& all) {
    std::vector<std::string> ders;
    for (const Json& one : all) ders.push_back(bytes_of(one.get<std::string>()));
    return ders;
}

}  // namespace

std::string store_update(std::string_view file, const StoreAddition& addition) {
    Update update(file);
    const StoreFacts known = read_store(update.document());
    const int added = add(update, "Certs", addition.certificates, ders_of(known.certificates)) +
                      add(update, "OCSPs", addition.responses, ders_of(known.responses)) +
                      add(update, "CRLs", addition.lists, ders_of(known.lists));
    if (added == 0) return {};
    set_extension(update);
    return update.finish(addition.revision);
}

Json to_json(const StoreAddition& addition) {
    return {{"certificates", packed(addition.certificates)},
            {"lists", packed(addition.lists)},
            {"responses", packed(addition.responses)},
            {"revision", addition.revision}};
}

StoreAddition store_addition_from(const Json& json) {
    return {unpacked(json.at("certificates")), unpacked(json.at("lists")), unpacked(json.at("responses")),
            json.at("revision").get<std::string>()};
}

}  // namespace saoy::pdf
