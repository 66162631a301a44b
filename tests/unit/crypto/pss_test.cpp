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
    // 2049: the padding is a byte shorter than the modulus; 2050: its first byte has a single bit.
    const int bits = GENERATE(2048, 2049, 2050);
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

TEST_CASE("a modulus without room for the padding is refused") {
    CHECK_THROWS_AS(crypto::pss_padded(std::string(32, 'd'), std::string(32, 's'), 512), Error);
}
