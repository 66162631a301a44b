// SPDX-License-Identifier: Apache-2.0
// Keys that are not read here: on a token, or with somebody else who signs.
#include <openssl/err.h>

#include <algorithm>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/key_source.hpp"
#include "lib/crypto/token.hpp"

namespace saoy::crypto {

using text::fill;
using text::tr;

namespace {

constexpr std::size_t most_bytes = 1 << 20;  // of a certificate file

bool is_valid(X509* certificate, Scheme scheme, std::string_view bytes, std::string_view value) {
    const DigestContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* options = nullptr;
    bool ready = context && EVP_DigestVerifyInit(context.get(), &options, EVP_sha256(), nullptr,
                                                 X509_get0_pubkey(certificate)) == 1;
    if (ready && scheme == Scheme::rsa_pss)
        ready = EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) == 1 &&
                EVP_PKEY_CTX_set_rsa_pss_saltlen(options, 32) == 1;
    const bool valid =
        ready && EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(value.data()), value.size(),
                                  reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()) == 1;
    ERR_clear_error();
    return valid;
}

// What comes from elsewhere is checked before it is used: a wrong value would spoil the file for good.
template <class Sign>
auto checked(const std::string& certificate, const std::string& where, Sign sign) {
    return [der = certificate, where, sign](Scheme scheme, std::string_view bytes) {
        std::string value = sign(scheme, bytes);
        if (!is_valid(certificate_from_der(der).get(), scheme, bytes, value))
            throw Error(
                Fault::input, "signature-wrong",
                fill(tr("{0}: the signature value does not fit the certificate and what was to be signed"), {where}),
                tr("sign these bytes with the key of this certificate"));
        return value;
    };
}

std::vector<Certificate> certificates_in_file(const Path& file) {
    std::vector<Certificate> found = certificates_of(read_file(file, most_bytes));
    if (found.empty())
        throw Error(Fault::input, "no-certificate", fill(tr("{0}: holds no certificate"), {file.string()}),
                    tr("give the certificate's PEM file as well"));
    return found;
}

}  // namespace

Signer Signer::on_token(const TokenAddress& address, const Path& certificate_file, const AskPassphrase& ask) {
    const auto token = std::make_shared<const Token>(address, ask);
    std::vector<Certificate> certificates;
    if (!certificate_file.empty()) certificates = certificates_in_file(certificate_file);
    for (const std::string& der : token->certificates()) certificates.push_back(certificate_from_der(der));
    const std::string where = address.token.empty() ? address.module.string() : address.token;
    if (certificate_file.empty() && !token->has_own_certificate())
        throw Error(Fault::input, "no-certificate", fill(tr("the token {0} has no certificate for the key"), {where}),
                    tr("give the certificate's PEM file as well"));
    const std::string own = der_of(certificates.front().get(), i2d_X509);
    return Signer(State::of(
        certificates.front().get(), certificates,
        checked(own, where, [token](Scheme scheme, std::string_view bytes) { return token->sign(scheme, bytes); }),
        where));
}

Signer Signer::elsewhere(const Path& certificate_file, const SignElsewhere& sign) {
    const std::vector<Certificate> certificates = certificates_in_file(certificate_file);
    const std::string own = der_of(certificates.front().get(), i2d_X509);
    return Signer(State::of(certificates.front().get(), certificates, checked(own, certificate_file.string(), sign),
                            certificate_file.string()));
}

}  // namespace saoy::crypto
