// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/key.hpp"

#include <catch2/catch.hpp>
#include <thread>

#include "lib/base/error.hpp"
#include "lib/crypto/digest.hpp"
#include "tests/support/test_pki.hpp"

using namespace saoy;
using crypto::Signer;
using test::pki;
using test::pki_file;

namespace {

const Time now = parse_rfc3339("2026-03-05T14:30:25+07:00");

std::string never() { throw std::logic_error("asked for a passphrase that is not needed"); }

Signer pem(const std::string& name) { return Signer::read(pki() / (name + ".key"), pki() / (name + ".pem"), never); }

template <class Work>
std::string code_of(const Work& work, Fault fault) {
    try {
        work();
    } catch (const Error& error) {
        CHECK(error.fault() == fault);
        return error.code();
    }
    return "no error";
}

// The judgement of another program: the signature over `content`, its chain, and ESS signing-certificate-v2.
ChildOutcome judge(const std::string& cms, const std::string& content) {
    const TemporaryFolder folder;
    write_file(folder.path() / "cms", cms);
    write_file(folder.path() / "content", content);
    return run_child({"openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in",
                      (folder.path() / "cms").string(), "-content", (folder.path() / "content").string(), "-CAfile",
                      pki_file("root.pem"), "-purpose", "any", "-out", "/dev/null"});
}

std::string shown(const std::string& cms) {
    return run_child({"openssl", "cms", "-cmsout", "-print", "-noout", "-inform", "DER"}, cms).out;
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t n = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
    return n;
}

}  // namespace

TEST_CASE("a PEM key with its certificate tells who signs") {
    const Signer signer = pem("official");
    CHECK(signer.certificate().common_name == "Nguyễn Thị Minh Ánh");
    CHECK(signer.certificate().organisation == "ỦY BAN NHÂN DÂN PHƯỜNG HOA SEN");
    CHECK(signer.certificate().not_before == parse_rfc3339("2024-01-01T00:00:00Z"));
    CHECK(signer.certificate().may_sign);
    CHECK_FALSE(signer.certificate().authority);
    CHECK_NOTHROW(signer.require_usable(now));
}

TEST_CASE("a PKCS#12 file opens with its passphrase, which is asked for once") {
    int asked = 0;
    const Signer signer = Signer::read(pki() / "agency.p12", {}, [&] {
        ++asked;
        return test::pki_passphrase();
    });
    CHECK(asked == 1);
    CHECK(signer.certificate().common_name == "ỦY BAN NHÂN DÂN PHƯỜNG HOA SEN");

    asked = 0;
    const auto wrong = [&] {
        ++asked;
        return std::string("0000");
    };
    CHECK(code_of([&] { Signer::read(pki() / "agency.p12", {}, wrong); }, Fault::input) == "wrong-pin");
    CHECK(asked == 1);
}

TEST_CASE("an encrypted PEM key asks once, and a wrong passphrase is told as such") {
    const TemporaryFolder folder;
    const Path key = folder.path() / "key.pem";
    REQUIRE(run_child({"openssl", "pkey", "-aes256", "-passout", "pass:đúng", "-in", pki_file("agency.key"), "-out",
                       key.string()})
                .ok());
    CHECK_NOTHROW(Signer::read(key, pki() / "agency.pem", [] { return "đúng"; }));
    int asked = 0;
    const auto wrong = [&] {
        ++asked;
        return std::string("sai");
    };
    CHECK(code_of([&] { Signer::read(key, pki() / "agency.pem", wrong); }, Fault::input) == "wrong-pin");
    CHECK(asked == 1);
    const auto stopped = []() -> std::string { throw Error(Fault::usage, "no-pin", "no passphrase"); };
    CHECK(code_of([&] { Signer::read(key, pki() / "agency.pem", stopped); }, Fault::usage) == "no-pin");
}

TEST_CASE("what is not a key with its certificate is refused") {
    CHECK(code_of([] { Signer::read(pki() / "official.key", pki() / "agency.pem", never); }, Fault::input) ==
          "key-mismatch");
    CHECK(code_of([] { Signer::read(pki() / "official.key", {}, never); }, Fault::input) == "no-certificate");
    CHECK(code_of([] { Signer::read(pki() / "official.pem", {}, never); }, Fault::input) == "no-key");
    CHECK(code_of([] { Signer::read(pki() / "root.crl.der", {}, never); }, Fault::input) == "no-key");
    CHECK(code_of([] { Signer::read(pki() / "absent.p12", {}, never); }, Fault::missing) != "no error");
}

