// SPDX-License-Identifier: Apache-2.0
// What counts as a receipt: signed by who may sign receipts, for this message and these bytes, and nothing else.
#include <catch2/catch.hpp>

#include "lib/base/error.hpp"
#include "lib/stages/submit.hpp"
#include "tests/support/receipts.hpp"

using namespace saoy;

namespace {

const std::string message = "0b2c6f0e-1111-4222-8333-444455556666";
const std::string digest(64, 'a');

std::string answer_of(const std::string& answer, const Path& trust = "root.pem") {
    try {
        return stages::check_receipt(answer, message, digest, test::pki() / trust).receipt_id;
    } catch (const Error& error) {
        return std::string(to_string(error.fault())) + " " + error.code();
    }
}

std::string signed_by(const std::string& signer, const Json& receipt) {
    const std::string bytes = receipt.dump();
    return test::envelope(bytes, test::cms(bytes, signer));
}

}  // namespace

TEST_CASE("a receipt for this message and these bytes counts") {
    const std::string answer = signed_by("receipt", test::receipt_for(message, digest));
    const stages::Receipt receipt = stages::check_receipt(answer, message, digest, test::pki() / "root.pem");
    CHECK(receipt.receipt_id == "R-1");
    CHECK(receipt.signer == "Biên nhận điện tử thử nghiệm");
    CHECK(rfc3339(receipt.received_at) == "2026-03-05T14:30:25+07:00");
    CHECK(Json::parse(receipt.bytes)["message_id"] == message);
    CHECK(answer_of(answer, test::pki_leaf("receipt")) == "R-1");  // the signer's own certificate may be the anchor
}

TEST_CASE("a receipt for anything else is refused") {
    CHECK(answer_of(signed_by("receipt", test::receipt_for("another", digest))) == "refused receipt-mismatch");
    CHECK(answer_of(signed_by("receipt", test::receipt_for(message, std::string(64, 'b')))) ==
          "refused receipt-mismatch");
    Json wrong = test::receipt_for(message, digest);
    wrong["received_at"] = "yesterday";
    CHECK(answer_of(signed_by("receipt", wrong)) == "refused receipt-mismatch");
    for (const char* key : {"message_id", "package_sha256", "receipt_id", "received_at"}) {
        Json lacking = test::receipt_for(message, digest), empty = lacking, other = lacking;
        lacking.erase(key);
        empty[key] = "";
        other[key] = Json::array({1});
        INFO(key);
        CHECK(answer_of(signed_by("receipt", lacking)) == "refused receipt-mismatch");
        CHECK(answer_of(signed_by("receipt", empty)) == "refused receipt-mismatch");
        CHECK(answer_of(signed_by("receipt", other)) == "refused receipt-mismatch");
    }
}

TEST_CASE("a receipt that the gateway did not sign is refused") {
    const std::string bytes = test::receipt_for(message, digest).dump();
    const std::string signature = test::cms(bytes, "receipt");
    std::string forged = bytes, damaged = signature;
    forged[forged.find("R-1") + 2] = '2';
    damaged[damaged.size() - 5] = char(damaged[damaged.size() - 5] ^ 1);
    CHECK(answer_of(test::envelope(bytes, signature)) == "R-1");
    CHECK(answer_of(test::envelope(forged, signature)) == "refused receipt-signature");
    CHECK(answer_of(test::envelope(bytes, damaged)) == "refused receipt-signature");
    CHECK(answer_of(test::envelope(bytes, signature + "x")) == "refused receipt-signature");
    CHECK(answer_of(test::envelope(bytes, "x")) == "refused receipt-signature");
    // With its own content inside, a signature says nothing about the bytes beside it.
    CHECK(answer_of(test::envelope(bytes, test::cms(bytes, "receipt", {"-nodetach"}))) == "refused receipt-signature");
}

TEST_CASE("another signer does not count") {
    const Json receipt = test::receipt_for(message, digest);
    CHECK(answer_of(signed_by("gateway", receipt)) == "refused receipt-signature");  // a TLS server of the same CA
    CHECK(answer_of(signed_by("client", receipt)) == "refused receipt-signature");
    CHECK(answer_of(signed_by("expired", receipt)) == "refused receipt-signature");
    CHECK(answer_of(signed_by("receipt", receipt), test::pki_leaf("agency")) ==
          "refused receipt-signature");  // another anchor
}

TEST_CASE("what is no receipt at all is told as such") {
    const std::string bytes = test::receipt_for(message, digest).dump();
    for (const char* answer :
         {"", "[]", "null", "<html>", "{\"receipt\":1,\"signature\":2}", "{\"receipt\":\"AAAA\"}"}) {
        INFO(answer);
        CHECK(answer_of(answer) == "refused receipt-mismatch");
    }
    CHECK(answer_of(Json{{"receipt", "no*base64"}, {"signature", "AAAA"}}.dump()) == "refused receipt-mismatch");
    CHECK(answer_of(test::envelope(bytes, test::cms(bytes, "receipt")), "passphrase") == "configuration no-trust");
}
