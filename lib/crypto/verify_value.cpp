// SPDX-License-Identifier: Apache-2.0
// One signature value against one public key: RSA PKCS#1 and PSS, ECDSA, EdDSA.
#include <ctime>

#include "lib/crypto/verify_openssl.hpp"

namespace saoy::crypto {

namespace {

struct Pss {
    bool fits = false;
    int salt = 20;
};

// RFC 4055: the hash of the parameters and of MGF1 is the one the content was digested with.
Pss pss_parameters(const X509_ALGOR* algorithm, int digest_nid) {
    Pss pss;
    int type = V_ASN1_UNDEF;
    const void* raw = nullptr;
    X509_ALGOR_get0(nullptr, &type, &raw, algorithm);
    if (type != V_ASN1_SEQUENCE) return pss;
    const std::string_view der = bytes_of(static_cast<const ASN1_STRING*>(raw));
    const unsigned char* at = data_of(der);
    const PssParameters parameters(d2i_RSA_PSS_PARAMS(nullptr, &at, long(der.size())));
    if (!parameters) return pss;
    const auto nid_of = [](const X509_ALGOR* one) {
        const ASN1_OBJECT* object = nullptr;
        X509_ALGOR_get0(&object, nullptr, nullptr, one);
        return OBJ_obj2nid(object);
    };
    const int hash = parameters->hashAlgorithm == nullptr ? NID_sha1 : nid_of(parameters->hashAlgorithm);
    int mask = NID_sha1;
    if (parameters->maskGenAlgorithm != nullptr) {
        X509_ALGOR_get0(nullptr, &type, &raw, parameters->maskGenAlgorithm);
        if (nid_of(parameters->maskGenAlgorithm) != NID_mgf1 || type != V_ASN1_SEQUENCE) return pss;
        const std::string_view inner = bytes_of(static_cast<const ASN1_STRING*>(raw));
        at = data_of(inner);
        const Algorithm mask_hash(d2i_X509_ALGOR(nullptr, &at, long(inner.size())));
        if (!mask_hash) return pss;
        mask = nid_of(mask_hash.get());
    }
    if (parameters->saltLength != nullptr) pss.salt = int(ASN1_INTEGER_get(parameters->saltLength));
    const bool usual_trailer = parameters->trailerField == nullptr || ASN1_INTEGER_get(parameters->trailerField) == 1;
    pss.fits = hash == digest_nid && mask == digest_nid && pss.salt >= 0 && pss.salt <= 512 && usual_trailer;
    return pss;
}

// Which digest a signature algorithm asks for, and of which kind its key is; EdDSA's by RFC 8419.
bool belongs_together(int signature_nid, int key_id, int digest_nid) {
    switch (signature_nid) {
        case NID_rsaEncryption: return key_id == EVP_PKEY_RSA;
        case NID_X9_62_id_ecPublicKey: return key_id == EVP_PKEY_EC;
        case NID_rsassaPss: return key_id == EVP_PKEY_RSA || key_id == EVP_PKEY_RSA_PSS;
        case NID_ED25519: return key_id == EVP_PKEY_ED25519 && digest_nid == NID_sha512;
        case NID_ED448: return key_id == EVP_PKEY_ED448 && digest_nid == NID_shake256;
        default: break;
    }
    int digest = NID_undef, key = NID_undef;
    return OBJ_find_sigid_algs(signature_nid, &digest, &key) == 1 && digest == digest_nid &&
           ((key == NID_rsaEncryption && key_id == EVP_PKEY_RSA) ||
            (key == NID_X9_62_id_ecPublicKey && key_id == EVP_PKEY_EC));
}

std::string scheme_name(int signature_nid, int key_id, int digest_nid) {
    const std::string digest = OBJ_nid2sn(digest_nid);
    if (signature_nid == NID_rsassaPss) return "RSASSA-PSS " + digest;
    switch (key_id) {
        case EVP_PKEY_RSA: return "RSA PKCS#1 v1.5 " + digest;
        case EVP_PKEY_EC: return "ECDSA " + digest;
        case EVP_PKEY_ED25519: return "Ed25519";
        case EVP_PKEY_ED448: return "Ed448";
        default: return OBJ_nid2sn(signature_nid);
    }
}

}  // namespace

ValueCheck check_value(EVP_PKEY* key, const X509_ALGOR* signature, int digest_nid, std::string_view bytes,
                       std::string_view value) {
    ValueCheck check;
    const ASN1_OBJECT* object = nullptr;
    X509_ALGOR_get0(&object, nullptr, nullptr, signature);
    const int nid = OBJ_obj2nid(object);
    const int id = EVP_PKEY_get_base_id(key);
    check.algorithm = scheme_name(nid, id, digest_nid);
    check.fits = belongs_together(nid, id, digest_nid);
    if (!check.fits) return check;
    const bool edwards = id == EVP_PKEY_ED25519 || id == EVP_PKEY_ED448;
    const DigestContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* details = nullptr;  // owned by the digest context
    const EVP_MD* digest = edwards ? nullptr : EVP_get_digestbynid(digest_nid);
    bool ready = EVP_DigestVerifyInit(context.get(), &details, digest, nullptr, key) == 1;
    if (ready && nid == NID_rsassaPss) {
        const Pss pss = pss_parameters(signature, digest_nid);
        check.fits = pss.fits;
        ready = pss.fits && EVP_PKEY_CTX_set_rsa_padding(details, RSA_PKCS1_PSS_PADDING) == 1 &&
                EVP_PKEY_CTX_set_rsa_mgf1_md(details, digest) == 1 &&
                EVP_PKEY_CTX_set_rsa_pss_saltlen(details, pss.salt) == 1;
    }
    check.valid =
        ready && EVP_DigestVerify(context.get(), data_of(value), value.size(), data_of(bytes), bytes.size()) == 1;
    ERR_clear_error();
    return check;
}

std::string key_family(EVP_PKEY* key) {
    switch (EVP_PKEY_get_base_id(key)) {
        case EVP_PKEY_RSA:
        case EVP_PKEY_RSA_PSS: return "RSA";
        case EVP_PKEY_EC: return "EC";
        case EVP_PKEY_ED25519: return "Ed25519";
        case EVP_PKEY_ED448: return "Ed448";
        case EVP_PKEY_DSA: return "DSA";
        default: return "unknown";
    }
}

std::string name_part(const X509_NAME* name, int nid) {
    int last = -1;
    for (int at = -1; (at = X509_NAME_get_index_by_NID(name, nid, at)) >= 0;) last = at;
    if (last < 0) return {};
    unsigned char* raw = nullptr;
    const int size = ASN1_STRING_to_UTF8(&raw, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, last)));
    const OpensslBytes text(raw);
    return size < 0 ? std::string() : std::string(reinterpret_cast<const char*>(raw), std::size_t(size));
}

std::optional<Time> time_of(const ASN1_TIME* time) {
    std::tm civil{};
    if (time == nullptr || ASN1_TIME_to_tm(time, &civil) != 1) return std::nullopt;
    return Time(std::chrono::seconds(::timegm(&civil)));
}

}  // namespace saoy::crypto
