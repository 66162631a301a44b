// SPDX-License-Identifier: Apache-2.0
// Signatures made here with invented keys, spoiled one way at a time.
#include <catch2/catch.hpp>

#include "lib/crypto/verify_cms.hpp"
#include "lib/crypto/verify_openssl.hpp"
#include "lib/crypto/verify_policy.hpp"
#include "lib/crypto/verify_trust.hpp"

#include <openssl/pem.h>

using namespace saoy;
using namespace saoy::crypto;
using Role = TrustedCertificates::Role;

namespace {

const Time made = parse_rfc3339("2026-01-01T00:00:00Z");

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

TEST_CASE("trust comes from installed anchors only, at a time, for a purpose, until revoked") {
    const TemporaryFolder folder;
    const Person root = person("Root", nullptr), other = person("Other", nullptr), signer = person("Signer", &root);
    const CheckedCms cms(CmsKind::cades, sign(signer, bytes), {bytes});
    const Time now = made + std::chrono::hours(24);
    TrustedCertificates none, wrong, right;
    wrong.add_anchors(written(folder, other));
    right.add_anchors(written(folder, root));
    CHECK(none.path(cms, Role::signer, now, {}).failure == "NO_CERTIFICATE_CHAIN_FOUND");
    CHECK(wrong.path(cms, Role::signer, now, {}).failure == "NO_CERTIFICATE_CHAIN_FOUND");
    CHECK(wrong.path(cms, Role::signer, now, {}).trust == Trust::unknown);
    const PathVerdict good = right.path(cms, Role::signer, now, {});
    CHECK(good.trust == Trust::trusted);
    CHECK_FALSE(good.revocation_checked);
    CHECK(right.path(cms, Role::signer, made + std::chrono::hours(24 * 40), {}).failure == "OUT_OF_BOUNDS_NO_POE");
    CHECK(right.path(cms, Role::signer, made - std::chrono::hours(24), {}).failure != "");
    CHECK(right.path(cms, Role::timestamp_authority, now, {}).failure == "CHAIN_CONSTRAINTS_FAILURE");
    const Person sealer = person("Encrypts", &root, "keyEncipherment");
    CHECK(right.path(CheckedCms(CmsKind::cades, sign(sealer, bytes), {bytes}), Role::signer, now, {}).failure ==
          "CHAIN_CONSTRAINTS_FAILURE");

    const Crl list(X509_CRL_new());
    X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(root.certificate.get()));
    using AsnTime = Handle<ASN1_TIME, ASN1_TIME_free>;
    const AsnTime revoked_at(ASN1_TIME_set(nullptr, made.time_since_epoch().count() + 7200));
    const AsnTime next(ASN1_TIME_set(nullptr, made.time_since_epoch().count() + 20L * 86400));
    X509_CRL_set1_lastUpdate(list.get(), revoked_at.get());
    X509_CRL_set1_nextUpdate(list.get(), next.get());
    X509_REVOKED* entry = X509_REVOKED_new();  // owned by the list
    X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(signer.certificate.get()));
    X509_REVOKED_set_revocationDate(entry, revoked_at.get());
    X509_CRL_add0_revoked(list.get(), entry);
    REQUIRE(X509_CRL_sign(list.get(), root.key.get(), EVP_sha256()) > 0);
    write_file(folder.path() / "list.crl", der_of(list.get(), i2d_X509_CRL));
    right.add_revocation_list(folder.path() / "list.crl");
    const PathVerdict revoked = right.path(cms, Role::signer, now, {});
    CHECK(revoked.failure == "REVOKED");
    CHECK(revoked.is_final);
    CHECK(revoked.trust == Trust::untrusted);
    CHECK(right.path(cms, Role::signer, made + std::chrono::hours(1), {}).trust == Trust::trusted);
    const Person free = person("Free", &root);
    const PathVerdict checked =
        right.path(CheckedCms(CmsKind::cades, sign(free, bytes), {bytes}), Role::signer, now, {});
    CHECK(checked.trust == Trust::trusted);
    CHECK(checked.revocation_checked);
}

TEST_CASE("algorithms age") {
    CHECK(digest_is_fit("SHA256", made));
    CHECK_FALSE(digest_is_fit("SHA1", made));
    CHECK(digest_is_fit("SHA1", parse_rfc3339("2011-01-01T00:00:00Z")));
    CHECK_FALSE(digest_is_fit("anything", made));
    CHECK(key_is_fit("RSA", 2048, made));
    CHECK_FALSE(key_is_fit("RSA", 1024, made));
    CHECK_FALSE(key_is_fit("EC", 192, made));
    CHECK_FALSE(key_is_fit("unknown", 9999, made));
}
