// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/key.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cstring>
#include <ctime>
#include <optional>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/crypto/openssl.hpp"

namespace saoy::crypto {

using text::fill;
using text::tr;

struct Signer::State {
    PrivateKey key;
    std::string certificate;         // DER
    std::vector<std::string> chain;  // DER, issuer first
    CertificateFacts facts;
};

namespace {

constexpr std::size_t most_bytes = 1 << 20;  // of a key or certificate file
constexpr int most_certificates = 16;

[[noreturn]] void wrong_pin(const std::string& name) {
    ERR_clear_error();
    throw Error(Fault::input, "wrong-pin", fill(tr("{0}: the passphrase does not open this key"), {name}),
                tr("check the passphrase and try again; it was tried once only"));
}

struct Found {
    PrivateKey key;
    std::vector<Certificate> certificates;
};

// The passphrase, asked for at the first moment it is needed and wiped afterwards.
class Passphrase {
public:
    explicit Passphrase(const Signer::AskPassphrase& ask) : ask_(ask) {}
    ~Passphrase() {
        if (value_) OPENSSL_cleanse(value_->data(), value_->size());
    }
    Passphrase(const Passphrase&) = delete;
    Passphrase& operator=(const Passphrase&) = delete;
    const std::string& get() {
        if (!value_) value_ = ask_();
        return *value_;
    }
    bool asked() const { return value_.has_value(); }

