// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/seal.hpp"

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/crypto/receipt.hpp"

namespace saoy::stages {

namespace {

// What the signature covers: nothing that could be read in two ways.
std::string sealed_text(const store::Link& head) {
    return "saoy register seal\nlink " + std::to_string(head.sequence) + "\nhash " + head.hash + "\n";
}

// Between the clock of this computer and that of an authority; a seal is stamped as it is made.
constexpr std::chrono::minutes clock_tolerance{10};

using Role = crypto::TrustedCertificates::Role;

// When the authority saw the seal's signature. Throws Error(input) for a time stamp that does not hold.
std::optional<Time> stamped_at(const crypto::CheckedCms& cms, const crypto::TrustedCertificates* trust) {
    std::optional<Time> at;
    for (const std::string& token : cms.tokens) {
        const auto stamp = crypto::CheckedCms::token(token, crypto::Sha256().add(cms.value).raw());
        std::string reason = stamp.reason;
        if (stamp.holds() && trust != nullptr)
            reason =
                trust->path(stamp, Role::timestamp_authority, {*stamp.stamped, true, {}}, crypto::Evidence()).reason;
        if (!reason.empty())
            throw Error(Fault::input, "seal-stamp",
                        text::fill(text::tr("its time stamp does not hold: {0}"), {reason}));
        at = stamp.stamped;
    }
    return at;
}

}  // namespace

Sealed seal(store::Register& book, const crypto::Signer& agency, const store::Act& act, const OnlineChild* online) {
    agency.require_usable(act.at);
    const auto head = book.head();
    if (!head) throw Error(Fault::missing, "chain-empty", text::tr("nothing has been done in this register yet"));
    Sealed sealed;
    crypto::StampValue stamp;
    if (online != nullptr) {
        sealed.warning = online->require_good(agency.certificates(), act.at);
        stamp = [&](std::string_view value) -> std::string {
            try {
                return online->token(crypto::Sha256().add(value).raw(), act.at);
            } catch (const Error& error) {
                if (error.fault() != Fault::temporary) throw;
                sealed.unstamped = error.what();
                return {};
            }
        };
    }
    const std::string signature = agency.sign_digest(crypto::Sha256().add(sealed_text(*head)).raw(), false, stamp);
    sealed.link = book.record(store::seal_action, "",
                              {{"head", head->sequence},
                               {"hash", head->hash},
                               {"signer", agency.certificate().common_name},
                               {"signature", crypto::encode_base64(signature)},
                               {"stamped", online != nullptr && sealed.unstamped.empty()}},
                              act);
    return sealed;
}

std::string seal_fault(const store::Link& seal, const store::Link& sealed, const crypto::TrustedCertificates* trust) {
    const Json detail = Json::parse(seal.detail, nullptr, false);
    if (!detail.is_object() || !detail.contains("signature") || !detail.at("signature").is_string())
        return text::tr("it has no signature");
    try {
        const std::string der = crypto::decode_base64(detail.at("signature").get<std::string>());
        const std::string text = sealed_text(sealed);
        const crypto::CheckedCms cms(crypto::CmsKind::cades, der, {text});
        if (!cms.holds()) return cms.reason;
        const std::optional<Time> stamped = stamped_at(cms, trust);
        if (detail.value("stamped", false) && !stamped) return text::tr("its time stamp is not there");
        if (stamped && std::chrono::abs(*stamped - seal.at) > clock_tolerance)
            return text::fill(text::tr("it was made on {0} by its time stamp"), {rfc3339(*stamped)});
        if (trust == nullptr) return "";
        const auto path = trust->path(cms, Role::signer, {stamped.value_or(seal.at), true, {}}, crypto::Evidence());
        return path.trust == Trust::trusted ? "" : path.reason;
    } catch (const Error& error) {
        return error.what();
    }
}

bool has_sealed_link(const store::Register& book, const Json& kept) {
    const Json detail = kept.value("detail", Json::object());
    const auto head = detail.value("head", std::int64_t(0));
    const std::string hash = detail.value("hash", "");
    bool found = false;
    book.each_link([&](const store::Link& link) { found = found || (link.sequence == head && link.hash == hash); });
    return found;
}

}  // namespace saoy::stages
