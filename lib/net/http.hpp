// SPDX-License-Identifier: Apache-2.0
// Plain HTTP, as time stamp authorities, OCSP responders and servers of revocation lists speak it. What they answer is
// signed: the way it came proves nothing, and its reader has to check it.
#pragma once

#include <string>

#include "lib/net/https.hpp"

namespace saoy::net {

// Const and safe from many threads: each call has its own connection. http and https addresses; https servers are
// judged by the system's authorities.
class Http {
public:
    // `proxy` empty means none; the environment's proxies are not used.
    explicit Http(Limits limits = {}, std::string proxy = {}) : limits_(limits), proxy_(std::move(proxy)) {}

    // The body of a 200 answer. Throws Error: usage ("not-http"), temporary ("no-connection", "no-answer",
    // "answer-too-large", "http-status" for any other status), configuration ("tls").
    std::string get(const std::string& url) const;
    std::string post(const std::string& url, const std::string& body, const std::string& type) const;

private:
    Limits limits_;
    std::string proxy_;
};

}  // namespace saoy::net
