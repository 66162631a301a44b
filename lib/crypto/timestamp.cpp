// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/timestamp.hpp"

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/openssl.hpp"
#include "lib/crypto/verify_openssl.hpp"

namespace saoy::crypto {

using text::fill;
using text::tr;

namespace {

using Query = Handle<TS_REQ, TS_REQ_free>;
using Imprint = Handle<TS_MSG_IMPRINT, TS_MSG_IMPRINT_free>;
using Answer = Handle<TS_RESP, TS_RESP_free>;
using Object = Handle<ASN1_OBJECT, ASN1_OBJECT_free>;
using Integer = Handle<ASN1_INTEGER, ASN1_INTEGER_free>;
using BigNumber = Handle<BIGNUM, BN_free>;

constexpr const char* cannot_ask = "cannot make a time stamp query";

Integer integer_of(std::string_view bytes) {
    const BigNumber number(BN_bin2bn(data_of(bytes), int(bytes.size()), nullptr));
    Integer integer(number ? BN_to_ASN1_INTEGER(number.get(), nullptr) : nullptr);
    require(integer != nullptr, cannot_ask);
    return integer;
}

Cms read_cms(std::string_view der) {
    const auto* at = data_of(der);
    Cms cms(d2i_CMS_ContentInfo(nullptr, &at, long(der.size())));
    require(cms != nullptr, "cannot read a CMS");
    return cms;
}

CMS_SignerInfo* signer_of(const Cms& cms) {
    STACK_OF(CMS_SignerInfo)* signers = CMS_get0_SignerInfos(cms.get());
    require(signers != nullptr && sk_CMS_SignerInfo_num(signers) == 1, "the CMS does not have one signer");
    return sk_CMS_SignerInfo_value(signers, 0);
}

[[noreturn]] void wrong(std::string sentence) {
    ERR_clear_error();
    throw Error(Fault::unavailable, "tsa-answer", std::move(sentence), tr("use another time-stamping authority"));
}

}  // namespace

std::string encode(const TimestampQuery& query) {
    require(query.digest.size() == 32, "the digest to stamp is not SHA-256");
    const Query request(TS_REQ_new());
    const Imprint imprint(TS_MSG_IMPRINT_new());
    const Algorithm sha256(X509_ALGOR_new());
    require(request && imprint && sha256 &&
                X509_ALGOR_set0(sha256.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr) == 1 &&
                TS_MSG_IMPRINT_set_algo(imprint.get(), sha256.get()) == 1 &&
                TS_MSG_IMPRINT_set_msg(imprint.get(), const_cast<unsigned char*>(data_of(query.digest)), 32) == 1 &&
                TS_REQ_set_version(request.get(), 1) == 1 &&
                TS_REQ_set_msg_imprint(request.get(), imprint.get()) == 1 &&
                TS_REQ_set_nonce(request.get(), integer_of(query.nonce).get()) == 1 &&
                TS_REQ_set_cert_req(request.get(), 1) == 1,
            cannot_ask);
    if (!query.policy.empty()) {
        const Object policy(OBJ_txt2obj(query.policy.c_str(), 1));
        if (!policy)
            throw Error(Fault::usage, "tsa-policy", fill(tr("{0} is not a policy's number"), {query.policy}),
                        tr("give it as numbers with dots: 1.2.3.4.1"));
        require(TS_REQ_set_policy_id(request.get(), policy.get()) == 1, cannot_ask);
    }
    return der_of(request.get(), i2d_TS_REQ);
}

std::string token_of(std::string_view answer, const TimestampQuery& query) {
    const auto* at = data_of(answer);
    const Answer response(d2i_TS_RESP(nullptr, &at, long(answer.size())));
    if (!response) wrong(tr("the time-stamping authority sent something that is no time stamp"));
    const long status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(response.get())));
    TS_TST_INFO* info = TS_RESP_get_tst_info(response.get());
    if ((status != TS_STATUS_GRANTED && status != TS_STATUS_GRANTED_WITH_MODS) || info == nullptr)
        throw Error(Fault::unavailable, "tsa-refused",
                    fill(tr("the time-stamping authority refused (status {0})"), {std::to_string(status)}),
                    tr("use another time-stamping authority"));
    TS_MSG_IMPRINT* imprint = TS_TST_INFO_get_msg_imprint(info);
    if (OBJ_obj2nid(TS_MSG_IMPRINT_get_algo(imprint)->algorithm) != NID_sha256 ||
        bytes_of(TS_MSG_IMPRINT_get_msg(imprint)) != query.digest)
        wrong(tr("the time stamp is over something else than was sent"));
    const ASN1_INTEGER* nonce = TS_TST_INFO_get_nonce(info);
    if (nonce == nullptr || ASN1_INTEGER_cmp(nonce, integer_of(query.nonce).get()) != 0)
        wrong(tr("the time stamp answers another question (wrong nonce)"));
    if (!query.policy.empty()) {
        const Object wanted(OBJ_txt2obj(query.policy.c_str(), 1));
        if (OBJ_cmp(TS_TST_INFO_get_policy_id(info), wanted.get()) != 0)
            wrong(tr("the time stamp was made under another policy"));
    }
    return der_of(TS_RESP_get_token(response.get()), i2d_PKCS7);
}

std::string signature_value(std::string_view cms) {
    const Cms read = read_cms(cms);
    return std::string(bytes_of(CMS_SignerInfo_get0_signature(signer_of(read))));
}

std::string with_timestamp(std::string_view cms, std::string_view token) {
    const Cms read = read_cms(cms);
    require(CMS_unsigned_add1_attr_by_NID(signer_of(read), NID_id_smime_aa_timeStampToken, V_ASN1_SEQUENCE,
                                          token.data(), int(token.size())) == 1,
            "cannot add a time stamp");
    return der_of(read.get(), i2d_CMS_ContentInfo);
}

}  // namespace saoy::crypto