    // pem_password_cb
    static int give(char* buffer, int size, int, void* self) {
        try {
            const std::string& value = static_cast<Passphrase*>(self)->get();
            if (value.size() > static_cast<std::size_t>(size)) return -1;
            std::memcpy(buffer, value.data(), value.size());
            return static_cast<int>(value.size());
        } catch (const std::exception&) {  // must not fly through C; told after the call
            static_cast<Passphrase*>(self)->failure_ = std::current_exception();
            return -1;
        }
    }
    void rethrow() const {
        if (failure_) std::rethrow_exception(failure_);
    }

private:
    const Signer::AskPassphrase& ask_;
    std::optional<std::string> value_;
    std::exception_ptr failure_;
};

std::vector<Certificate> certificates_of(const std::string& pem) {
    std::vector<Certificate> found;
    const Bio bio = memory_of(pem);
    while (found.size() < most_certificates) {
        Certificate certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
        if (!certificate) break;
        found.push_back(std::move(certificate));
    }
    ERR_clear_error();
    return found;
}

Found read_pem(const std::string& bytes, const std::string& name, Passphrase& passphrase) {
    Found found;
    const Bio bio = memory_of(bytes);
    found.key.reset(PEM_read_bio_PrivateKey(bio.get(), nullptr, &Passphrase::give, &passphrase));
    if (!found.key) {
        passphrase.rethrow();
        if (passphrase.asked()) wrong_pin(name);
        ERR_clear_error();
        throw Error(Fault::input, "no-key", fill(tr("{0}: holds no private key"), {name}),
                    tr("give a PEM or PKCS#12 file with a private key"));
    }
    found.certificates = certificates_of(bytes);
    return found;
}

Found read_pkcs12(PKCS12* package, const std::string& name, Passphrase& passphrase) {
    const bool open = PKCS12_mac_present(package) == 0 || PKCS12_verify_mac(package, "", 0) == 1 ||
                      PKCS12_verify_mac(package, nullptr, 0) == 1;
    const char* secret = open ? "" : passphrase.get().c_str();
    EVP_PKEY* key = nullptr;
    X509* certificate = nullptr;
    STACK_OF(X509)* others = nullptr;
    ERR_clear_error();
    const int parsed = PKCS12_parse(package, secret, &key, &certificate, &others);
    Found found;
    found.key.reset(key);
    if (certificate != nullptr) found.certificates.emplace_back(certificate);
    const Certificates rest(others);
    if (parsed != 1) {
        if (ERR_GET_REASON(ERR_peek_last_error()) == PKCS12_R_MAC_VERIFY_FAILURE) wrong_pin(name);
        ERR_clear_error();
        throw Error(Fault::input, "no-key", fill(tr("{0}: the PKCS#12 file cannot be read"), {name}),
                    tr("export it again with AES encryption; old files with RC2 or DES are not read"));
    }
    if (!found.key) throw Error(Fault::input, "no-key", fill(tr("{0}: holds no private key"), {name}));
    for (int i = 0; rest && i < std::min(sk_X509_num(rest.get()), most_certificates); ++i) {
        X509* other = sk_X509_value(rest.get(), i);
        X509_up_ref(other);
        found.certificates.emplace_back(other);
    }
    return found;
}

Found read_key(const Path& file, Passphrase& passphrase) {
    const std::string bytes = read_file(file, most_bytes);
    if (bytes.find("-----BEGIN ") != std::string::npos) return read_pem(bytes, file.string(), passphrase);
    const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
    const Pkcs12 package(d2i_PKCS12(nullptr, &at, static_cast<long>(bytes.size())));
    if (!package) {
        ERR_clear_error();
        throw Error(Fault::input, "no-key", fill(tr("{0}: is neither PEM nor PKCS#12"), {file.string()}),
                    tr("give a PEM or PKCS#12 file with a private key"));
    }
    return read_pkcs12(package.get(), file.string(), passphrase);
}

bool self_issued(X509* certificate) {
    return X509_NAME_cmp(X509_get_subject_name(certificate), X509_get_issuer_name(certificate)) == 0;
}

// The issuers of `leaf` among the others, nearest first, without the self-signed anchor.
std::vector<std::string> chain_of(X509* leaf, const std::vector<Certificate>& others) {
    std::vector<std::string> chain;
    X509* current = leaf;
    while (!self_issued(current) && chain.size() < most_certificates) {
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

std::string sign_bytes(EVP_PKEY* key, Scheme scheme, std::string_view bytes) {
    constexpr const char* what = "the key cannot sign";
    const DigestContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* options = nullptr;
    require(context && EVP_DigestSignInit(context.get(), &options, EVP_sha256(), nullptr, key) == 1, what);
    if (scheme == Scheme::rsa_pss)
        require(EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) == 1 &&
                    EVP_PKEY_CTX_set_rsa_pss_saltlen(options, 32) == 1 &&
                    EVP_PKEY_CTX_set_rsa_mgf1_md(options, EVP_sha256()) == 1,
                what);
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    std::size_t size = 0;
    require(EVP_DigestSign(context.get(), nullptr, &size, data, bytes.size()) == 1, what);
    std::string value(size, '\0');
    require(
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(value.data()), &size, data, bytes.size()) == 1,
        what);
    value.resize(size);
    return value;
}

}  // namespace

Signer::Signer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Signer::~Signer() = default;
Signer::Signer(Signer&&) noexcept = default;

Signer Signer::read(const Path& key_file, const Path& certificate_file, const AskPassphrase& ask) {
    Passphrase passphrase(ask);
    Found found = read_key(key_file, passphrase);
    const std::string& where = certificate_file.empty() ? key_file.string() : certificate_file.string();
    if (!certificate_file.empty()) {
        auto given = certificates_of(read_file(certificate_file, most_bytes));
        given.insert(given.end(), std::make_move_iterator(found.certificates.begin()),
                     std::make_move_iterator(found.certificates.end()));
        found.certificates = std::move(given);
    }
    if (found.certificates.empty())
        throw Error(Fault::input, "no-certificate", fill(tr("{0}: holds no certificate"), {where}),
                    tr("give the certificate's PEM file as well"));
    const auto own =
        std::find_if(found.certificates.begin(), found.certificates.end(), [&](const Certificate& certificate) {
            return X509_check_private_key(certificate.get(), found.key.get()) == 1;
        });
    ERR_clear_error();
    if (own == found.certificates.end())
        throw Error(Fault::input, "key-mismatch",
                    fill(tr("{0}: no certificate here belongs to the key {1}"), {where, key_file.string()}),
                    tr("give the certificate that was issued for this key"));

    auto state = std::make_unique<State>();
    const int type = EVP_PKEY_get_base_id(found.key.get());
    if (type != EVP_PKEY_RSA && type != EVP_PKEY_EC)
        throw Error(Fault::input, "key-type", fill(tr("{0}: is neither an RSA nor an EC key"), {key_file.string()}));
    state->certificate = der_of(own->get(), i2d_X509);
    state->chain = chain_of(own->get(), found.certificates);
    state->facts = facts_of(own->get());
    state->key = std::move(found.key);
    return Signer(std::move(state));
}

const CertificateFacts& Signer::certificate() const noexcept { return state_->facts; }

Scheme Signer::scheme(bool pkcs1) const {
    if (EVP_PKEY_get_base_id(state_->key.get()) == EVP_PKEY_EC) return Scheme::ecdsa;
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

std::string Signer::sign_digest(const std::string& digest, bool pkcs1) const {
    const Scheme chosen = scheme(pkcs1);
    return make_cms({digest, state_->certificate, state_->chain, chosen},
                    [&](std::string_view bytes) { return sign_bytes(state_->key.get(), chosen, bytes); });
}

}  // namespace saoy::crypto
