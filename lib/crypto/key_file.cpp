// SPDX-License-Identifier: Apache-2.0
// Keys in files: PEM and PKCS#12.
#include <openssl/err.h>
#include <openssl/pem.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/key_source.hpp"

namespace saoy::crypto {

using text::fill;
using text::tr;

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

}  // namespace

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

namespace {

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

    const auto key = std::make_shared<const PrivateKey>(std::move(found.key));
    return Signer(State::of(
        own->get(), found.certificates,
        [key](Scheme scheme, std::string_view bytes) { return sign_bytes(key->get(), scheme, bytes); },
        key_file.string()));
}

}  // namespace saoy::crypto
