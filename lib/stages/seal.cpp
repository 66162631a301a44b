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

}  // namespace

store::Link seal(store::Register& book, const crypto::Signer& agency, const store::Act& act) {
    agency.require_usable(act.at);
    const auto head = book.head();
    if (!head) throw Error(Fault::missing, "chain-empty", text::tr("nothing has been done in this register yet"));
    const std::string signature = agency.sign_digest(crypto::Sha256().add(sealed_text(*head)).raw(), false);
    return book.record(store::seal_action, "",
                       {{"head", head->sequence},
                        {"hash", head->hash},
                        {"signer", agency.certificate().common_name},
                        {"signature", crypto::encode_base64(signature)}},
                       act);
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
        if (trust == nullptr) return "";
        const auto path =
            trust->path(cms, crypto::TrustedCertificates::Role::signer, {seal.at, true, {}}, crypto::Evidence());
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
