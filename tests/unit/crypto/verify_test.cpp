// SPDX-License-Identifier: Apache-2.0
// Signatures made here with invented keys, spoiled one way at a time.
#include <catch2/catch.hpp>

#include "lib/crypto/verify_cms.hpp"
#include "lib/crypto/verify_openssl.hpp"
#include "lib/crypto/verify_revocation.hpp"
#include "lib/crypto/verify_trust.hpp"

#include <openssl/pem.h>

using namespace saoy;
using namespace saoy::crypto;
using Role = TrustedCertificates::Role;

namespace {

const Time made = parse_rfc3339("2026-01-01T00:00:00Z");
constexpr auto day = std::chrono::hours(24);

SignaturePolicy policy() { return {{{"SHA256", {}}}, {{"RSA", 2048, {}}}, {"1.3.6.1.5.5.7.3.36"}, day}; }

struct Person {
    PrivateKey key;
    crypto::Certificate certificate;
};

void extend(X509* certificate, X509* issuer, int nid, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    using Extension = Handle<X509_EXTENSION, X509_EXTENSION_free>;
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    REQUIRE(extension);
    X509_add_ext(certificate, extension.get(), -1);
}

// Without an issuer: a root. Valid for 30 days from `made`.
Person person(const char* name, const Person* issuer, const char* usage = "digitalSignature,nonRepudiation") {
    Person one{PrivateKey(EVP_RSA_gen(2048)), crypto::Certificate(X509_new())};
    X509* x = one.certificate.get();
    static int serial = 1;
    ASN1_INTEGER_set(X509_get_serialNumber(x), serial++);
    X509_set_version(x, 2);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
    const Person& by = issuer == nullptr ? one : *issuer;
    X509_set_issuer_name(x, X509_get_subject_name(by.certificate.get()));
    ASN1_TIME_set(X509_getm_notBefore(x), made.time_since_epoch().count());
    ASN1_TIME_set(X509_getm_notAfter(x), made.time_since_epoch().count() + 30L * 86400);
    X509_set_pubkey(x, one.key.get());
    extend(x, by.certificate.get(), NID_basic_constraints,
           issuer == nullptr ? "critical,CA:TRUE" : "critical,CA:FALSE");
    extend(x, by.certificate.get(), NID_key_usage, issuer == nullptr ? "critical,keyCertSign,cRLSign" : usage);
    REQUIRE(X509_sign(x, by.key.get(), EVP_sha256()) > 0);
    return one;
}

std::string sign(const Person& by, std::string_view bytes, unsigned flags = CMS_CADES | CMS_DETACHED) {
    const Bio data = memory_of(bytes);
    const Cms cms(CMS_sign(nullptr, nullptr, nullptr, nullptr, CMS_PARTIAL | CMS_BINARY | flags));
    REQUIRE(CMS_add1_signer(cms.get(), by.certificate.get(), by.key.get(), EVP_sha256(), CMS_BINARY | flags) !=
            nullptr);
    REQUIRE(CMS_final(cms.get(), data.get(), nullptr, CMS_BINARY | flags) == 1);
    return der_of(cms.get(), i2d_CMS_ContentInfo);
}

Path written(const TemporaryFolder& folder, const Person& person) {
    const Path path = folder.path() / (std::to_string(X509_issuer_and_serial_hash(person.certificate.get())) + ".der");
    write_file(path, der_of(person.certificate.get(), i2d_X509));
    return path;
}

using AsnTime = Handle<ASN1_TIME, ASN1_TIME_free>;
AsnTime asn_time(Time time) { return AsnTime(ASN1_TIME_set(nullptr, time.time_since_epoch().count())); }

// A list of that time, good for ten days, that names the certificate or none.
std::string list_of(const Person& issuer, Time issued, X509* revoked = nullptr, Time since = {}) {
    const Crl list(X509_CRL_new());
    X509_CRL_set_version(list.get(), 1);
    X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(issuer.certificate.get()));
    X509_CRL_set1_lastUpdate(list.get(), asn_time(issued).get());
    X509_CRL_set1_nextUpdate(list.get(), asn_time(issued + 10 * day).get());
    if (revoked != nullptr) {
        X509_REVOKED* entry = X509_REVOKED_new();  // owned by the list
        X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(revoked));
        X509_REVOKED_set_revocationDate(entry, asn_time(since).get());
        X509_CRL_add0_revoked(list.get(), entry);
    }
    REQUIRE(X509_CRL_sign(list.get(), issuer.key.get(), EVP_sha256()) > 0);
    return der_of(list.get(), i2d_X509_CRL);
}

