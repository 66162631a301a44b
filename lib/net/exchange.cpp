// SPDX-License-Identifier: Apache-2.0
#include "lib/net/exchange.hpp"

#include <array>
#include <mutex>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::net {

namespace {

struct Sink {
    std::string body;
    std::size_t most;
};

std::size_t take(char* bytes, std::size_t, std::size_t count, void* user) {
    auto& sink = *static_cast<Sink*>(user);
    if (sink.body.size() + count > sink.most) return 0;  // makes curl stop with CURLE_WRITE_ERROR
    sink.body.append(bytes, count);
    return count;
}

Error failure(CURLcode code, const std::string& url, const std::string& detail) {
    const std::string why = detail.empty() ? curl_easy_strerror(code) : detail;
    const auto told = [&](const std::string& sentence) { return url + ": " + text::fill(sentence, {why}); };
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_RESOLVE_PROXY:
        case CURLE_COULDNT_CONNECT:
            return Error(Fault::temporary, "no-connection", told(text::tr("cannot be reached: {0}")),
                         text::tr("check the network; it is tried again later"));
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_CIPHER:
            return Error(Fault::configuration, "tls", told(text::tr("no trusted connection: {0}")),
                         text::tr("check the client certificate, its key and the CA file"));
        case CURLE_URL_MALFORMAT:
        case CURLE_UNSUPPORTED_PROTOCOL:
            return Error(Fault::usage, "not-an-address", told(text::tr("is not an address that can be asked: {0}")));
        case CURLE_WRITE_ERROR:
            return Error(Fault::temporary, "answer-too-large", told(text::tr("the answer is too large: {0}")));
        default: return Error(Fault::temporary, "no-answer", told(text::tr("no answer came: {0}")));
    }
}

}  // namespace

Easy begin(const std::string& url, const char* protocols, const Limits& limits, const std::string& proxy) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    Easy easy(curl_easy_init());
    if (!easy) throw Error(Fault::internal, "curl", "libcurl cannot start");
    set(easy, CURLOPT_URL, url.c_str());
    set(easy, CURLOPT_PROTOCOLS_STR, protocols);
    set(easy, CURLOPT_FOLLOWLOCATION, 0L);
    set(easy, CURLOPT_PROXY, proxy.c_str());  // an empty one also turns the environment's off
    set(easy, CURLOPT_NOSIGNAL, 1L);          // time-outs without SIGALRM: there are other threads
    set(easy, CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    set(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    set(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    set(easy, CURLOPT_CONNECTTIMEOUT_MS, long(std::chrono::milliseconds(limits.connect).count()));
    set(easy, CURLOPT_TIMEOUT_MS, long(std::chrono::milliseconds(limits.whole).count()));
    set(easy, CURLOPT_WRITEFUNCTION, &take);
    return easy;
}

void add_header(HeaderList& list, const std::string& line) {
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) throw Error(Fault::internal, "out-of-memory", text::tr("out of memory"));
    if (!list) list.reset(longer);
}

Answer perform(const Easy& easy, const std::string& url, const Limits& limits) {
    Sink sink{{}, limits.answer_bytes};
    std::array<char, CURL_ERROR_SIZE> detail{};
    set(easy, CURLOPT_WRITEDATA, &sink);
    set(easy, CURLOPT_ERRORBUFFER, detail.data());
    const CURLcode code = curl_easy_perform(easy.get());
    if (code != CURLE_OK) throw failure(code, url, detail.data());
    long status = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
    return {int(status), std::move(sink.body)};
}

}  // namespace saoy::net
