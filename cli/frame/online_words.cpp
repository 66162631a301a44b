// SPDX-License-Identifier: Apache-2.0
#include "cli/frame/online_words.hpp"

#include "lib/base/text.hpp"

namespace saoy::cli {

stages::Bundle bundle_of(const std::string& word) {
    const auto equals = word.find('=');
    const bool named = equals != std::string::npos && equals > 0 && !std::filesystem::exists(word) &&
                       word.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == equals;
    return named ? stages::Bundle{word.substr(0, equals), word.substr(equals + 1)} : stages::Bundle{{}, word};
}

void AskingWords::bind(CLI::App& app) {
    app.add_option("--ask-proxy", proxy_, text::tr("HTTP proxy for time stamps and revocation; none unless given"))
        ->type_name("URL");
    app.add_option("--answers", answers_,
                   text::tr("folder that keeps answers about certificates from one run to the next"))
        ->type_name("DIR");
}

void AskingWords::read_into(stages::OnlineChild::Options& options) const {
    options.proxy = proxy_;
    if (!answers_.empty()) {
        make_folder(answers_);
        options.cache = answers_;
    } else if (!options.trust.empty()) {
        if (!kept_) kept_ = std::make_unique<TemporaryFolder>();
        options.cache = kept_->path();
    }
}

OnlineWords::OnlineWords(CLI::App& app) {
    // The next word after one of these is an operand.
    const auto repeatable = [&](const char* name, std::vector<std::string>& into, const std::string& what,
                                const char* type) {
        app.add_option(name, into, what)->allow_extra_args(false)->type_name(type);
    };
    app.add_option("--level", level_, text::tr("level of the signatures: b-b, b-t, b-lt or b-lta"))->type_name("LEVEL");
    repeatable("--tsa", authorities_,
               text::tr("time stamp authority, instead of the profile's (repeatable; asked in this order)"), "URL");
    repeatable(
        "--trust", trust_,
        text::tr("trusted certificates of signers and time stamp authorities: a file or a folder, with a name for "
                 "the bundle (repeatable)"),
        "[NAME=]PATH");
    repeatable("--crl", lists_, text::tr("revocation list that need not be asked for (repeatable)"), "FILE");
    asking_.bind(app);
}

std::optional<SignatureLevel> OnlineWords::level() const {
    if (level_.empty()) return std::nullopt;
    const auto level = level_of(level_);
    if (!level)
        throw Error(Fault::usage, "level", text::fill(text::tr("{0} is no level of a signature"), {level_}),
                    text::tr("give b-b, b-t, b-lt or b-lta"));
    if (*level != SignatureLevel::b_b) require_trust();
    return level;
}

void OnlineWords::require_trust() const {
    if (trust_.empty())
        throw Error(Fault::usage, "no-anchor",
                    text::tr("no trusted certificates were given: what time stamp authorities and responders say could "
                             "not be believed"),
                    text::tr("give the anchors with --trust PATH"));
}

stages::OnlineChild::Options OnlineWords::read(Run& run) const {
    stages::OnlineChild::Options options;
    options.children = run.children();
    options.profile = run.profile_folder();
    options.schemas = run.schemas();
    for (const std::string& url : authorities_) options.authorities.push_back({url, {}});
    for (const std::string& word : trust_) options.trust.push_back(bundle_of(word));
    options.lists.assign(lists_.begin(), lists_.end());
    asking_.read_into(options);
    return options;
}

}  // namespace saoy::cli