// An OCSP answer that the responder signed about the subject.
std::string answer_of(const Person& responder, const Person& issuer, const Person& subject, int status, Time issued,
                      Time since = {}) {
    const OcspAnswer basic(OCSP_BASICRESP_new());
    using Id = Handle<OCSP_CERTID, OCSP_CERTID_free>;
    const Id id(OCSP_cert_to_id(EVP_sha1(), subject.certificate.get(), issuer.certificate.get()));
    OCSP_basic_add1_status(basic.get(), id.get(), status, 0,
                           status == V_OCSP_CERTSTATUS_REVOKED ? asn_time(since).get() : nullptr,
                           asn_time(issued).get(), asn_time(issued + 10 * day).get());
    // The answer's own time stands in the structure and would be today's.
    ASN1_GENERALIZEDTIME_set(const_cast<ASN1_GENERALIZEDTIME*>(OCSP_resp_get0_produced_at(basic.get())),
                             issued.time_since_epoch().count() + 60);
    REQUIRE(OCSP_basic_sign(basic.get(), responder.certificate.get(), responder.key.get(), EVP_sha256(), nullptr,
                            OCSP_NOTIME) == 1);
    using Response = Handle<OCSP_RESPONSE, OCSP_RESPONSE_free>;
    const Response response(OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic.get()));
    return der_of(response.get(), i2d_OCSP_RESPONSE);
}

const std::string bytes = "the bytes of a copy";
const std::string_view first = std::string_view(bytes).substr(0, 9), second = std::string_view(bytes).substr(9);

}  // namespace

TEST_CASE("a signature holds over its bytes and over no others") {
    const Person root = person("Root", nullptr), signer = person("Nguyễn Văn Mẫu", &root);
    const std::string der = sign(signer, bytes);
    const CheckedCms good(CmsKind::cades, der + std::string(100, '\0'), {first, second});
    CHECK(good.holds());
    CHECK(good.signer == "Nguyễn Văn Mẫu");
    CHECK(good.algorithm == "RSA PKCS#1 v1.5 SHA256");
    CHECK(good.names_certificate);

    CHECK(CheckedCms(CmsKind::cades, der, {second, first}).failure == "HASH_FAILURE");
    CHECK(CheckedCms(CmsKind::cades, der + "x", {bytes}).failure == "FORMAT_FAILURE");
    CHECK(CheckedCms(CmsKind::cades, "", {bytes}).failure == "FORMAT_FAILURE");
    CHECK(CheckedCms(CmsKind::timestamp, der, {bytes}).failure == "FORMAT_FAILURE");
    std::string spoiled = der;
    spoiled[spoiled.size() - 20] ^= 1;  // the value stands last
    CHECK(CheckedCms(CmsKind::cades, spoiled, {bytes}).failure == "SIG_CRYPTO_FAILURE");
}

TEST_CASE("the form asked for is the form found") {
    const Person root = person("Root", nullptr), signer = person("Signer", &root);
    CHECK(CheckedCms(CmsKind::cades, sign(signer, bytes, CMS_DETACHED), {bytes}).failure == "FORMAT_FAILURE");
    CHECK(CheckedCms(CmsKind::detached, sign(signer, bytes, CMS_DETACHED), {bytes}).holds());
    CHECK(CheckedCms(CmsKind::cades, sign(signer, bytes, CMS_CADES), {bytes}).failure == "FORMAT_FAILURE");
    CHECK(CheckedCms(CmsKind::detached, sign(signer, bytes, CMS_DETACHED | CMS_NOATTR), {bytes}).failure ==
          "FORMAT_FAILURE");
    CHECK(CheckedCms(CmsKind::detached, sign(signer, bytes, CMS_DETACHED | CMS_NOCERTS), {bytes}).failure ==
          "NO_SIGNING_CERTIFICATE_FOUND");
}

