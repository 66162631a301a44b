// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/pades.hpp"

#include <algorithm>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"

namespace saoy::stages {

using text::fill;
using text::tr;

namespace {

// The DER of an ECDSA value is a few bytes longer or shorter from one signature to the next.
constexpr std::size_t contents_margin = 64;
// Of a token with its authority's certificates; where one is longer, everything is made again with the room it takes.
constexpr std::size_t usual_token = 8192, token_margin = 256;
constexpr const char* stamp_fields = "Timestamp";

std::string digest_of(const Path& file, const pdf::Prepared& prepared) {
    return crypto::Sha256().add_file(file).add(prepared.before()).add(prepared.after()).raw();
}

// 32 hex digits for the second /ID element, unique for a revision of these bytes.
std::string revision_id(std::string_view file, const std::string& what, Time at) {
    // The end of a file names its last revision; the whole may have gigabytes.
    constexpr std::size_t end = 65536;
    const std::string_view last = file.substr(file.size() - std::min(file.size(), end));
    return crypto::sha256(crypto::sha256(last) + " " + std::to_string(file.size()) + " " + what + " " + rfc3339(at))
        .substr(0, 32);
}

// Calls `make` with the room for a token; once more when the token that came is longer.
template <class Make>
void with_room(const Make& make) {
    std::size_t needed = 0;
    if (!make(usual_token, needed)) make(needed + token_margin, needed);
}

}  // namespace

void Pades::sign(GrowingFile& file, pdf::SignatureRequest request, const Key& key) const {
    key.signer.require_usable(request.at);
    const MappedFile before(file.path());
    request.signer = key.signer.certificate().common_name;
    request.revision = revision_id(before.bytes(), request.field, request.at);
    // The size is that of a real CMS of this key and chain.
    const std::size_t bare = key.signer.size_of_cms(key.pkcs1) + contents_margin;
    const auto make = [&](std::size_t token_room, std::size_t& needed) {
        request.contents_size = bare + (key.stamped ? token_room : 0);
        pdf::Prepared prepared = updater_.prepare_signature(file.path(), request);
        crypto::StampValue stamp;
        if (key.stamped)
            stamp = [&](std::string_view value) {
                std::string token = online_.token(crypto::Sha256().add(value).raw(), request.at);
                needed = token.size();
                return token;
            };
        const std::string cms = key.signer.sign_digest(digest_of(file.path(), prepared), key.pkcs1, stamp);
        if (needed > token_room) return false;
        file.append(pdf::insert_contents(std::move(prepared), cms));
        return true;
    };
    with_room(make);
}

std::string Pades::detached(const Path& file, Time at, const Key& key) const {
    key.signer.require_usable(at);
    crypto::StampValue stamp;
    if (key.stamped)
        stamp = [&](std::string_view value) { return online_.token(crypto::Sha256().add(value).raw(), at); };
    return key.signer.sign_digest(crypto::Sha256().add_file(file).raw(), key.pkcs1, stamp, at);
}

void Pades::stamp(GrowingFile& file, Time at) const {
    const MappedFile before(file.path());
    pdf::SignatureRequest request;
    request.kind = pdf::SignatureRequest::Kind::timestamp;
    request.field = stamp_fields;
    request.at = at;
    request.revision = revision_id(before.bytes(), request.field, at);
    const auto make = [&](std::size_t room, std::size_t& needed) {
        request.contents_size = room;
        pdf::Prepared prepared = updater_.prepare_signature(file.path(), request);
        const std::string token = online_.token(digest_of(file.path(), prepared), at);
        needed = token.size();
        if (needed > room) return false;
        file.append(pdf::insert_contents(std::move(prepared), token));
        return true;
    };
    with_room(make);
}

bool Pades::store(GrowingFile& file, Time at) const {
    const crypto::Evidence evidence = online_.evidence(file.path(), at);
    std::string appended;
    {
        const MappedFile before(file.path());
        appended = updater_.store_update(file.path(), {evidence.certificates, evidence.lists, evidence.responses,
                                                       revision_id(before.bytes(), "store", at)});
    }
    file.append(appended);
    return !appended.empty();
}

bool Pades::raise(GrowingFile& file, SignatureLevel level, Time at) const {
    if (!online_.has_trust())
        throw Error(Fault::usage, "no-anchor",
                    tr("no trusted certificates were given: what time stamp authorities and responders say could "
                       "not be believed"),
                    tr("give the anchors with --trust PATH"));
    const auto reached = [&] {
        const FileLevel now = online_.level(file.path(), at);
        if (now.signatures == 0)
            throw Error(Fault::input, "no-signature", tr("the file has no signature whose level could be raised"));
        if (!now.intact)
            throw Error(Fault::refused, "signature-broken", tr("a signature of the file does not hold"),
                        tr("nothing is added to a file whose signatures are broken"));
        return now;
    };
    const FileLevel first = reached();
    SignatureLevel is = first.level.value_or(SignatureLevel::b_b);
    if (is >= level) return false;
    if (is < SignatureLevel::b_t) stamp(file, at);
    if (level >= SignatureLevel::b_lt) store(file, at);
    if (level == SignatureLevel::b_lta) stamp(file, at);
    const FileLevel last = reached();
    is = last.level.value_or(SignatureLevel::b_b);
    if (is < level)
        throw Error(Fault::temporary, "level-not-reached",
                    fill(tr("level {0} was not reached but {1}: {2}"), {to_string(level), to_string(is), last.lacks}),
                    tr("try again later; nothing was changed"));
    return true;
}

void Pades::renew(GrowingFile& file, Time at) const {
    if (raise(file, SignatureLevel::b_lta, at)) return;
    store(file, at);
    stamp(file, at);
    const FileLevel now = online_.level(file.path(), at);
    if (now.level != SignatureLevel::b_lta || !now.intact)
        throw Error(
            Fault::temporary, "level-not-reached",
            fill(tr("level {0} was not reached but {1}: {2}"),
                 {to_string(SignatureLevel::b_lta), to_string(now.level.value_or(SignatureLevel::b_b)), now.lacks}),
            tr("try again later; nothing was changed"));
}

}  // namespace saoy::stages
