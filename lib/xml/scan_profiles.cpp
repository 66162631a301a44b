// SPDX-License-Identifier: Apache-2.0
#include "lib/xml/scan_profiles.hpp"

#include "lib/base/error.hpp"
#include "lib/xml/document.hpp"

namespace saoy::xml {

namespace {

ScanProfile profile_of(const Element& element) {
    ScanProfile profile;
    profile.name = element.get("name");
    profile.source = paper_source_of(element.get("source"));
    profile.dpi = element.get_double("dpi");
    profile.colour = element.get("mode") == "colour";
    profile.width_mm = element.get_double("width-mm");
    profile.height_mm = element.get_double("height-mm");
    profile.silence = std::chrono::seconds(element.get_int("silence"));
    for (const Element& option : element.children("option"))
        profile.options.emplace_back(option.get("name"), option.get("value"));
    return profile;
}

}  // namespace

ScanProfiles read_scan_profiles(const Path& folder, const Path& schemas) {
    const Path file = folder / "scan-profiles.xml";
    try {
        const Document document = Document::read(file, std::size_t(1) << 20);
        document.validate(Schema(schemas / "scan-profiles.xsd"));
        const Element root = document.root();
        ScanProfiles profiles;
        profiles.usual = root.get("usual");
        profiles.card = root.get("card");
        for (const Element& element : root.children("scan-profile")) profiles.profiles.push_back(profile_of(element));
        return profiles;
    } catch (const Error& error) {
        throw Error(Fault::configuration, error.code(), error.what(), error.hint());
    }
}

}  // namespace saoy::xml