TEST_CASE("every prefix and every flipped byte of a signature is survived and none is accepted") {
    const Person root = person("Root", nullptr), signer = person("Signer", &root);
    const std::string der = sign(signer, bytes);
    for (std::size_t i = 0; i < der.size(); i += 7)
        CHECK_FALSE(CheckedCms(CmsKind::cades, der.substr(0, i), {bytes}).holds());
    int accepted = 0;
    const std::size_t certificate = der.find("Root");  // the middle of it is covered by the ESS digest
    REQUIRE(certificate != std::string::npos);
    for (std::size_t i = certificate; i < certificate + 200; ++i) {
        std::string spoiled = der;
        spoiled[i] ^= 0x20;
        accepted += CheckedCms(CmsKind::cades, spoiled, {bytes}).holds() ? 1 : 0;
    }
    CHECK(accepted == 0);
}

TEST_CASE("trust comes from installed anchors only, at a time, for a purpose") {
    const TemporaryFolder folder;
    const Person root = person("Root", nullptr), other = person("Other", nullptr), signer = person("Signer", &root);
    const CheckedCms cms(CmsKind::cades, sign(signer, bytes), {bytes});
    const Moment now{made + day, false, {}};
    const Evidence fresh{{}, {list_of(root, made + day / 2)}, {}};
    TrustedCertificates none(policy()), wrong(policy()), right(policy());
    wrong.add_anchors(written(folder, other));
    right.add_anchors(written(folder, root), "state");
    CHECK(none.path(cms, Role::signer, now, fresh).failure == "NO_CERTIFICATE_CHAIN_FOUND");
    CHECK(wrong.path(cms, Role::signer, now, fresh).failure == "NO_CERTIFICATE_CHAIN_FOUND");
    CHECK(wrong.path(cms, Role::signer, now, fresh).trust == Trust::unknown);
    const PathVerdict good = right.path(cms, Role::signer, now, fresh);
    CHECK(good.trust == Trust::trusted);
    CHECK(good.bundle == "state");
    CHECK(good.unsettled.empty());
    CHECK(right.path(cms, Role::signer, {made + 40 * day, false, {}}, fresh).failure == "OUT_OF_BOUNDS_NO_POE");
    CHECK(right.path(cms, Role::signer, {made - day, false, {}}, fresh).failure == "OUT_OF_BOUNDS_NO_POE");
    CHECK(right.path(cms, Role::signer, {made - day, true, {}}, fresh).failure == "NOT_YET_VALID");
    CHECK(right.path(cms, Role::timestamp_authority, now, fresh).failure == "CHAIN_CONSTRAINTS_FAILURE");
    const Person sealer = person("Encrypts", &root, "keyEncipherment");
    CHECK(right.path(CheckedCms(CmsKind::cades, sign(sealer, bytes), {bytes}), Role::signer, now, fresh).failure ==
          "CHAIN_CONSTRAINTS_FAILURE");
}

