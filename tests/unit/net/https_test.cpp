// SPDX-License-Identifier: Apache-2.0
// Mutual TLS against a live server: whom it trusts, who is let in, and what every kind of answer becomes.
#include "lib/net/https.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <thread>

#include "lib/base/error.hpp"
#include "tests/support/test_pki.hpp"

using namespace saoy;
using net::Https;
using net::Identity;
using net::Limits;

namespace {

// tests/support/https_server, for as long as this object lives: its standard input ends with it.
class Server {
public:
    Server() {
        const std::string program = SAOY_SOURCE_DIR "/tests/support/https_server",
                          certificate = test::pki_file("gateway.pem"), key = test::pki_file("gateway.key"),
                          ca = test::pki_file("root.pem");
        std::array<int, 2> ends{};
        REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
        pid_ = ::fork();
        REQUIRE(pid_ >= 0);
        if (pid_ == 0) {
            ::dup2(ends[0], 0);
            ::execl(program.c_str(), program.c_str(), port_file_.c_str(), certificate.c_str(), key.c_str(), ca.c_str(),
                    nullptr);
            ::_exit(127);
        }
        ::close(ends[0]);
        alive_ = ends[1];
        for (int i = 0; i < 600 && !std::filesystem::exists(port_file_); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        address = "https://127.0.0.1:" + read_file(port_file_);
    }
    ~Server() {
        ::close(alive_);
        ::waitpid(pid_, nullptr, 0);
    }
    std::string address;

private:
    TemporaryFolder folder_;
    std::string port_file_ = (folder_.path() / "port").string();
    pid_t pid_ = -1;
    int alive_ = -1;
};

const std::string& address() {
    static const Server server;
    return server.address;
}

Identity identity(const std::string& name = "client", const Path& ca = "root.pem") {
    return {test::pki() / (name + ".pem"), test::pki() / (name + ".key"), test::pki() / ca};
}

Limits limits(int whole_s = 20, std::size_t bytes = 1 << 20) {
    Limits made;
    made.connect = std::chrono::seconds(10);
    made.whole = std::chrono::seconds(whole_s);
    made.answer_bytes = bytes;
    return made;
}

std::string outcome(const Https& https, const std::string& url) {
    try {
        const net::Answer answer = https.get(url);
        net::require_success(answer);
        return std::to_string(answer.status);
    } catch (const Error& error) {
        return std::string(to_string(error.fault())) + " " + error.code();
    }
}

}  // namespace

TEST_CASE("a file arrives whole with its headers, from whom the certificate names") {
    const Https https(identity(), limits());
    const TemporaryFolder folder;
    const Path file = folder.path() / "package.zip";
    write_file(file, std::string(3'000'000, 'z'));
    const net::Answer answer = https.put(address() + "/echo", file, {{"X-Word", "hello"}});
    CHECK(answer.status == 200);
    const std::string digest = run_child({"sha256sum", file.string()}).out.substr(0, 64);
    CHECK(answer.body == "PUT\nhello\n-\n3000000\n" + digest + "\nMáy khách saoy");
    CHECK(https.get(address() + "/echo").body.substr(0, 8) == "GET\n-\n-\n");
    CHECK_THROWS_AS(https.put(address() + "/echo", folder.path() / "nothing", {}), Error);
}

TEST_CASE("a server of another authority is not trusted") {
    CHECK(outcome(Https(identity(), limits()), address() + "/status/200") == "200");
    CHECK(outcome(Https(identity("client", test::pki_leaf("agency")), limits()), address() + "/status/200") ==
          "configuration tls");
    // The right authority, but another name than the certificate's.
    std::string other = address() + "/status/200";
    other.replace(other.find("127.0.0.1"), 9, "127.0.0.2");
    CHECK(outcome(Https(identity(), limits()), other) != "200");
}

TEST_CASE("without a certificate that the server takes nobody gets in") {
    CHECK(outcome(Https(identity("expired"), limits()), address() + "/status/200") != "200");
    CHECK(outcome(Https(identity("gateway"), limits()), address() + "/status/200") != "200");  // for servers only
    Identity mixed = identity();
    mixed.key = test::pki() / "agency.key";
    CHECK(outcome(Https(mixed, limits()), address() + "/status/200") == "configuration tls");
    mixed.key = test::pki() / "nothing.key";
    CHECK_THROWS_AS(Https(mixed), Error);
}

TEST_CASE("every status is an answer, and each kind has its fault") {
    const Https https(identity(), limits());
    for (const char* status : {"200", "201", "204"}) CHECK(outcome(https, address() + "/status/" + status) == status);
    for (const char* status : {"400", "401", "403", "404", "409", "413", "422"})
        CHECK(outcome(https, address() + "/status/" + status) == "refused gateway-refused");
    for (const char* status : {"408", "425", "429", "500", "502", "503", "504"})
        CHECK(outcome(https, address() + "/status/" + status) == "temporary gateway-busy");
    CHECK(https.get(address() + "/elsewhere").status == 302);  // no redirect is followed
    CHECK(outcome(https, address() + "/elsewhere") == "refused gateway-refused");
    try {
        net::require_success(https.get(address() + "/status/422"));
        FAIL("422 is no success");
    } catch (const Error& error) {
        CHECK_THAT(error.what(), Catch::Contains("first line 001******001") && !Catch::Contains("second"));
    }
}

TEST_CASE("a slow, silent or endless server is left") {
    const auto begin = std::chrono::steady_clock::now();
    CHECK(outcome(Https(identity(), limits(1)), address() + "/slow/5") == "temporary no-answer");
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(4));
    CHECK(outcome(Https(identity(), limits()), address() + "/cut") == "temporary no-answer");
    CHECK(outcome(Https(identity(), limits(20, 1000)), address() + "/big/1000") == "200");
    CHECK(outcome(Https(identity(), limits(20, 1000)), address() + "/big/1001") == "temporary answer-too-large");
    CHECK(outcome(Https(identity(), limits()), "https://127.0.0.1:1/") == "temporary no-connection");
}

TEST_CASE("only https is spoken, and the environment's proxy is not used") {
    const Https https(identity(), limits());
    std::string plain = address();
    plain.erase(4, 1);
    for (const std::string& url :
         {plain, std::string("file:///etc/passwd"), std::string("HTTP://127.0.0.1/"), std::string()})
        CHECK(outcome(https, url) == "usage not-https");
    ::setenv("https_proxy", "http://127.0.0.1:1", 1);
    CHECK(outcome(https, address() + "/status/200") == "200");
    ::unsetenv("https_proxy");
    CHECK(outcome(Https(identity(), limits(), "http://127.0.0.1:1"), address() + "/status/200") ==
          "temporary no-connection");
}

TEST_CASE("many threads share one client") {
    const Https https(identity(), limits());
    std::vector<int> status(8);
    {
        std::vector<std::jthread> threads;
        for (int& each : status) threads.emplace_back([&] { each = https.get(address() + "/status/200").status; });
    }
    CHECK(status == std::vector<int>(8, 200));
}
