// SPDX-License-Identifier: Apache-2.0
// openssl(1) is the authority: what it answers to our question is taken, what it answers to another one is not.
#include "lib/crypto/timestamp.hpp"

#include <catch2/catch.hpp>

#include "lib/base/error.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/crypto/verify_cms.hpp"
#include "tests/support/test_pki.hpp"

using namespace saoy;
using crypto::TimestampQuestion;

namespace {

const std::string stamped = "các byte được đóng dấu";

TimestampQuestion question(const std::string& nonce = "\x41nonce 8", const std::string& policy = {}) {
    return {crypto::Sha256().add(stamped).raw(), nonce, policy};
}

std::string answer_to(const std::string& query) {
    const TemporaryFolder folder;
    write_file(folder.path() / "q", query);
    const std::string out = (folder.path() / "r").string();
    const ChildOutcome outcome = run_child(
        {"sh", "-c", "cd \"$0\" && openssl ts -reply -config ca.cnf -section tsa_service -queryfile \"$1\" -out \"$2\"",
         test::pki().string(), (folder.path() / "q").string(), out});
    CAPTURE(outcome.err);
    REQUIRE(outcome.ok());
    return read_file(out);
}

std::string code_of(const std::string& answer, const TimestampQuestion& asked) {
    try {
        crypto::token_in(answer, asked);
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::temporary);
        return error.code();
    }
    return "no error";
}

}  // namespace

TEST_CASE("an answer to our question is a token over our digest") {
    const std::string token = crypto::token_in(answer_to(crypto::query_of(question())), question());
    const crypto::CheckedCms checked = crypto::CheckedCms::token(token, question().digest);
    CHECK(checked.reason == "");
    CHECK(checked.holds());
    CHECK(checked.names_certificate);
    CHECK(checked.stamped.has_value());
    CHECK(crypto::CheckedCms(crypto::CmsKind::timestamp, token, {stamped}).holds());
    CHECK(crypto::CheckedCms::token(token, crypto::Sha256().add("other").raw()).failure == "HASH_FAILURE");
    CHECK_FALSE(crypto::CheckedCms(crypto::CmsKind::timestamp, token, {"other"}).holds());
}

TEST_CASE("an answer to another question is none") {
    const std::string answer = answer_to(crypto::query_of(question()));
    CHECK(code_of(answer, question("\x41nonce 9")) == "tsa-answer");
    CHECK(code_of(answer, question("\x41nonce 8", "1.2.3.4.2")) == "tsa-answer");
    CHECK(code_of(answer, question("\x41nonce 8", "1.2.3.4.1")) == "no error");
    TimestampQuestion other = question();
    other.digest = crypto::Sha256().add("other").raw();
    CHECK(code_of(answer, other) == "tsa-answer");
    CHECK(code_of("", question()) == "tsa-answer");
    CHECK(code_of(answer.substr(0, answer.size() / 2), question()) == "tsa-answer");
}

TEST_CASE("an authority that says no is told as such") {
    const std::string answer = answer_to(crypto::query_of(question("\x41nonce 8", "1.9.9")));
    CHECK(code_of(answer, question("\x41nonce 8", "1.9.9")) == "tsa-refused");
    CHECK_THROWS_AS(crypto::query_of(question("\x41nonce 8", "no number")), Error);
}