TEST_CASE("a certificate is checked before it signs") {
    const auto refusal = [](const Signer& signer, Time at) {
        return code_of([&] { signer.require_usable(at); }, Fault::refused);
    };
    CHECK(refusal(pem("expired"), now) == "certificate-expired");
    CHECK(refusal(pem("expired"), parse_rfc3339("2024-06-01T00:00:00Z")) == "no error");
    CHECK(refusal(pem("official"), parse_rfc3339("2023-12-31T23:59:59Z")) == "certificate-not-yet-valid");
    CHECK(refusal(pem("issuing"), now) == "certificate-is-authority");

    const TemporaryFolder folder;
    const auto issued = [&](const std::string& kind, const std::string& usage) {
        const std::string key = (folder.path() / "k").string(), certificate = (folder.path() / "c").string();
        REQUIRE(run_child({"openssl", "req", "-x509", "-nodes", "-newkey", kind, "-keyout", key, "-out", certificate,
                           "-days", "9000", "-subj", "/CN=thử", "-utf8", "-addext", "basicConstraints=CA:false",
                           "-addext", "keyUsage=" + usage})
                    .ok());
        return Signer::read(key, certificate, never);
    };
    const Time later = SystemClock().now() + std::chrono::hours(1);
    CHECK(refusal(issued("rsa:2048", "keyEncipherment"), later) == "certificate-usage");
    CHECK(refusal(issued("rsa:1024", "digitalSignature"), later) == "key-too-weak");
    CHECK(refusal(issued("rsa:2048", "nonRepudiation"), later) == "no error");
}

TEST_CASE("openssl accepts the CMS of every scheme, with the baseline attributes only") {
    const std::string content = "hai khoảng byte của tệp";
    const std::string digest = crypto::Sha256().add(content.substr(0, 5)).add(content.substr(5)).raw();
    struct Case {
        const char *name, *algorithm;
        bool pkcs1;
    };
    for (const Case& c : {Case{"official", "rsassaPss", false}, Case{"official", "rsaEncryption", true},
                          Case{"agency", "ecdsa-with-SHA256", false}}) {
        CAPTURE(c.name, c.algorithm);
        const std::string cms = pem(c.name).sign_digest(digest, c.pkcs1);
        const ChildOutcome outcome = judge(cms, content);
        CAPTURE(outcome.err);
        CHECK(outcome.ok());
        CHECK(outcome.err.find("CAdES Verification successful") != std::string::npos);
        CHECK_FALSE(judge(cms, content + "x").ok());

        const std::string text = shown(cms);
        CHECK(count(text, "signingTime") == 0);
        CHECK(count(text, "object: contentType") == 1);
        CHECK(count(text, "object: messageDigest") == 1);
        CHECK(count(text, "object: id-smime-aa-signingCertificateV2") == 1);
        const std::size_t signed_part = text.find("signedAttrs:");
        REQUIRE(signed_part != std::string::npos);
        const std::size_t end = text.find("signatureAlgorithm:", signed_part);
        CHECK(count(text.substr(signed_part, end - signed_part), "object: ") == 3);
        CHECK(count(text, "d.certificate:") == 2);  // the signer's and the issuing CA's, not the anchor's
        CHECK(text.find(std::string("algorithm: ") + c.algorithm) != std::string::npos);
        CHECK(count(text, "eContent: <ABSENT>") == 1);
    }
}

TEST_CASE("a changed signature value is refused by openssl") {
    const std::string content = "nội dung";
    std::string cms = pem("agency").sign_digest(crypto::Sha256().add(content).raw(), false);
    REQUIRE(judge(cms, content).ok());
    cms[cms.size() - 3] = static_cast<char>(cms[cms.size() - 3] ^ 1);
    CHECK_FALSE(judge(cms, content).ok());
}

TEST_CASE("a certificate only is enough when something else signs") {
    crypto::CmsRequest request;
    request.digest = std::string(32, 'd');
    request.certificate = "no certificate";
    CHECK(code_of([&] { crypto::make_cms(request, [](std::string_view) { return "x"; }); }, Fault::internal) ==
          "crypto");
    CHECK_THROWS_AS(pem("agency").sign_digest("short", false), Error);
}

TEST_CASE("one key signs from several threads") {
    const Signer signer = pem("agency");
    const std::string content = "song song";
    const std::string digest = crypto::Sha256().add(content).raw();
    std::vector<std::string> made(4);
    std::vector<std::thread> threads;
    for (std::string& cms : made)
        threads.emplace_back([&signer, &digest, &cms] {
            for (int i = 0; i < 20; ++i) cms = signer.sign_digest(digest, false);
        });
    for (std::thread& thread : threads) thread.join();
    for (const std::string& cms : made) CHECK(judge(cms, content).ok());
}
