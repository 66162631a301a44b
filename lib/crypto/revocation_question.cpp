// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/revocation_question.hpp"

#include <openssl/pem.h>

#include <algorithm>

#include "lib/crypto/verify_revocation.hpp"

namespace saoy::crypto {

namespace {

constexpr std::size_t most_addresses = 4;  // of one kind that are tried for one certificate

using Addresses = Handle<STACK_OF(OPENSSL_STRING), X509_email_free>;
using Points = Handle<CRL_DIST_POINTS, CRL_DIST_POINTS_free>;
using Question = Handle<OCSP_REQUEST, OCSP_REQUEST_free>;

bool is_http(const std::string& address) {
    return address.rfind("http://", 0) == 0 || address.rfind("https://", 0) == 0;
}

void add(std::vector<std::string>& addresses, std::string address) {
    if (addresses.size() < most_addresses && is_http(address)) addresses.push_back(std::move(address));
}

std::vector<std::string> responders_of(X509* certificate) {
    std::vector<std::string> found;
    const Addresses addresses(X509_get1_ocsp(certificate));
    for (int i = 0; addresses && i < sk_OPENSSL_STRING_num(addresses.get()); ++i)
        add(found, sk_OPENSSL_STRING_value(addresses.get(), i));
    return found;
}

std::vector<std::string> lists_of(X509* certificate) {
    std::vector<std::string> found;
    const Points points(
        static_cast<CRL_DIST_POINTS*>(X509_get_ext_d2i(certificate, NID_crl_distribution_points, nullptr, nullptr)));
    for (int i = 0; points && i < sk_DIST_POINT_num(points.get()); ++i) {
        const DIST_POINT_NAME* place = sk_DIST_POINT_value(points.get(), i)->distpoint;
        if (place == nullptr || place->type != 0) continue;
        for (int n = 0; n < sk_GENERAL_NAME_num(place->name.fullname); ++n) {
            int type = 0;
            const auto* name = static_cast<const ASN1_STRING*>(
                GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(place->name.fullname, n), &type));
            if (type == GEN_URI) add(found, std::string(bytes_of(name)));
        }
    }
    return found;
}

}  // namespace

struct RevocationQuestion::Pair {
    Certificate certificate, issuer;
};

RevocationQuestion::RevocationQuestion(std::string_view certificate, std::string_view issuer)
    : pair_(new Pair{certificate_from_der(certificate), certificate_from_der(issuer)}) {
    X509* own = pair_->certificate.get();
    is_open_ = !is_never_revoked(own);
    name_ = name_part(X509_get_subject_name(own), NID_commonName);
    if (name_.empty()) name_ = name_part(X509_get_subject_name(own), NID_organizationName);
    responders_ = responders_of(own);
    lists_ = lists_of(own);
    ERR_clear_error();
}
RevocationQuestion::~RevocationQuestion() = default;
RevocationQuestion::RevocationQuestion(RevocationQuestion&&) noexcept = default;

std::string RevocationQuestion::ocsp_request() const {
    constexpr const char* what = "cannot make an OCSP request";
    const Question question(OCSP_REQUEST_new());
    // SHA-1 names the certificate here and protects nothing; it is what every responder knows (RFC 5019).
    OCSP_CERTID* id = OCSP_cert_to_id(EVP_sha1(), pair_->certificate.get(), pair_->issuer.get());
    require(question && id != nullptr, what);
    if (OCSP_request_add0_id(question.get(), id) == nullptr) {
        OCSP_CERTID_free(id);
        crypto_failed(what);
    }
    return der_of(question.get(), i2d_OCSP_REQUEST);
}

RevocationQuestion::Answer RevocationQuestion::told_by(const Evidence& news, Time at,
                                                       const SignaturePolicy& policy) const {
    RevocationSource source;
    for (const std::string& list : news.lists) source.add_list(list);
    for (const std::string& response : news.responses) source.add_response(response);
    const Standing standing = source.of(pair_->certificate.get(), pair_->issuer.get(), at, policy);
    switch (standing.status) {
        case Standing::Status::unknown: break;
        case Standing::Status::stale: return {Told::stale, {}};
        case Standing::Status::good: return {Told::good, {}};
        case Standing::Status::revoked: return {Told::revoked, standing.since};
    }
    return {};
}

std::vector<std::string> certificates_in(std::string_view ocsp_response) {
    using Response = Handle<OCSP_RESPONSE, OCSP_RESPONSE_free>;
    std::vector<std::string> found;
    const unsigned char* at = data_of(ocsp_response);
    const Response response(d2i_OCSP_RESPONSE(nullptr, &at, long(ocsp_response.size())));
    const OcspAnswer answer(response ? OCSP_response_get1_basic(response.get()) : nullptr);
    const STACK_OF(X509)* certificates = answer ? OCSP_resp_get0_certs(answer.get()) : nullptr;
    for (int i = 0; certificates != nullptr && i < sk_X509_num(certificates); ++i)
        found.push_back(der_of(sk_X509_value(certificates, i), i2d_X509));
    ERR_clear_error();
    return found;
}

std::vector<std::string> issuer_addresses(std::string_view certificate) {
    using Access = Handle<AUTHORITY_INFO_ACCESS, AUTHORITY_INFO_ACCESS_free>;
    const Certificate own = certificate_from_der(certificate);
    std::vector<std::string> found;
    const Access access(
        static_cast<AUTHORITY_INFO_ACCESS*>(X509_get_ext_d2i(own.get(), NID_info_access, nullptr, nullptr)));
    for (int i = 0; access && i < sk_ACCESS_DESCRIPTION_num(access.get()); ++i) {
        const ACCESS_DESCRIPTION* one = sk_ACCESS_DESCRIPTION_value(access.get(), i);
        int type = 0;
        const auto* name = static_cast<const ASN1_STRING*>(GENERAL_NAME_get0_value(one->location, &type));
        if (OBJ_obj2nid(one->method) == NID_ad_ca_issuers && type == GEN_URI) add(found, std::string(bytes_of(name)));
    }
    ERR_clear_error();
    return found;
}

std::vector<std::string> issuers_in(std::string_view answer) {
    using Bag = Handle<PKCS7, PKCS7_free>;
    constexpr int most_certificates = 20;
    std::vector<std::string> found;
    const unsigned char* at = data_of(answer);
    Certificate one(d2i_X509(nullptr, &at, long(answer.size())));
    if (!one) one.reset(PEM_read_bio_X509(memory_of(answer).get(), nullptr, nullptr, nullptr));
    if (one) found.push_back(der_of(one.get(), i2d_X509));
    at = data_of(answer);
    const Bag bag(one ? nullptr : d2i_PKCS7(nullptr, &at, long(answer.size())));
    const STACK_OF(X509)* certificates = bag && PKCS7_type_is_signed(bag.get()) ? bag->d.sign->cert : nullptr;
    for (int i = 0; certificates != nullptr && i < std::min(sk_X509_num(certificates), most_certificates); ++i)
        found.push_back(der_of(sk_X509_value(certificates, i), i2d_X509));
    ERR_clear_error();
    return found;
}

std::string list_der(std::string_view bytes) {
    const unsigned char* at = data_of(bytes);
    Crl list(d2i_X509_CRL(nullptr, &at, long(bytes.size())));
    if (!list) {
        const Bio bio = memory_of(bytes);
        list.reset(PEM_read_bio_X509_CRL(bio.get(), nullptr, nullptr, nullptr));
    }
    ERR_clear_error();
    return list ? der_of(list.get(), i2d_X509_CRL) : std::string();
}

}  // namespace saoy::crypto
