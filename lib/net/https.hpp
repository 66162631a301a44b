// SPDX-License-Identifier: Apache-2.0
// HTTPS with a client certificate (mutual TLS) on libcurl: no redirects, no other protocol, everything capped.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/files.hpp"

namespace saoy::net {

// PEM files. The key is read by the TLS library and is never copied here.
struct Identity {
    Path certificate, key;  // the client's
    Path ca;                // who may have issued the server's certificate; nobody else is trusted
};

struct Limits {
    std::chrono::seconds connect{10};
    std::chrono::seconds whole{300};
    std::size_t answer_bytes = std::size_t(1) << 20;
};

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Answer {
    int status = 0;
    std::string body;
};

// Const and safe from many threads: each call has its own connection.
class Https {
public:
    // `proxy` empty means none; the environment's proxies are not used. Throws Error(configuration) if a file of the
    // identity is not there.
    explicit Https(Identity identity, Limits limits = {}, std::string proxy = {});

    // Any HTTP status is an answer. Throws Error: usage ("not-https"), temporary ("no-connection" when nothing was
    // sent, "no-answer" when the outcome is unknown), configuration ("tls" when either side does not trust the other).
    Answer get(const std::string& url) const;
    Answer put(const std::string& url, const Path& file, const Headers& headers) const;

private:
    Identity identity_;
    Limits limits_;
    std::string proxy_;
};

// Turns a status that is not 2xx into an Error: temporary for 408, 425, 429 and 5xx; refused for the other 4xx, with
// the first line of the answer.
void require_success(const Answer& answer);

}  // namespace saoy::net
