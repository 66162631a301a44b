// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/verify_cms.hpp"

#include <algorithm>
#include <array>

#include "lib/base/text.hpp"
#include "lib/crypto/cms_form.hpp"
#include "lib/crypto/verify_openssl.hpp"

namespace saoy::crypto {

namespace {

constexpr std::size_t most_tokens = 5;

void free_lists(STACK_OF(X509_CRL) * lists) { sk_X509_CRL_pop_free(lists, X509_CRL_free); }

// Leaves the checking of one signature with its sub-indication.
struct Failed {
    std::string failure, reason;
};

[[noreturn]] void bad_form(const std::string& reason) { throw Failed{"FORMAT_FAILURE", reason}; }

std::string digest_of(int nid, const std::vector<std::string_view>& parts) {
    const EVP_MD* digest = EVP_get_digestbynid(nid);
    const DigestContext context(EVP_MD_CTX_new());
    if (digest == nullptr || !context || EVP_DigestInit_ex(context.get(), digest, nullptr) != 1)
        throw Failed{"CRYPTO_CONSTRAINTS_FAILURE", text::tr("the digest algorithm of the signature is not known")};
    for (const std::string_view part : parts) EVP_DigestUpdate(context.get(), part.data(), part.size());
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    if (nid == NID_shake256) {  // RFC 8419: 64 bytes of output
        size = 64;
        EVP_DigestFinalXOF(context.get(), bytes.data(), size);
    } else {
        EVP_DigestFinal_ex(context.get(), bytes.data(), &size);
    }
    return {reinterpret_cast<const char*>(bytes.data()), size};
}

int nid_of(const X509_ALGOR* algorithm) {
    const ASN1_OBJECT* object = nullptr;
    X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
    return OBJ_obj2nid(object);
}

Cms parse(std::string_view der) {
    const unsigned char* at = data_of(der);
    Cms cms(d2i_CMS_ContentInfo(nullptr, &at, long(der.size())));
    ERR_clear_error();
    if (!cms) bad_form(text::tr("the signature value is no CMS structure"));
    const std::string_view rest = der.substr(std::size_t(at - data_of(der)));
    if (rest.find_first_not_of('\0') != std::string_view::npos)
        bad_form(text::tr("other bytes follow the CMS structure"));
    if (OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_pkcs7_signed)
        bad_form(text::tr("the CMS structure is not signed data"));
    return cms;
}

// The single value of a signed attribute that has to be there once; null when it is not there.
const ASN1_STRING* attribute(CMS_SignerInfo* info, int nid, int type) {
    const int at = CMS_signed_get_attr_by_NID(info, nid, -1);
    if (at < 0) return nullptr;
    X509_ATTRIBUTE* found = CMS_signed_get_attr(info, at);
    if (CMS_signed_get_attr_by_NID(info, nid, at) >= 0 || X509_ATTRIBUTE_count(found) != 1)
        bad_form(text::tr("a signed attribute stands there twice"));
    const auto* value = static_cast<const ASN1_STRING*>(X509_ATTRIBUTE_get0_data(found, 0, type, nullptr));
    ERR_clear_error();
    if (value == nullptr) bad_form(text::tr("a signed attribute is of the wrong type"));
    return value;
}

std::vector<std::string> encoded_attributes(CMS_SignerInfo* info) {
    std::vector<std::string> attributes;
    for (int i = 0; i < CMS_signed_get_attr_count(info); ++i)
        attributes.push_back(der_of(CMS_signed_get_attr(info, i), i2d_X509_ATTRIBUTE));
    return attributes;
}

std::string as_set(const std::vector<std::string>& members) {
    std::string content;
    for (const std::string& member : members) content += member;
    std::string header = "\x31";
    if (content.size() < 128) {
        header += char(content.size());
    } else {
        std::string size;
        for (std::size_t n = content.size(); n != 0; n >>= 8) size.insert(size.begin(), char(n & 255));
        header += char(0x80 | size.size());
        header += size;
    }
    return header + content;
}

// ESS signing-certificate (RFC 2634) or -v2 (RFC 5035) names the signer's certificate by its digest.
bool check_named_certificate(CMS_SignerInfo* info, X509* signer) {
    const ASN1_STRING* v1 = attribute(info, NID_id_smime_aa_signingCertificate, V_ASN1_SEQUENCE);
    const ASN1_STRING* v2 = attribute(info, NID_id_smime_aa_signingCertificateV2, V_ASN1_SEQUENCE);
    if (v1 == nullptr && v2 == nullptr) return false;
    SigningCertificate first;
    SigningCertificateV2 second;
    if (v1 != nullptr) {
        const unsigned char* at = ASN1_STRING_get0_data(v1);
        first.reset(d2i_ESS_SIGNING_CERT(nullptr, &at, ASN1_STRING_length(v1)));
    }
    if (v2 != nullptr) {
        const unsigned char* at = ASN1_STRING_get0_data(v2);
        second.reset(d2i_ESS_SIGNING_CERT_V2(nullptr, &at, ASN1_STRING_length(v2)));
    }
    const crypto::Certificates one(sk_X509_new_null());
    X509_up_ref(signer);
    sk_X509_push(one.get(), signer);
    const bool matches = (v1 == nullptr || first) && (v2 == nullptr || second) &&
                         OSSL_ESS_check_signing_certs(first.get(), second.get(), one.get(), 1) == 1;
    ERR_clear_error();
    if (!matches)
        throw Failed{"NO_SIGNING_CERTIFICATE_FOUND", text::tr("the signature names another certificate as its own")};
    return true;
}

crypto::Certificate signer_among(const crypto::Certificates& all, CMS_SignerInfo* info) {
    for (int i = 0; all && i < sk_X509_num(all.get()); ++i) {
        X509* one = sk_X509_value(all.get(), i);
        if (CMS_SignerInfo_cert_cmp(info, one) != 0) continue;
        X509_up_ref(one);
        return crypto::Certificate(one);
    }
    throw Failed{"NO_SIGNING_CERTIFICATE_FOUND", text::tr("the certificate of the signer is not in the signature")};
}

// What is stamped is given by its parts, or by its SHA-256 digest where `known` is not empty.
void check_timestamp(std::string_view content, const std::vector<std::string_view>& parts, std::string_view known,
                     CheckedCms& checked) {
    const unsigned char* at = data_of(content);
    const TimestampInfo info(d2i_TS_TST_INFO(nullptr, &at, long(content.size())));
    ERR_clear_error();
    if (!info) bad_form(text::tr("the timestamp says nothing that can be read"));
    TS_MSG_IMPRINT* imprint = TS_TST_INFO_get_msg_imprint(info.get());
    const int digest = nid_of(TS_MSG_IMPRINT_get_algo(imprint));
    checked.imprint_digest = OBJ_nid2sn(digest);
    const bool is_same = known.empty() ? digest_of(digest, parts) == bytes_of(TS_MSG_IMPRINT_get_msg(imprint))
                                       : digest == NID_sha256 && known == bytes_of(TS_MSG_IMPRINT_get_msg(imprint));
    if (!is_same) throw Failed{"HASH_FAILURE", text::tr("the timestamp was given to other bytes")};
    checked.stamped = time_of(TS_TST_INFO_get_time(info.get()));
    if (!checked.stamped) bad_form(text::tr("the timestamp has no time"));
}

// What the message digest attribute has to be the digest of.
std::vector<std::string_view> signed_content(CmsKind kind, CMS_ContentInfo* cms,
                                             const std::vector<std::string_view>& parts, std::string_view imprint,
                                             CheckedCms& checked) {
    ASN1_OCTET_STRING** content = CMS_get0_content(cms);
    const bool inside = content != nullptr && *content != nullptr;
    const int type = OBJ_obj2nid(CMS_get0_eContentType(cms));
    const bool wanted = kind == CmsKind::digest_inside || kind == CmsKind::timestamp;
    if (inside != wanted)
        bad_form(inside ? text::tr("the signature has contents of its own besides the file")
                        : text::tr("the signature lacks the contents it has to have"));
    if (type != (kind == CmsKind::timestamp ? NID_id_smime_ct_TSTInfo : NID_pkcs7_data))
        bad_form(text::tr("the signature is over another type of contents"));
    if (!inside) return parts;
    const std::string_view bytes = bytes_of(*content);
    if (kind == CmsKind::timestamp) check_timestamp(bytes, parts, imprint, checked);
    if (kind == CmsKind::digest_inside && digest_of(NID_sha1, parts) != bytes)
        throw Failed{"HASH_FAILURE", text::tr("the signed bytes were changed: their digest differs")};
    return {bytes};
}

std::vector<std::string> embedded_timestamps(CMS_SignerInfo* info) {
    std::vector<std::string> tokens;
    for (int at = -1; (at = CMS_unsigned_get_attr_by_NID(info, NID_id_smime_aa_timeStampToken, at)) >= 0;) {
        X509_ATTRIBUTE* found = CMS_unsigned_get_attr(info, at);
        for (int i = 0; i < X509_ATTRIBUTE_count(found) && tokens.size() < most_tokens; ++i) {
            const void* value = X509_ATTRIBUTE_get0_data(found, i, V_ASN1_SEQUENCE, nullptr);
            if (value != nullptr) tokens.emplace_back(bytes_of(static_cast<const ASN1_STRING*>(value)));
        }
    }
    ERR_clear_error();
    return tokens;
}

struct Element {
    int tag = -1, tag_class = 0;
    std::string_view whole, content;
};

// The next DER element; takes it from the front. A tag of -1 at the end and at what is no DER.
Element next_element(std::string_view& der) {
    Element element;
    const unsigned char* at = data_of(der);
    long size = 0;
    int tag = 0, tag_class = 0;
    const int how = der.empty() ? 0x80 : ASN1_get_object(&at, &size, &tag, &tag_class, long(der.size()));
    ERR_clear_error();
    if ((how & 0x81) != 0) return element;  // an error, or a length that is not given
    const std::size_t header = std::size_t(at - data_of(der));
    element = {tag, tag_class, der.substr(0, header + std::size_t(size)), der.substr(header, std::size_t(size))};
    der.remove_prefix(element.whole.size());
    return element;
}

// adbe-revocationInfoArchival (ISO 32000-1, 12.8.3.3.2): [0] lists, [1] OCSP answers.
void read_archived(CMS_SignerInfo* info, Evidence& evidence) {
    using Object = Handle<ASN1_OBJECT, ASN1_OBJECT_free>;
    const Object name(OBJ_txt2obj("1.2.840.113583.1.1.8", 1));
    const int at = CMS_signed_get_attr_by_OBJ(info, name.get(), -1);
    if (at < 0) return;
    const void* value = X509_ATTRIBUTE_get0_data(CMS_signed_get_attr(info, at), 0, V_ASN1_SEQUENCE, nullptr);
    ERR_clear_error();
    if (value == nullptr) return;
    std::string_view archive = bytes_of(static_cast<const ASN1_STRING*>(value));
    std::string_view parts = next_element(archive).content;
    for (Element part = next_element(parts); part.tag >= 0; part = next_element(parts)) {
        if (part.tag_class != V_ASN1_CONTEXT_SPECIFIC || part.tag > 1) continue;
        std::string_view items = next_element(part.content).content;
        for (Element item = next_element(items); item.tag >= 0; item = next_element(items))
            (part.tag == 0 ? evidence.lists : evidence.responses).emplace_back(item.whole);
    }
}

void read_evidence(CMS_ContentInfo* cms, CMS_SignerInfo* info, Evidence& evidence) {
    using Lists = Handle<STACK_OF(X509_CRL), free_lists>;
    const Lists lists(CMS_get1_crls(cms));
    for (int i = 0; lists && i < sk_X509_CRL_num(lists.get()); ++i)
        evidence.lists.push_back(der_of(sk_X509_CRL_value(lists.get(), i), i2d_X509_CRL));
    read_archived(info, evidence);
    ERR_clear_error();
}

}  // namespace

CheckedCms::~CheckedCms() = default;
CheckedCms::CheckedCms(CheckedCms&&) noexcept = default;
CheckedCms& CheckedCms::operator=(CheckedCms&&) noexcept = default;

CheckedCms::CheckedCms() : certificates_(std::make_unique<Certificates>()) {}

CheckedCms::CheckedCms(CmsKind kind, std::string_view der, const std::vector<std::string_view>& parts) : CheckedCms() {
    check(kind, der, parts, {});
}

CheckedCms CheckedCms::token(std::string_view der, std::string_view digest) {
    CheckedCms checked;
    checked.check(CmsKind::timestamp, der, {}, digest);
    return checked;
}

CheckedCms CheckedCms::unsigned_by(const std::vector<std::string>& certificates) {
    CheckedCms none;
    none.certificates_->all.reset(sk_X509_new_null());
    for (const std::string& der : certificates) {
        crypto::Certificate certificate = certificate_from_der(der);
        if (!none.certificates_->signer) {
            X509_up_ref(certificate.get());
            none.certificates_->signer.reset(certificate.get());
        }
        require(sk_X509_push(none.certificates_->all.get(), certificate.get()) > 0, "cannot gather certificates");
        certificate.release();
    }
    none.digest = "SHA256";  // what saoy signs with
    return none;
}

void CheckedCms::check(CmsKind kind, std::string_view der, const std::vector<std::string_view>& parts,
                       std::string_view imprint) {
    try {
        const Cms cms = parse(der);
        STACK_OF(CMS_SignerInfo)* infos = CMS_get0_SignerInfos(cms.get());
        if (infos == nullptr || sk_CMS_SignerInfo_num(infos) != 1)
            bad_form(text::tr("the signature does not have exactly one signer"));
        CMS_SignerInfo* info = sk_CMS_SignerInfo_value(infos, 0);
        certificates_->all.reset(CMS_get1_certs(cms.get()));
        certificates_->signer = signer_among(certificates_->all, info);
        X509* certificate = certificates_->signer.get();
        signer = name_part(X509_get_subject_name(certificate), NID_commonName);
        organisation = name_part(X509_get_subject_name(certificate), NID_organizationName);
        signer_ends = time_of(X509_get0_notAfter(certificate));

        X509_ALGOR *digest_algorithm = nullptr, *signature_algorithm = nullptr;
        CMS_SignerInfo_get0_algs(info, nullptr, nullptr, &digest_algorithm, &signature_algorithm);
        const int digest_nid = nid_of(digest_algorithm);
        digest = OBJ_nid2sn(digest_nid);
        if (!is_well_tagged(der, cms.get())) bad_form(text::tr("the signature value is no CMS structure"));
        if (!announces_truly(cms.get(), digest_nid))
            bad_form(text::tr("the signature announces other versions or algorithms than it uses"));
        if (kind == CmsKind::digest_inside) digest = "SHA1";  // the weaker of the two is what holds the file
        const std::vector<std::string_view> content = signed_content(kind, cms.get(), parts, imprint, *this);

        if (CMS_signed_get_attr_count(info) <= 0) bad_form(text::tr("the signature has no signed attributes"));
        const int at = CMS_signed_get_attr_by_NID(info, NID_pkcs9_contentType, -1);
        const ASN1_OBJECT* type = at < 0 ? nullptr
                                         : static_cast<const ASN1_OBJECT*>(X509_ATTRIBUTE_get0_data(
                                               CMS_signed_get_attr(info, at), 0, V_ASN1_OBJECT, nullptr));
        if (type == nullptr || OBJ_cmp(type, CMS_get0_eContentType(cms.get())) != 0)
            bad_form(text::tr("the signed attributes name another type of contents"));
        const ASN1_STRING* wanted = attribute(info, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING);
        if (wanted == nullptr) bad_form(text::tr("the signed attributes lack the digest"));
        if (digest_of(digest_nid, content) != bytes_of(wanted))
            throw Failed{"HASH_FAILURE", text::tr("the signed bytes were changed: their digest differs")};

        names_certificate = check_named_certificate(info, certificate);
        if (kind == CmsKind::cades && !names_certificate)
            bad_form(text::tr("the signed attributes do not name the certificate of the signer"));

        value = bytes_of(CMS_SignerInfo_get0_signature(info));
        tokens = embedded_timestamps(info);
        read_evidence(cms.get(), info, evidence);
        EVP_PKEY* key = X509_get0_pubkey(certificate);
        if (key == nullptr) bad_form(text::tr("the key of the signer is of a kind that is not known"));
        std::vector<std::string> attributes = encoded_attributes(info);
        ValueCheck check = check_value(key, signature_algorithm, digest_nid, as_set(attributes), value);
        if (!check.valid && check.fits) {  // DER sorts the set; not every writer did before sending it
            std::sort(attributes.begin(), attributes.end());
            check = check_value(key, signature_algorithm, digest_nid, as_set(attributes), value);
        }
        algorithm = check.algorithm;
        if (!check.fits)
            throw Failed{"SIG_CRYPTO_FAILURE", text::tr("key, digest and signature algorithm do not fit together")};
        if (!check.valid)
            throw Failed{"SIG_CRYPTO_FAILURE", text::tr("the signature value does not match the signer's key")};
    } catch (const Failed& problem) {
        failure = problem.failure;
        reason = problem.reason;
    }
}

}  // namespace saoy::crypto
