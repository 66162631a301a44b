// SPDX-License-Identifier: Apache-2.0
// One question and its answer over libcurl: no redirects, no other protocol, everything capped. Private to lib/net.
#pragma once

#include <string>

#include "lib/base/error.hpp"
#include "lib/net/curl.hpp"
#include "lib/net/https.hpp"

namespace saoy::net {

template <class Value>
void set(const Easy& easy, CURLoption option, Value value) {
    if (curl_easy_setopt(easy.get(), option, value) != CURLE_OK)
        throw Error(Fault::internal, "curl", "libcurl does not know option " + std::to_string(int(option)));
}

// `protocols` as libcurl lists them: "https", "http,https".
Easy begin(const std::string& url, const char* protocols, const Limits& limits, const std::string& proxy);
void add_header(HeaderList& list, const std::string& line);
// Throws what Https says.
Answer perform(const Easy& easy, const std::string& url, const Limits& limits);

}  // namespace saoy::net
