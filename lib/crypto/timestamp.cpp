// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/timestamp.hpp"

#include <array>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/verify_openssl.hpp"

namespace saoy::crypto {

namespace {

using Query = Handle<TS_REQ, TS_REQ_free>;
using Response = Handle<TS_RESP, TS_RESP_free>;
using Imprint = Handle<TS_MSG_IMPRINT, TS_MSG_IMPRINT_free>;
using Integer = Handle<ASN1_INTEGER, ASN1_INTEGER_free>;
using Object = Handle<ASN1_OBJECT, ASN1_OBJECT_free>;
using Number = Handle<BIGNUM, BN_free>;

constexpr const char* cannot_ask = "cannot make the question for a timestamp";

[[noreturn]] void no_answer(const std::string& why) {
    ERR_clear_error();
    throw Error(Fault::temporary, "tsa-answer", why);
}

Integer integer_of(const std::string& bytes) {
    const Number number(BN_bin2bn(data_of(bytes), int(bytes.size()), nullptr));
    Integer integer(BN_to_ASN1_INTEGER(number.get(), nullptr));
    require(integer != nullptr, cannot_ask);
    return integer;
}

Object object_of(const std::string& oid) {
    Object object(OBJ_txt2obj(oid.c_str(), 1));
    ERR_clear_error();
    if (!object)
        throw Error(Fault::configuration, "tsa-policy",
                    text::fill(text::tr("{0} is not the number of a timestamp policy"), {oid}));
    return object;
}

std::string told_by(const TS_STATUS_INFO* status) {
    std::string words;
    const STACK_OF(ASN1_UTF8STRING)* lines = TS_STATUS_INFO_get0_text(status);
    for (int i = 0; lines != nullptr && i < sk_ASN1_UTF8STRING_num(lines) && i < 3; ++i) {
        if (!words.empty()) words += "; ";
        words += std::string(bytes_of(sk_ASN1_UTF8STRING_value(lines, i))).substr(0, 200);
    }
    return words.empty() ? std::to_string(ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(status))) : words;
}

}  // namespace

std::string query_of(const TimestampQuestion& question) {
    const Query query(TS_REQ_new());
    const Imprint imprint(TS_MSG_IMPRINT_new());
    const Algorithm algorithm(X509_ALGOR_new());
    require(query && imprint && algorithm, cannot_ask);
    require(X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr) == 1 &&
                TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()) == 1 &&
                TS_MSG_IMPRINT_set_msg(imprint.get(), const_cast<unsigned char*>(data_of(question.digest)),
                                       int(question.digest.size())) == 1 &&
                TS_REQ_set_version(query.get(), 1) == 1 && TS_REQ_set_msg_imprint(query.get(), imprint.get()) == 1 &&
                TS_REQ_set_nonce(query.get(), integer_of(question.nonce).get()) == 1 &&
                TS_REQ_set_cert_req(query.get(), 1) == 1,
            cannot_ask);
    if (!question.policy.empty())
        require(TS_REQ_set_policy_id(query.get(), object_of(question.policy).get()) == 1, cannot_ask);
    return der_of(query.get(), i2d_TS_REQ);
}

std::string token_in(std::string_view bytes, const TimestampQuestion& question) {
    const unsigned char* at = data_of(bytes);
    const Response response(d2i_TS_RESP(nullptr, &at, long(bytes.size())));
    if (!response) no_answer(text::tr("the answer is no timestamp response"));
    TS_STATUS_INFO* status = TS_RESP_get_status_info(response.get());
    const long granted = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(status));
    if (granted != TS_STATUS_GRANTED && granted != TS_STATUS_GRANTED_WITH_MODS)
        throw Error(Fault::temporary, "tsa-refused",
                    text::fill(text::tr("the timestamp is refused: {0}"), {told_by(status)}));
    PKCS7* token = TS_RESP_get_token(response.get());
    TS_TST_INFO* info = TS_RESP_get_tst_info(response.get());
    if (token == nullptr || info == nullptr) no_answer(text::tr("the answer has no timestamp in it"));

    TS_MSG_IMPRINT* imprint = TS_TST_INFO_get_msg_imprint(info);
    const ASN1_OBJECT* digest = nullptr;
    X509_ALGOR_get0(&digest, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(imprint));
    if (OBJ_obj2nid(digest) != NID_sha256 || bytes_of(TS_MSG_IMPRINT_get_msg(imprint)) != question.digest)
        no_answer(text::tr("the timestamp was given to other bytes"));
    const ASN1_INTEGER* nonce = TS_TST_INFO_get_nonce(info);
    if (nonce == nullptr || ASN1_INTEGER_cmp(nonce, integer_of(question.nonce).get()) != 0)
        no_answer(text::tr("the timestamp answers another question: its nonce differs"));
    if (!question.policy.empty() && OBJ_cmp(TS_TST_INFO_get_policy_id(info), object_of(question.policy).get()) != 0)
        no_answer(text::tr("the timestamp was given under another policy than the one asked for"));
    return der_of(token, i2d_PKCS7);
}

}  // namespace saoy::crypto
