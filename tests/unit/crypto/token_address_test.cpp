// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/token_address.hpp"

#include <catch2/catch.hpp>

#include "lib/base/error.hpp"

using namespace saoy;
using crypto::token_address;

TEST_CASE("a PKCS #11 URI tells token, object and library") {
    const auto address =
        token_address("pkcs11:token=Th%e1%ba%bb%20A;serial=01;object=k;id=%01%02?module-path=/usr/lib/a.so", {});
    CHECK(address.token == "Thẻ A");
    CHECK(address.serial == "01");
    CHECK(address.object == "k");
    CHECK(address.id == "\x01\x02");
    CHECK(address.module == "/usr/lib/a.so");
    CHECK(token_address("pkcs11:manufacturer=x;token=t", "/b.so").module == "/b.so");
}

TEST_CASE("what is no such URI, or brings a PIN, is refused without repeating it") {
    const auto told = [](const char* uri) {
        try {
            token_address(uri, {});
        } catch (const Error& error) {
            CHECK(error.fault() == Fault::usage);
            return std::string(error.what());
        }
        return std::string("no error");
    };
    CHECK(told("pkcs11:token=t") != "no error");
    CHECK(told("pkcs11:token?module-path=/a.so") != "no error");
    CHECK(told("pkcs11:token=%zz?module-path=/a.so") != "no error");
    CHECK(told("file:/a") != "no error");
    const std::string with_pin = told("pkcs11:token=t?pin-value=2468&module-path=/a.so");
    CHECK(with_pin != "no error");
    CHECK(with_pin.find("2468") == std::string::npos);
}
