// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/pades.hpp"

#include <catch2/catch.hpp>

#include "lib/base/error.hpp"
#include "tests/support/children.hpp"
#include "tests/support/pdfsig.hpp"
#include "tests/support/small_pdf.hpp"

using namespace saoy;
using test::count;

namespace {

crypto::Signer signer(const std::string& name) {
    return crypto::Signer::read(test::pki() / (name + ".key"), test::pki() / (name + ".pem"),
                                []() -> std::string { throw std::logic_error("no passphrase is needed"); });
}

pdf::SignatureRequest request(const std::string& field) {
    pdf::SignatureRequest request;
    request.field = field;
    request.at = parse_rfc3339("2026-03-05T07:30:25Z");
    request.lines = {"Người ký: " + signer(field).certificate().common_name,
                     "Thời gian ký: 05-03-2026 14:30:25 +07:00"};
    request.font = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf";
    return request;
}

std::string signed_pdf(const std::string& before, const pdf::SignatureRequest& wanted, const crypto::Signer& by,
                       bool pkcs1 = false) {
    const TemporaryFolder folder;
    const Path file = folder.path() / "f.pdf";
    write_file(file, before);
    stages::OnlineChild::Options online;
    online.children = test::children();
    GrowingFile grown(file, file);
    stages::Pades(stages::PdfUpdater(test::children()), stages::OnlineChild(online)).sign(grown, wanted, {by, pkcs1});
    grown.commit();
    return read_file(file);
}

std::string judged(const std::string& bytes) {
    const TemporaryFolder folder;
    write_file(folder.path() / "f.pdf", bytes);
    return test::pdfsig(folder.path() / "f.pdf");
}

}  // namespace

TEST_CASE("pdfsig trusts both signatures, the person's with RSASSA-PSS and the agency's with ECDSA") {
    const std::string first = signed_pdf(test::small_pdf(), request("official"), signer("official"));
    const std::string both = signed_pdf(first, request("agency"), signer("agency"));
    CHECK(first.compare(0, test::small_pdf().size(), test::small_pdf()) == 0);
    CHECK(both.compare(0, first.size(), first) == 0);

    const std::string answer = judged(both);
    CAPTURE(answer);
    CHECK(count(answer, "Signature is Valid.") == 2);
    CHECK(count(answer, "Certificate is Trusted.") == 2);
    CHECK(count(answer, "Signing Hash Algorithm: SHA-256") == 2);
    CHECK(count(answer, "ETSI.CAdES.detached") == 2);
    CHECK(answer.find("Signer Certificate Common Name: Nguyễn Thị Minh Ánh") <
          answer.find("Signer Certificate Common Name: ỦY BAN NHÂN DÂN PHƯỜNG HOA SEN"));
    CHECK(count(answer, "Total document signed") == 1);  // the second covers the first

    const TemporaryFolder folder;
    write_file(folder.path() / "f.pdf", both);
    const ChildOutcome qpdf = run_child({"qpdf", "--check", (folder.path() / "f.pdf").string()});
    CAPTURE(qpdf.out, qpdf.err);
    CHECK(qpdf.ok());
}

TEST_CASE("a changed byte breaks the signature that covers it") {
    std::string both = signed_pdf(test::small_pdf(), request("official"), signer("official"));
    both = signed_pdf(both, request("agency"), signer("agency"));
    std::string changed = both;
    changed[changed.find("(small)") + 1] = 'S';
    CHECK(count(judged(changed), "Digest Mismatch") == 2);
    changed = both;
    changed[changed.rfind("/M(D:2026") + 6] = '9';
    CHECK(changed != both);
    CHECK(count(judged(changed), "Digest Mismatch") == 1);
}

TEST_CASE("PKCS#1 v1.5 is made only when asked for") {
    const std::string old = "2a864886f70d010101", pss = "2a864886f70d01010a";  // rsaEncryption, id-RSASSA-PSS
    // Outside of certificates, where both signing algorithm and digest stand in hex, PSS parameters occur once.
    const std::string modern = signed_pdf(test::small_pdf(), request("official"), signer("official"));
    const std::string legacy = signed_pdf(test::small_pdf(), request("official"), signer("official"), true);
    CHECK(count(modern, pss) == 1);
    CHECK(count(legacy, pss) == 0);
    CHECK(count(legacy, old) == count(modern, old) + 1);
    CHECK(count(judged(legacy), "Signature is Valid.") == 1);
}

TEST_CASE("an expired certificate makes no signature") {
    pdf::SignatureRequest wanted = request("official");
    try {
        signed_pdf(test::small_pdf(), wanted, signer("expired"));
        FAIL("signed");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::refused);
        CHECK(error.code() == "certificate-expired");
    }
}
