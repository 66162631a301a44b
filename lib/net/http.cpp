// SPDX-License-Identifier: Apache-2.0
#include "lib/net/http.hpp"

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/net/exchange.hpp"

namespace saoy::net {

namespace {

Easy begin_plain(const std::string& url, const Limits& limits, const std::string& proxy) {
    if (url.rfind("http://", 0) != 0 && url.rfind("https://", 0) != 0)
        throw Error(Fault::usage, "not-http", text::fill(text::tr("{0} is not an http address"), {url}));
    return begin(url, "http,https", limits, proxy);
}

std::string body_of(Answer answer, const std::string& url) {
    if (answer.status != 200)
        throw Error(Fault::temporary, "http-status",
                    url + ": " + text::fill(text::tr("the server answers {0}"), {std::to_string(answer.status)}));
    return std::move(answer.body);
}

}  // namespace

std::string Http::get(const std::string& url) const {
    const Easy easy = begin_plain(url, limits_, proxy_);
    return body_of(perform(easy, url, limits_), url);
}

std::string Http::post(const std::string& url, const std::string& body, const std::string& type) const {
    const Easy easy = begin_plain(url, limits_, proxy_);
    HeaderList list;
    add_header(list, "Content-Type: " + type);
    add_header(list, "Expect:");  // without it curl waits a second for "100 Continue"
    set(easy, CURLOPT_HTTPHEADER, list.get());
    set(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.size()));
    set(easy, CURLOPT_POSTFIELDS, body.data());
    return body_of(perform(easy, url, limits_), url);
}

}  // namespace saoy::net
