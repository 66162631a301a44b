// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/key.hpp"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <ctime>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/crypto/key_source.hpp"

namespace saoy::crypto {

using text::fill;
using text::tr;

namespace {

constexpr std::size_t most_in_chain = 16;

bool self_issued(X509* certificate) {
    return X509_NAME_cmp(X509_get_subject_name(certificate), X509_get_issuer_name(certificate)) == 0;
}

// The issuers of `leaf` among the others, nearest first, without the self-signed anchor.
std::vector<std::string> chain_of(X509* leaf, const std::vector<Certificate>& others) {
    std::vector<std::string> chain;
    X509* current = leaf;
    while (!self_issued(current) && chain.size() < most_in_chain) {
        const auto issuer = std::find_if(others.begin(), others.end(), [&](const Certificate& other) {
            return X509_check_issued(other.get(), current) == X509_V_OK;
        });
        if (issuer == others.end() || self_issued(issuer->get())) break;
        chain.push_back(der_of(issuer->get(), i2d_X509));
        current = issuer->get();
    }
    return chain;
}

std::string name_part(X509* certificate, int nid) {
    X509_NAME* name = X509_get_subject_name(certificate);
    const int at = X509_NAME_get_index_by_NID(name, nid, -1);
    if (at < 0) return {};
    unsigned char* raw = nullptr;
    const int size = ASN1_STRING_to_UTF8(&raw, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    const OpensslBytes bytes(raw);
    if (size < 0) {
        ERR_clear_error();
        return {};
    }
    return std::string(reinterpret_cast<const char*>(raw), static_cast<std::size_t>(size));
}

Time time_of(const ASN1_TIME* time) {
    std::tm broken{};
    require(ASN1_TIME_to_tm(time, &broken) == 1, "cannot read a certificate's validity");
    return Time(std::chrono::seconds(timegm(&broken)));
}

CertificateFacts facts_of(X509* certificate) {
    CertificateFacts facts;
    facts.common_name = name_part(certificate, NID_commonName);
    facts.organisation = name_part(certificate, NID_organizationName);
    facts.digest = sha256(der_of(certificate, i2d_X509));
    facts.not_before = time_of(X509_get0_notBefore(certificate));
    facts.not_after = time_of(X509_get0_notAfter(certificate));
    facts.authority = X509_check_ca(certificate) != 0;
    // Gives all bits when the extension is absent: then every use is allowed (RFC 5280 section 4.2.1.3).
    facts.may_sign = (X509_get_key_usage(certificate) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0;
    facts.security_bits = EVP_PKEY_get_security_bits(X509_get0_pubkey(certificate));
    return facts;
}

std::string date_of(Time time) { return rfc3339(time).substr(0, 10); }

}  // namespace

std::unique_ptr<Signer::State> Signer::State::of(X509* certificate, const std::vector<Certificate>& others,
                                                 Signer::State::Sign sign, const std::string& where) {
    auto state = std::make_unique<State>();
    EVP_PKEY* key = X509_get0_pubkey(certificate);
    const int type = key != nullptr ? EVP_PKEY_get_base_id(key) : 0;
    if (type != EVP_PKEY_RSA && type != EVP_PKEY_EC)
        throw Error(Fault::input, "key-type", fill(tr("{0}: is neither an RSA nor an EC key"), {where}));
    state->certificate = der_of(certificate, i2d_X509);
    state->chain = chain_of(certificate, others);
    state->facts = facts_of(certificate);
    state->elliptic = type == EVP_PKEY_EC;
    state->sign = std::move(sign);
    // The key is not used: a token may ask its owner for each signature, and RSA is what signing costs.
    const auto size_with = [&](Scheme scheme) {
        const auto value = [key](std::string_view) { return std::string(std::size_t(EVP_PKEY_get_size(key)), '\1'); };
        return make_cms({std::string(32, '\0'), state->certificate, state->chain, scheme}, value).size();
    };
    state->cms_size = size_with(state->elliptic ? Scheme::ecdsa : Scheme::rsa_pss);
    state->cms_size_pkcs1 = size_with(state->elliptic ? Scheme::ecdsa : Scheme::rsa_pkcs1);
    return state;
}

Signer::Signer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Signer::~Signer() = default;
Signer::Signer(Signer&&) noexcept = default;

const CertificateFacts& Signer::certificate() const noexcept { return state_->facts; }

Scheme Signer::scheme(bool pkcs1) const {
    if (state_->elliptic) return Scheme::ecdsa;
    return pkcs1 ? Scheme::rsa_pkcs1 : Scheme::rsa_pss;
}

void Signer::require_usable(Time at) const {
    const CertificateFacts& facts = state_->facts;
    const auto refuse = [](const char* code, std::string sentence, std::string hint) {
        throw Error(Fault::refused, code, std::move(sentence), std::move(hint));
    };
    if (at > facts.not_after)
        refuse("certificate-expired",
               fill(tr("the certificate of {0} expired on {1}"), {facts.common_name, date_of(facts.not_after)}),
               tr("sign with a certificate that is valid today"));
    if (at < facts.not_before)
        refuse(
            "certificate-not-yet-valid",
            fill(tr("the certificate of {0} is valid from {1} only"), {facts.common_name, date_of(facts.not_before)}),
            tr("check this computer's clock, or sign with another certificate"));
    if (facts.authority)
        refuse("certificate-is-authority",
               fill(tr("the certificate of {0} is that of a certification authority"), {facts.common_name}),
               tr("sign with a person's or an agency's own certificate"));
    if (!facts.may_sign)
        refuse("certificate-usage",
               fill(tr("the certificate of {0} is not issued for signing documents"), {facts.common_name}),
               tr("its key usage must hold digitalSignature or nonRepudiation"));
    if (facts.security_bits < 112)
        refuse("key-too-weak", fill(tr("the key of {0} is too short"), {facts.common_name}),
               tr("TT 15/2025/TT-BKHCN asks for RSA of 2048 bits or ECDSA of 256 bits at least"));
}

std::vector<std::string> Signer::certificates() const {
    std::vector<std::string> all{state_->certificate};
    all.insert(all.end(), state_->chain.begin(), state_->chain.end());
    return all;
}

std::string Signer::sign_digest(const std::string& digest, bool pkcs1, const StampValue& stamp,
                                std::optional<Time> signing_time) const {
    const Scheme chosen = scheme(pkcs1);
    return make_cms(
        {digest, state_->certificate, state_->chain, chosen, signing_time},
        [&](std::string_view bytes) { return state_->sign(chosen, bytes); }, stamp);
}

std::size_t Signer::size_of_cms(bool pkcs1) const { return pkcs1 ? state_->cms_size_pkcs1 : state_->cms_size; }

}  // namespace saoy::crypto
