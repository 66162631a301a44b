// SPDX-License-Identifier: Apache-2.0
#include "lib/capture/words.hpp"

#include <algorithm>
#include <cctype>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::capture {

namespace {

constexpr const char* adf_mode = "adf-mode";  // of the epson2 family: "Simplex", "Duplex"
constexpr const char* duplex = "duplex";      // a switch beside the source, of others

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return text;
}

bool any_of(const std::string& text, std::initializer_list<const char*> parts) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](const char* part) { return text.find(part) != std::string::npos; });
}

bool means(PaperSource source, const std::string& word) {
    const std::string said = lower(word);
    const bool feeds = any_of(said, {"adf", "feeder"}), both = any_of(said, {"duplex"});
    switch (source) {
        case PaperSource::feeder: return feeds && !both && !any_of(said, {"back"});
        case PaperSource::duplex: return both;
        case PaperSource::flatbed: break;
    }
    return !feeds && !both && any_of(said, {"flatbed", "normal", "platen", "document table"});
}

// Both sides may be a matter of a second option.
bool choose_sides(Options& options, bool both) {
    if (options.has(adf_mode)) {
        options.set(adf_mode, std::string(both ? "Duplex" : "Simplex"));
        return true;
    }
    if (!options.has(duplex)) return false;
    options.set(duplex, both);
    return true;
}

}  // namespace

std::string word_for(PaperSource source, const std::vector<std::string>& words) {
    const auto found =
        std::find_if(words.begin(), words.end(), [&](const std::string& word) { return means(source, word); });
    return found == words.end() ? "" : *found;
}

std::string word_for_mode(bool colour, const std::vector<std::string>& words) {
    const auto found = std::find_if(words.begin(), words.end(), [&](const std::string& word) {
        const bool grey = any_of(lower(word), {"gray", "grey"});
        return colour ? !grey && any_of(lower(word), {"color", "colour"}) : grey;
    });
    return found == words.end() ? "" : *found;
}

std::string choose_source(Options& options, PaperSource source) {
    const std::vector<std::string> words = options.words(SANE_NAME_SCAN_SOURCE);
    std::string word = word_for(source, words);
    const bool second_option = word.empty() && source == PaperSource::duplex;
    if (second_option) word = word_for(PaperSource::feeder, words);
    // Without a choice it is a glass: asked for sheet after sheet, a glass would give the same one for ever.
    if (word.empty() && !(words.empty() && source == PaperSource::flatbed))
        throw Error(Fault::configuration, "scanner-no-source",
                    text::fill(text::tr("the scanner has no such paper source: {0}"), {to_string(source)}),
                    text::fill(text::tr("choose another scan profile; the scanner's sources: {0}"),
                               {words.empty() ? "-" : text::join(words, ", ")}));
    if (!word.empty()) options.set(SANE_NAME_SCAN_SOURCE, word);
    if (source == PaperSource::feeder || second_option) {
        const bool chosen = choose_sides(options, source == PaperSource::duplex);
        if (second_option && !chosen)
            throw Error(Fault::configuration, "scanner-no-source",
                        text::fill(text::tr("the scanner has no such paper source: {0}"), {to_string(source)}),
                        text::tr("scan the fronts, turn the stack, scan the backs: --collate interleave"));
    }
    return word;
}

std::string choose_mode(Options& options, bool colour) {
    if (!options.has(SANE_NAME_SCAN_MODE)) return "";
    const std::vector<std::string> words = options.words(SANE_NAME_SCAN_MODE);
    const std::string word = word_for_mode(colour, words);
    if (word.empty())
        throw Error(
            Fault::configuration, "scanner-no-mode",
            colour ? text::tr("the scanner has no colour") : text::tr("the scanner has no grey"),
            text::fill(text::tr("choose another scan profile; the scanner's modes: {0}"), {text::join(words, ", ")}));
    options.set(SANE_NAME_SCAN_MODE, word);
    return word;
}

}  // namespace saoy::capture
