// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/openssl.hpp"

#include <openssl/err.h>

#include "lib/base/error.hpp"

namespace saoy::crypto {

void crypto_failed(const char* what) {
    const unsigned long last = ERR_peek_last_error();
    const char* reason = last != 0 ? ERR_reason_error_string(last) : nullptr;
    std::string sentence = what;
    if (reason != nullptr) sentence += std::string(" (") + reason + ")";
    ERR_clear_error();
    throw Error(Fault::internal, "crypto", sentence);
}

Bio memory_of(std::string_view bytes) {
    Bio bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
    require(bio != nullptr, "cannot read from memory");
    return bio;
}

Certificate certificate_from_der(std::string_view der) {
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    Certificate certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    require(certificate != nullptr, "cannot decode a certificate");
    return certificate;
}

}  // namespace saoy::crypto
