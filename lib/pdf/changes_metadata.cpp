// SPDX-License-Identifier: Apache-2.0
// The part of the comparison that knows what a file says of itself: every tool renews dates and its own name there, but
// title, author, subject and keywords are what readers and search show of the document.
#include <algorithm>
#include <optional>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/pdf/comparison.hpp"

namespace saoy::pdf {

namespace {

constexpr std::size_t most_bytes = std::size_t(4) << 20;
constexpr std::string_view dublin_core = "http://purl.org/dc/elements/1.1/", prefix = "xmlns:dc=";

bool is_metadata(const Value& value) {
    return value.is(Value::Kind::stream) && value["Type"].is_name("Metadata") && value["Subtype"].is_name("XML");
}

std::optional<std::string> packet_of(const Document& document, const Value& stream) {
    try {
        return decoded(stream, document.get(stream, "Filter"), document.get(stream, "DecodeParms"), most_bytes);
    } catch (const Error&) {
        return std::nullopt;
    }
}

// Whether the packet is written as nearly every writer does: UTF-8, Dublin Core under the prefix dc.
bool is_plain_packet(std::string_view xml) {
    if (xml.find('\0') != std::string_view::npos) return false;
    for (std::size_t at = xml.find(dublin_core); at != std::string_view::npos; at = xml.find(dublin_core, at + 1))
        if (at < prefix.size() + 1 || xml.substr(at - prefix.size() - 1, prefix.size()) != prefix) return false;
    return xml.find("<!") == std::string_view::npos && xml.find("dc:title=") == std::string_view::npos;
}

// The characters of an element and of those in it, without the white space around; of all elements of that name.
std::string text_of(std::string_view xml, const std::string& element) {
    std::string text;
    std::size_t end = 0;
    for (std::size_t at = xml.find("<" + element); at != std::string_view::npos; at = xml.find("<" + element, end)) {
        end = std::min(xml.find("</" + element, at), xml.size());
        bool in_tag = false;
        for (const char c : xml.substr(at, end - at)) {
            in_tag = c == '<' || (in_tag && c != '>');
            if (!in_tag && c != '>' && !is_space(c)) text += c;
        }
    }
    return text;
}

}  // namespace

void Comparison::compare_information() {
    const Value &a = before_.get(before_.trailer(), "Info"), &b = after_.get(after_.trailer(), "Info");
    if (!is_plain(after_, b, 2)) return report(text::tr("the document information was replaced by something else"), {});
    const auto words = [](const Document& document, const Value& value) {
        return utf8_text(document.resolve(value).text);
    };
    for (const char* key : {"Title", "Author", "Subject", "Keywords"}) {
        const std::string old = words(before_, a[key]), now = words(after_, b[key]);
        if (!old.empty() && !now.empty() && old != now)
            report(text::tr("the document information {0} was changed"), {key});
    }
}

bool Comparison::is_harmless_metadata(const Value& before, const Value& after) const {
    if (!is_metadata(after)) return false;
    if (before.is(Value::Kind::null)) return true;
    if (!is_metadata(before)) return false;
    const auto old = packet_of(before_, before), now = packet_of(after_, after);
    if (!old || !now) return false;
    if (*old == *now) return true;
    if (!is_plain_packet(*old) || !is_plain_packet(*now)) return false;
    const auto keeps = [&](const char* element) { return text_of(*old, element) == text_of(*now, element); };
    return keeps("dc:title") && keeps("dc:creator") && keeps("dc:description") && keeps("dc:subject") &&
           keeps("pdf:Keywords");
}

}  // namespace saoy::pdf
