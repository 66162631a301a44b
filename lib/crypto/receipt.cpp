// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/receipt.hpp"

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>

#include "lib/base/error.hpp"
#include "lib/base/handle.hpp"
#include "lib/base/text.hpp"

namespace saoy::crypto {

namespace {

using Bytes = Handle<BIO, BIO_free_all>;
using Message = Handle<CMS_ContentInfo, CMS_ContentInfo_free>;
using Store = Handle<X509_STORE, X509_STORE_free>;

void free_certificates(STACK_OF(X509) * certificates) { sk_X509_free(certificates); }
using Signers = Handle<STACK_OF(X509), free_certificates>;

constexpr std::size_t most_signature = std::size_t(1) << 20;

Error bad(const std::string& why) {
    return Error(Fault::refused, "receipt-signature", text::fill(text::tr("the receipt is not valid: {0}"), {why}),
                 text::tr("do not count this package as delivered; ask the operator of the gateway"));
}

std::string last_fault() {
    const unsigned long code = ERR_peek_last_error();
    const char* reason = ERR_reason_error_string(code);
    ERR_clear_error();
    return reason == nullptr ? text::tr("its signature cannot be read") : reason;
}

Store trusted(const Path& trust, Time at) {
    Store store(X509_STORE_new());
    if (!store || X509_STORE_load_file(store.get(), trust.c_str()) != 1) {
        ERR_clear_error();
        throw Error(Fault::configuration, "no-trust",
                    trust.string() + ": " + text::tr("holds no certificate that can be read"));
    }
    X509_VERIFY_PARAM* parameters = X509_STORE_get0_param(store.get());
    X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN);
    X509_VERIFY_PARAM_set_time(parameters, std::time_t(at.time_since_epoch().count()));
    X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_SMIME_SIGN);
    return store;
}

std::string common_name(X509* certificate) {
    std::array<char, 256> name{};
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name.data(), int(name.size()));
    return name.data();
}

}  // namespace

std::string decode_base64(std::string_view encoded) {
    std::string compact;
    std::copy_if(encoded.begin(), encoded.end(), std::back_inserter(compact),
                 [](char c) { return c != '\n' && c != '\r' && c != ' '; });
    std::string bytes(compact.size() / 4 * 3, '\0');
    const int got = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                    reinterpret_cast<const unsigned char*>(compact.data()), int(compact.size()));
    if (got < 0 || compact.size() % 4 != 0) throw Error(Fault::input, "not-base64", text::tr("is not base64"));
    const auto padding = std::count(compact.end() - std::min<long>(2, long(compact.size())), compact.end(), '=');
    bytes.resize(std::size_t(got) - std::size_t(padding));
    return bytes;
}

std::string encode_base64(std::string_view bytes) {
    std::string encoded((bytes.size() + 2) / 3 * 4 + 1, '\0');  // EVP_EncodeBlock ends with a NUL
    const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()), int(bytes.size()));
    encoded.resize(std::size_t(size));
    return encoded;
}

std::string verify_detached(std::string_view bytes, std::string_view signature, const Path& trust, Time at) {
    const Store store = trusted(trust, at);
    if (signature.size() > most_signature) throw bad(text::tr("its signature is too large"));
    const auto* begin = reinterpret_cast<const unsigned char*>(signature.data());
    const auto* end = begin + signature.size();
    const Message message(d2i_CMS_ContentInfo(nullptr, &begin, long(signature.size())));
    if (!message || begin != end) throw bad(last_fault());
    // With content of its own inside, the signature would be over that and say nothing about `bytes`.
    if (CMS_is_detached(message.get()) != 1) throw bad(text::tr("its signature is not detached"));
    const Bytes content(BIO_new_mem_buf(bytes.data(), int(bytes.size())));
    if (CMS_verify(message.get(), nullptr, store.get(), content.get(), nullptr, CMS_BINARY) != 1)
        throw bad(last_fault());
    const Signers signers(CMS_get0_signers(message.get()));
    if (!signers || sk_X509_num(signers.get()) < 1) throw bad(text::tr("nobody signed it"));
    return common_name(sk_X509_value(signers.get(), 0));
}

}  // namespace saoy::crypto
