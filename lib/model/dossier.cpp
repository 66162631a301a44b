// SPDX-License-Identifier: Apache-2.0
#include "lib/model/dossier.hpp"

#include <algorithm>

#include "lib/base/error.hpp"

namespace saoy {

namespace {

template <class Papers>
auto* find_in(Papers& papers, const std::string& id) {
    const auto found = std::find_if(papers.begin(), papers.end(), [&](const Paper& paper) { return paper.id == id; });
    return found == papers.end() ? nullptr : &*found;
}

}  // namespace

std::string device_of(const Dossier& dossier) {
    return dossier.capture ? dossier.capture->device : dossier.source_device;
}

const Page& page_of(const Dossier& dossier, int number) {
    for (const Page& page : dossier.pages)
        if (page.number == number) return page;
    throw Error(Fault::input, "no-such-page", dossier.id + ": has no page " + std::to_string(number));
}

Paper* find_paper(Dossier& dossier, const std::string& id) { return find_in(dossier.papers, id); }
const Paper* find_paper(const Dossier& dossier, const std::string& id) { return find_in(dossier.papers, id); }

bool all_refused(const Dossier& dossier) {
    return !dossier.papers.empty() && std::all_of(dossier.papers.begin(), dossier.papers.end(),
                                                  [](const Paper& paper) { return paper.refusal.has_value(); });
}

const Copy* find_copy(const Dossier& dossier, const std::string& paper) {
    for (const Copy& copy : dossier.copies)
        if (copy.paper == paper) return &copy;
    return nullptr;
}

Level verdict_of(const Dossier& dossier) {
    Level worst = Level::pass;
    for (const Page& page : dossier.pages) worst = std::max(worst, page.quality.verdict());
    return worst;
}

}  // namespace saoy
