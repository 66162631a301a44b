// SPDX-License-Identifier: Apache-2.0
// openssl(1) is the authority: it applies the bare RSA operation to our padding, and takes the result as RSASSA-PSS.
#include "lib/crypto/pss.hpp"

#include <catch2/catch.hpp>

#include "lib/base/child.hpp"
#include "lib/base/error.hpp"
#include "lib/base/files.hpp"
#include "lib/crypto/digest.hpp"

using namespace saoy;

namespace {

std::string openssl(const Path& folder, const std::string& words) {
    const ChildOutcome outcome = run_child({"sh", "-c", "cd \"$0\" && openssl " + words, folder.string()}, "", {});
    CAPTURE(words, outcome.err);
    REQUIRE(outcome.ok());
    return outcome.out;
}

}  // namespace

TEST_CASE("openssl takes what bare RSA makes of the padding as RSASSA-PSS") {
    const TemporaryFolder folder;
    const std::string message = "những byte được ký";
    write_file(folder.path() / "message", message);
    const int bits = GENERATE(2046, 2048, 2050);  // their first bytes have 5, 7 and 1 bits for the padding
    openssl(folder.path(), "genrsa -out key.pem " + std::to_string(bits));
    openssl(folder.path(), "rsa -in key.pem -pubout -out public.pem");
    const std::string padded = crypto::pss_padded(crypto::Sha256().add(message).raw(), std::string(32, 's'), bits);
    REQUIRE(padded.size() == std::size_t(bits + 7) / 8);
    write_file(folder.path() / "padded", padded);
    openssl(folder.path(), "pkeyutl -decrypt -inkey key.pem -pkeyopt rsa_padding_mode:none -in padded -out value");
    CHECK(openssl(folder.path(),
                  "dgst -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32 -verify public.pem "
                  "-signature value message") == "Verified OK\n");
}

TEST_CASE("the padding for a modulus of 8n + 1 bits begins with an empty byte") {  // openssl makes no such key
    const std::string digest(32, 'd'), salt(32, 's');
    const std::string padded = crypto::pss_padded(digest, salt, 2049);
    CHECK(padded.size() == 257);
    CHECK(padded.front() == '\0');
    CHECK(padded.back() == '\xbc');
}

TEST_CASE("a modulus without room for the padding is refused") {
    CHECK_THROWS_AS(crypto::pss_padded(std::string(32, 'd'), std::string(32, 's'), 512), Error);
}
