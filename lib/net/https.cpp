// SPDX-License-Identifier: Apache-2.0
#include "lib/net/https.hpp"

#include <array>
#include <cstdio>
#include <mutex>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/net/curl.hpp"

namespace saoy::net {

namespace {

using File = Handle<std::FILE, std::fclose>;

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

std::size_t give(char* buffer, std::size_t, std::size_t most, void* user) {
    auto* file = static_cast<std::FILE*>(user);
    const std::size_t n = std::fread(buffer, 1, most, file);
    return n == 0 && std::ferror(file) != 0 ? CURL_READFUNC_ABORT : n;
}

template <class Value>
void set(const Easy& easy, CURLoption option, Value value) {
    if (curl_easy_setopt(easy.get(), option, value) != CURLE_OK)
        throw Error(Fault::internal, "curl", "libcurl does not know option " + std::to_string(int(option)));
}

Easy begin(const std::string& url, const Identity& identity, const Limits& limits, const std::string& proxy) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    if (url.rfind("https://", 0) != 0)
        throw Error(Fault::usage, "not-https", text::fill(text::tr("{0} is not an https address"), {url}));
    Easy easy(curl_easy_init());
    if (!easy) throw Error(Fault::internal, "curl", "libcurl cannot start");
    set(easy, CURLOPT_URL, url.c_str());
    set(easy, CURLOPT_PROTOCOLS_STR, "https");
    set(easy, CURLOPT_FOLLOWLOCATION, 0L);
    set(easy, CURLOPT_PROXY, proxy.c_str());  // an empty one also turns the environment's off
    set(easy, CURLOPT_NOSIGNAL, 1L);          // time-outs without SIGALRM: there are other threads
    set(easy, CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    set(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    set(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    set(easy, CURLOPT_CAINFO, identity.ca.c_str());
    set(easy, CURLOPT_CAPATH, static_cast<char*>(nullptr));
    set(easy, CURLOPT_SSLCERT, identity.certificate.c_str());
    set(easy, CURLOPT_SSLKEY, identity.key.c_str());
    set(easy, CURLOPT_CONNECTTIMEOUT_MS, long(std::chrono::milliseconds(limits.connect).count()));
    set(easy, CURLOPT_TIMEOUT_MS, long(std::chrono::milliseconds(limits.whole).count()));
    set(easy, CURLOPT_WRITEFUNCTION, &take);
    return easy;
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
            return Error(Fault::usage, "not-https", told(text::tr("is not an https address: {0}")));
        case CURLE_WRITE_ERROR:
            return Error(Fault::temporary, "answer-too-large", told(text::tr("the answer is too large: {0}")));
        default: return Error(Fault::temporary, "no-answer", told(text::tr("no answer came: {0}")));
    }
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

}  // namespace

Https::Https(Identity identity, Limits limits, std::string proxy)
    : identity_(std::move(identity)), limits_(limits), proxy_(std::move(proxy)) {
    for (const Path& file : {identity_.certificate, identity_.key, identity_.ca})
        if (!std::filesystem::is_regular_file(file))
            throw Error(Fault::configuration, "no-such-file",
                        file.string() + ": " + text::tr("a file of the TLS identity is not there"));
}

Answer Https::get(const std::string& url) const {
    const Easy easy = begin(url, identity_, limits_, proxy_);
    return perform(easy, url, limits_);
}

Answer Https::put(const std::string& url, const Path& file, const Headers& headers) const {
    const File open(std::fopen(file.c_str(), "rbe"));
    if (!open) throw Error(Fault::missing, "no-such-file", file.string() + ": " + text::tr("cannot be opened"));
    const Easy easy = begin(url, identity_, limits_, proxy_);
    // Without this curl waits a second for "100 Continue" from servers that do not send it.
    HeaderList list(curl_slist_append(nullptr, "Expect:"));
    for (const auto& [name, value] : headers) {
        curl_slist* longer = curl_slist_append(list.get(), (name + ": " + value).c_str());
        if (longer == nullptr) throw Error(Fault::internal, "out-of-memory", text::tr("out of memory"));
    }
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
