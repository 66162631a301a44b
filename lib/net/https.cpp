// SPDX-License-Identifier: Apache-2.0
#include "lib/net/https.hpp"

#include <cstdio>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/net/exchange.hpp"

namespace saoy::net {

namespace {

using File = Handle<std::FILE, std::fclose>;

std::size_t give(char* buffer, std::size_t, std::size_t most, void* user) {
    auto* file = static_cast<std::FILE*>(user);
    const std::size_t n = std::fread(buffer, 1, most, file);
    return n == 0 && std::ferror(file) != 0 ? CURL_READFUNC_ABORT : n;
}

Easy begin_mutual(const std::string& url, const Identity& identity, const Limits& limits, const std::string& proxy) {
    if (url.rfind("https://", 0) != 0)
        throw Error(Fault::usage, "not-https", text::fill(text::tr("{0} is not an https address"), {url}));
    Easy easy = begin(url, "https", limits, proxy);
    set(easy, CURLOPT_CAINFO, identity.ca.c_str());
    set(easy, CURLOPT_CAPATH, static_cast<char*>(nullptr));
    set(easy, CURLOPT_SSLCERT, identity.certificate.c_str());
    set(easy, CURLOPT_SSLKEY, identity.key.c_str());
    return easy;
}

}  // namespace

Https::Https(Identity identity, Limits limits, std::string proxy)
    : identity_(std::move(identity)), limits_(limits), proxy_(std::move(proxy)) {
    for (const Path& file : {identity_.certificate, identity_.key, identity_.ca})
        if (!std::filesystem::is_regular_file(file))
            throw Error(Fault::configuration, "no-such-file",
                        file.string() + ": " + text::tr("a file of the TLS identity is not there"));
}

Answer Https::get(const std::string& url) const {
    const Easy easy = begin_mutual(url, identity_, limits_, proxy_);
    return perform(easy, url, limits_);
}

Answer Https::put(const std::string& url, const Path& file, const Headers& headers) const {
    const File open(std::fopen(file.c_str(), "rbe"));
    if (!open) throw Error(Fault::missing, "no-such-file", file.string() + ": " + text::tr("cannot be opened"));
    const Easy easy = begin_mutual(url, identity_, limits_, proxy_);
    // Without this curl waits a second for "100 Continue" from servers that do not send it.
    HeaderList list(curl_slist_append(nullptr, "Expect:"));
    for (const auto& [name, value] : headers) add_header(list, name + ": " + value);
    set(easy, CURLOPT_HTTPHEADER, list.get());
    set(easy, CURLOPT_UPLOAD, 1L);
    set(easy, CURLOPT_INFILESIZE_LARGE, curl_off_t(std::filesystem::file_size(file)));
    set(easy, CURLOPT_READFUNCTION, &give);
    set(easy, CURLOPT_READDATA, open.get());
    return perform(easy, url, limits_);
}

void require_success(const Answer& answer) {
    if (answer.status >= 200 && answer.status < 300) return;
    const std::string line = text::mask_numbers(answer.body.substr(0, answer.body.find('\n')).substr(0, 200));
    const std::string sentence =
        text::fill(text::tr("the gateway answers {0}: {1}"), {std::to_string(answer.status), line});
    const int status = answer.status;
    if (status >= 500 || status == 408 || status == 425 || status == 429)
        throw Error(Fault::temporary, "gateway-busy", sentence, text::tr("it is tried again later"));
    throw Error(Fault::refused, "gateway-refused", sentence);
}

}  // namespace saoy::net
