// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "lib/base/files.hpp"
#include "lib/base/text.hpp"
#include "lib/image/page_image.hpp"
#include "lib/stages/verify_case.hpp"
#include "lib/stages/verify_pictures.hpp"

namespace saoy::stages {

namespace {

constexpr int most_pages = 50;         // drawn for one signature
constexpr double most_hidden = 0.004;  // of the area of what was added: a few specks, no letter
constexpr long most_pixels = 20;       // that differ by how edges are drawn

// The signer could not know that it would stand there, or allowed nothing of the kind.
bool may_hide(const pdf::Shown& shown, const pdf::SignatureFacts& facts) {
    return facts.permission != 0 || !shown.is_foreseen || shown.is_value;
}

}  // namespace

// Every page, if pictures are wanted; else those where something may hide what was signed.
std::map<int, std::vector<pdf::Shown>> SignedPages::pages_of(const pdf::SignatureFacts& facts) const {
    std::map<int, std::vector<pdf::Shown>> pages;
    for (int page = 1; pictures_ && page <= std::min(pages_, most_pages); ++page) pages[page];
    for (const pdf::Shown& shown : facts.shown)
        if ((pictures_ || may_hide(shown, facts)) && (pages.contains(shown.page) || pages.size() < most_pages))
            pages[shown.page].push_back(shown);
    return pages;
}

const std::optional<Raster>& SignedPages::as_it_is(int page) {
    const auto known = now_.find(page);
    return known != now_.end() ? known->second : now_.emplace(page, draw_page(bytes_, page)).first->second;
}

void SignedPages::compare(Case& each) {
    const pdf::SignatureFacts& facts = *each.facts;
    if (!each.holds() || facts.covers_file) return;
    if (!pictures_ && each.verdict.integrity != Integrity::intact) return;
    const std::string_view signed_bytes = bytes_.substr(0, each.end());
    for (const auto& [page, added] : pages_of(facts)) {
        const auto before = draw_page(signed_bytes, page);
        const auto is_harmless = [&](const pdf::Shown& shown) { return is_blank(*before, shown.place); };
        if (before && !pictures_ && std::all_of(added.begin(), added.end(), is_harmless)) continue;
        const std::optional<Raster>& now = as_it_is(page);
        const std::string number = std::to_string(page);
        if (!before || !now) {
            each.fail(each.verdict.integrity, Indication::indeterminate, "POLICY_PROCESSING_ERROR",
                      text::fill(text::tr("page {0} could not be drawn to compare it with what was signed"), {number}));
            continue;
        }
        std::vector<Place> places;
        for (const pdf::Shown& shown : added) {
            if (!shown.is_value) places.push_back(shown.place);  // another value is a difference to see
            if (!may_hide(shown, facts) || hidden_part(*before, *now, shown.place) <= most_hidden) continue;
            // A field may hide the value it had, but not the page below.
            const auto bare = shown.is_value ? draw_page(signed_bytes, page, true) : std::nullopt;
            if (!bare || hidden_part(dark_in_both(*before, *bare), *now, shown.place) > most_hidden)
                each.fail(Integrity::modified, Indication::total_failed, "FORMAT_FAILURE",
                          text::fill(text::tr("page {0}: what was added hides what was signed"), {number}));
        }
        if (!pictures_) continue;
        const PictureDifference difference = compare_pictures(*before, *now, places);
        if (difference.pixels <= most_pixels) continue;
        const Path picture = *pictures_ / (text::slug(file_.stem().string(), 80) + "-" +
                                           text::slug(each.verdict.field) + "-p" + number + ".png");
        write_file(picture, image::png(difference.picture));
        each.verdict.reasons.push_back(text::fill(text::tr("page {0} looks different than when it was signed; see {1}"),
                                                  {number, picture.string()}));
    }
}

}  // namespace saoy::stages