TEST_CASE("unknown revocation is never valid, and news counts for its time only") {
    const TemporaryFolder folder;
    const Person root = person("Root", nullptr), other = person("Root", nullptr), signer = person("Signer", &root);
    const CheckedCms cms(CmsKind::cades, sign(signer, bytes), {bytes});
    TrustedCertificates trusted(policy());
    trusted.add_anchors(written(folder, root));
    const auto judge = [&](Time at, bool proven, const std::string& list, std::optional<Time> claimed = {}) {
        return trusted.path(cms, Role::signer, {at, proven, claimed}, Evidence{{}, {list}, {}});
    };
    CHECK(judge(made + day, false, "").failure == "TRY_LATER");
    CHECK(judge(made + day, false, "").unsettled == "Signer");
    CHECK(judge(made + day, false, list_of(other, made)).failure == "TRY_LATER");      // same name, another key
    CHECK(judge(made + 12 * day, false, list_of(root, made)).failure == "TRY_LATER");  // out of date
    CHECK(judge(made + 5 * day, true, list_of(root, made + 20 * day)).trust == Trust::trusted);
    CHECK(judge(made + 5 * day, true, list_of(root, made + 60 * day)).failure == "TRY_LATER");  // may have dropped it

    const Time since = made + 6 * day;
    const std::string revoked = list_of(root, made + 7 * day, signer.certificate.get(), since);
    CHECK(judge(made + 8 * day, false, revoked).failure == "REVOKED_NO_POE");
    CHECK(judge(made + 8 * day, false, revoked, made + 7 * day).failure == "REVOKED");
    CHECK(judge(made + 8 * day, true, revoked).failure == "REVOKED");
    CHECK(judge(made + 8 * day, true, revoked).is_final);
    CHECK(judge(made + 5 * day, true, revoked).trust == Trust::trusted);
    const Evidence both{{}, {list_of(root, made + 7 * day), revoked}, {}};
    CHECK(trusted.path(cms, Role::signer, {made + 8 * day, false, {}}, both).failure == "REVOKED_NO_POE");

    // What the operator gives counts too, but does not make the file complete.
    write_file(folder.path() / "list.crl", list_of(root, made));
    trusted.add_revocation_list(folder.path() / "list.crl");
    CHECK(trusted.path(cms, Role::signer, {made + day, false, {}}, Evidence()).trust == Trust::trusted);
    CHECK(trusted.path(cms, Role::signer, {made + day, false, {}}, Evidence()).unsettled == "Signer");
}

TEST_CASE("an OCSP answer counts when the issuer, or one it named, has signed it") {
    const TemporaryFolder folder;
    const Person root = person("Root", nullptr), signer = person("Signer", &root), stranger = person("X", nullptr);
    Person named = person("Responder", &root), unnamed = person("Not a responder", &root);
    extend(named.certificate.get(), root.certificate.get(), NID_ext_key_usage, "OCSPSigning");
    extend(named.certificate.get(), root.certificate.get(), NID_id_pkix_OCSP_noCheck, "ignored");
    REQUIRE(X509_sign(named.certificate.get(), root.key.get(), EVP_sha256()) > 0);
    const CheckedCms cms(CmsKind::cades, sign(signer, bytes), {bytes});
    TrustedCertificates trusted(policy());
    trusted.add_anchors(written(folder, root));
    const auto judge = [&](const std::string& answer, Time at = made + day) {
        return trusted.path(cms, Role::signer, {at, false, {}}, Evidence{{}, {}, {answer}}).failure;
    };
    const int good = V_OCSP_CERTSTATUS_GOOD;
    CHECK(judge(answer_of(root, root, signer, good, made)).empty());
    CHECK(judge(answer_of(named, root, signer, good, made)).empty());
    CHECK(judge(answer_of(unnamed, root, signer, good, made)) == "TRY_LATER");
    CHECK(judge(answer_of(stranger, root, signer, good, made)) == "TRY_LATER");
    CHECK(judge(answer_of(root, root, named, good, made)) == "TRY_LATER");  // about another certificate
    CHECK(judge(answer_of(root, root, signer, good, made), made + 11 * day) == "TRY_LATER");
    CHECK(judge(answer_of(root, root, signer, V_OCSP_CERTSTATUS_UNKNOWN, made)) == "TRY_LATER");
    CHECK(judge(answer_of(root, root, signer, V_OCSP_CERTSTATUS_REVOKED, made, made)) == "REVOKED_NO_POE");
    const std::string answer = answer_of(root, root, signer, good, made);
    for (std::size_t i = 0; i < answer.size(); i += 5) CHECK_FALSE(judge(answer.substr(0, i)).empty());
}
