// SPDX-License-Identifier: Apache-2.0
// The facts on their way from the child: JSON, and dates.
#include <charconv>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/pdf/signatures.hpp"

namespace saoy::pdf {

namespace {

Json to_json(const std::vector<Finding>& findings) {
    Json list = Json::array();
    for (const Finding& finding : findings)
        list.push_back({{"sentence", finding.sentence}, {"values", finding.values}});
    return list;
}

std::vector<Finding> findings_from(const Json& list) {
    std::vector<Finding> findings;
    for (const Json& each : list)
        findings.push_back({each.at("sentence").get<std::string>(), each.at("values").get<std::vector<std::string>>()});
    return findings;
}

std::string to_hex(const std::string& bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string hex;
    for (const char c : bytes) {
        hex += digits[static_cast<unsigned char>(c) >> 4];
        hex += digits[c & 15];
    }
    return hex;
}

std::string from_hex(const std::string& hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        unsigned value = 0;
        const auto [stop, problem] = std::from_chars(hex.data() + i, hex.data() + i + 2, value, 16);
        if (problem != std::errc{} || stop != hex.data() + i + 2)
            throw Error(Fault::input, "child-answer", text::tr("the reader of signatures gave no usable answer"));
        bytes += char(value);
    }
    return bytes;
}

Json to_json(const std::vector<Shown>& all) {
    Json list = Json::array();
    for (const Shown& each : all)
        list.push_back(
            {{"page", each.page}, {"place", each.place}, {"foreseen", each.is_foreseen}, {"value", each.is_value}});
    return list;
}

std::vector<Shown> shown_from(const Json& list) {
    std::vector<Shown> all;
    for (const Json& each : list)
        all.push_back({each.at("page").get<int>(), each.at("place").get<std::array<double, 4>>(),
                       each.at("foreseen").get<bool>(), each.at("value").get<bool>()});
    return all;
}

Json to_json(const std::vector<Stored>& items) {
    Json list = Json::array();
    for (const Stored& each : items) list.push_back({{"der", to_hex(each.der)}, {"place", each.place}});
    return list;
}

std::vector<Stored> stored_from(const Json& list) {
    std::vector<Stored> items;
    for (const Json& each : list)
        items.push_back({from_hex(each.at("der").get<std::string>()), each.at("place").get<std::uint64_t>()});
    return items;
}

}  // namespace

std::optional<Time> parse_date(std::string_view text) {
    using namespace std::chrono;
    if (text.starts_with("D:")) text.remove_prefix(2);
    const auto take = [&](std::size_t digits) -> std::optional<int> {
        int number = 0;
        if (text.size() < digits) return std::nullopt;
        const auto [stop, problem] = std::from_chars(text.data(), text.data() + digits, number);
        if (problem != std::errc{} || stop != text.data() + digits || number < 0) return std::nullopt;
        text.remove_prefix(digits);
        return number;
    };
    const auto y = take(4);
    if (!y) return std::nullopt;
    const auto next = [&](int otherwise) { return take(2).value_or(otherwise); };
    const int month_number = next(1), day_number = next(1), h = next(0), min = next(0), s = next(0);
    const year_month_day date{year(*y), month(unsigned(month_number)), day(unsigned(day_number))};
    if (!date.ok() || h > 23 || min > 59 || s > 59) return std::nullopt;
    const auto local = sys_days(date) + hours(h) + minutes(min) + seconds(s);
    if (text.empty() || text.front() == 'Z') return local;
    const int sign = text.front() == '+' ? 1 : text.front() == '-' ? -1 : 0;
    if (sign == 0) return std::nullopt;
    text.remove_prefix(1);
    const int zone_h = next(0);
    if (text.starts_with("'")) text.remove_prefix(1);
    const int zone_min = next(0);
    if (zone_h > 23 || zone_min > 59) return std::nullopt;
    return local - sign * (hours(zone_h) + minutes(zone_min));
}

Json to_json(const FileFacts& facts) {
    Json signatures = Json::array();
    for (const SignatureFacts& each : facts.signatures)
        signatures.push_back({{"field", each.field},
                              {"object", each.object},
                              {"range", each.range},
                              {"contents", {each.contents_begin, each.contents_end}},
                              {"type", each.type},
                              {"sub_filter", each.sub_filter},
                              {"claimed", each.claimed ? Json(rfc3339(*each.claimed)) : Json()},
                              {"name", each.name},
                              {"reason", each.reason},
                              {"location", each.location},
                              {"certifies", each.certifies},
                              {"permission", each.permission},
                              {"covers_file", each.covers_file},
                              {"broken", to_json(each.broken)},
                              {"changed", to_json(each.changed)},
                              {"shown", to_json(each.shown)}});
    return {{"signatures", signatures},
            {"removed", to_json(facts.removed)},
            {"empty_fields", facts.empty_fields},
            {"certificates", to_json(facts.store.certificates)},
            {"lists", to_json(facts.store.lists)},
            {"responses", to_json(facts.store.responses)},
            {"revisions", facts.revisions},
            {"pages", facts.pages},
            {"last_page", facts.last_page},
            {"repaired", facts.repaired}};
}

FileFacts facts_from_json(std::string_view text) {
    FileFacts facts;
    try {
        const Json json = Json::parse(text);
        for (const Json& each : json.at("signatures")) {
            SignatureFacts s;
            s.field = each.at("field").get<std::string>();
            s.object = each.at("object").get<int>();
            s.range = each.at("range").get<std::array<std::uint64_t, 4>>();
            s.contents_begin = each.at("contents").at(0).get<std::uint64_t>();
            s.contents_end = each.at("contents").at(1).get<std::uint64_t>();
            s.type = each.at("type").get<std::string>();
            s.sub_filter = each.at("sub_filter").get<std::string>();
            if (each.at("claimed").is_string()) s.claimed = parse_rfc3339(each.at("claimed").get<std::string>());
            s.name = each.at("name").get<std::string>();
            s.reason = each.at("reason").get<std::string>();
            s.location = each.at("location").get<std::string>();
            s.certifies = each.at("certifies").get<bool>();
            s.permission = each.at("permission").get<int>();
            s.covers_file = each.at("covers_file").get<bool>();
            s.broken = findings_from(each.at("broken"));
            s.changed = findings_from(each.at("changed"));
            s.shown = shown_from(each.at("shown"));
            facts.signatures.push_back(std::move(s));
        }
        facts.removed = findings_from(json.at("removed"));
        facts.empty_fields = json.at("empty_fields").get<std::vector<std::string>>();
        facts.store.certificates = stored_from(json.at("certificates"));
        facts.store.lists = stored_from(json.at("lists"));
        facts.store.responses = stored_from(json.at("responses"));
        facts.pages = json.at("pages").get<int>();
        facts.last_page = json.at("last_page").get<std::string>();
        facts.repaired = json.at("repaired").get<bool>();
        facts.revisions = json.at("revisions").get<int>();
    } catch (const Json::exception&) {
        throw Error(Fault::input, "child-answer", text::tr("the reader of signatures gave no usable answer"));
    }
    return facts;
}

}  // namespace saoy::pdf
