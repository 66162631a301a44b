// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/cms.hpp"

#include <algorithm>
#include <ctime>

#include "lib/crypto/openssl.hpp"

namespace saoy::crypto {

namespace {

constexpr const char* cannot_make = "cannot make the CMS signature";

void set_algorithm(X509_ALGOR* algorithm, int nid, int type, void* value) {
    require(algorithm != nullptr && X509_ALGOR_set0(algorithm, OBJ_nid2obj(nid), type, value) == 1, cannot_make);
}

AsnString packed(void* object, const ASN1_ITEM* item) {
    AsnString sequence(ASN1_item_pack(object, item, nullptr));
    require(sequence != nullptr, cannot_make);
    return sequence;
}

// RFC 4055 section 3.1, all three parameters away from their SHA-1 defaults.
void set_pss(X509_ALGOR* algorithm) {
    const PssParameters parameters(RSA_PSS_PARAMS_new());
    require(parameters != nullptr, cannot_make);
    parameters->hashAlgorithm = X509_ALGOR_new();
    set_algorithm(parameters->hashAlgorithm, NID_sha256, V_ASN1_NULL, nullptr);
    AsnString mask_hash = packed(parameters->hashAlgorithm, ASN1_ITEM_rptr(X509_ALGOR));
    parameters->maskGenAlgorithm = X509_ALGOR_new();
    set_algorithm(parameters->maskGenAlgorithm, NID_mgf1, V_ASN1_SEQUENCE, mask_hash.release());
    parameters->saltLength = ASN1_INTEGER_new();
    require(parameters->saltLength != nullptr && ASN1_INTEGER_set(parameters->saltLength, 32) == 1, cannot_make);
    set_algorithm(algorithm, NID_rsassaPss, V_ASN1_SEQUENCE,
                  packed(parameters.get(), ASN1_ITEM_rptr(RSA_PSS_PARAMS)).release());
}

Certificates stack_of(const std::vector<std::string>& chain) {
    Certificates stack(sk_X509_new_null());
    require(stack != nullptr, cannot_make);
    for (const std::string& der : chain) {
        Certificate certificate = certificate_from_der(der);
        require(sk_X509_push(stack.get(), certificate.get()) > 0, cannot_make);
        certificate.release();
    }
    return stack;
}

// DER of the SET OF signed attributes, with the SET tag that is signed (RFC 5652 section 5.4), members in DER order.
std::string attributes_to_be_signed(const CMS_SignerInfo* signer) {
    std::vector<std::string> attributes;
    std::size_t size = 0;
    for (int i = 0; i < CMS_signed_get_attr_count(signer); ++i) {
        attributes.push_back(der_of(CMS_signed_get_attr(signer, i), i2d_X509_ATTRIBUTE));
        size += attributes.back().size();
    }
    std::sort(attributes.begin(), attributes.end());
    const int total = ASN1_object_size(1, static_cast<int>(size), V_ASN1_SET);
    require(total > 0, cannot_make);
    std::string der(static_cast<std::size_t>(total) - size, '\0');
    auto* at = reinterpret_cast<unsigned char*>(der.data());
    ASN1_put_object(&at, 1, static_cast<int>(size), V_ASN1_SET, V_ASN1_UNIVERSAL);
    for (const std::string& attribute : attributes) der += attribute;
    return der;
}

void add_signing_time(CMS_SignerInfo* signer, Time at) {
    using AsnTime = Handle<ASN1_TIME, ASN1_TIME_free>;
    const AsnTime time(ASN1_TIME_set(nullptr, std::time_t(at.time_since_epoch().count())));
    require(time && CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_signingTime, time->type, time.get(), -1) == 1,
            cannot_make);
}

}  // namespace

std::string to_string(Scheme scheme) {
    switch (scheme) {
        case Scheme::rsa_pss: return "RSASSA-PSS SHA-256";
        case Scheme::rsa_pkcs1: return "RSASSA-PKCS1-v1_5 SHA-256";
        case Scheme::ecdsa: return "ECDSA SHA-256";
    }
    return {};
}

std::string make_cms(const CmsRequest& request, const SignBytes& sign, const StampValue& stamp) {
    require(request.digest.size() == 32, "the digest to sign is not SHA-256");
    const Certificate certificate = certificate_from_der(request.certificate);
    const Certificates chain = stack_of(request.chain);
    const Cms cms(CMS_sign(nullptr, nullptr, chain.get(), nullptr, CMS_PARTIAL | CMS_DETACHED | CMS_BINARY));
    require(cms != nullptr, cannot_make);

    // OpenSSL needs only the public key here; CMS_final would add signing-time, so it is never called.
    CMS_SignerInfo* signer = CMS_add1_signer(cms.get(), certificate.get(), X509_get0_pubkey(certificate.get()),
                                             EVP_sha256(), CMS_PARTIAL | CMS_CADES | CMS_NOSMIMECAP | CMS_BINARY);
    require(signer != nullptr, cannot_make);
    if (request.scheme == Scheme::rsa_pss) {
        X509_ALGOR* algorithm = nullptr;
        CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, nullptr, &algorithm);
        set_pss(algorithm);
    }
    require(CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_contentType, V_ASN1_OBJECT, OBJ_nid2obj(NID_pkcs7_data),
                                        -1) == 1 &&
                CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING, request.digest.data(),
                                            static_cast<int>(request.digest.size())) == 1,
            cannot_make);

    if (request.signing_time) add_signing_time(signer, *request.signing_time);

    const std::string value = sign(attributes_to_be_signed(signer));
    require(!value.empty() && ASN1_OCTET_STRING_set(CMS_SignerInfo_get0_signature(signer),
                                                    reinterpret_cast<const unsigned char*>(value.data()),
                                                    static_cast<int>(value.size())) == 1,
            cannot_make);
    if (stamp) {
        const std::string token = stamp(value);  // goes in as it is: nothing of it is parsed here
        require(token.empty() || CMS_unsigned_add1_attr_by_NID(signer, NID_id_smime_aa_timeStampToken, V_ASN1_SEQUENCE,
                                                               token.data(), static_cast<int>(token.size())) == 1,
                cannot_make);
    }
    return der_of(cms.get(), i2d_CMS_ContentInfo);
}

}  // namespace saoy::crypto
