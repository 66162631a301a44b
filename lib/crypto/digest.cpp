// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/digest.hpp"

#include <openssl/evp.h>

#include <array>
#include <cstdio>

#include "lib/base/error.hpp"
#include "lib/base/handle.hpp"

namespace saoy::crypto {

namespace {

using Context = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;

Context begin() {
    Context context(EVP_MD_CTX_new());
    if (!context || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1)
        throw Error(Fault::internal, "crypto", "cannot compute SHA-256");
    return context;
}

std::string end(const Context& context) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (EVP_DigestFinal_ex(context.get(), digest.data(), &size) != 1)
        throw Error(Fault::internal, "crypto", "cannot compute SHA-256");
    static constexpr char digits[] = "0123456789abcdef";
    std::string hex;
    for (unsigned i = 0; i < size; ++i) {
        hex += digits[digest[i] >> 4];
        hex += digits[digest[i] & 15];
    }
    return hex;
}

using File = Handle<std::FILE, std::fclose>;

}  // namespace

std::string sha256(std::string_view bytes) {
    const Context context = begin();
    EVP_DigestUpdate(context.get(), bytes.data(), bytes.size());
    return end(context);
}

std::string sha256_file(const Path& path) {
    const File file(std::fopen(path.c_str(), "rbe"));
    if (!file) throw Error(Fault::missing, "no-such-file", path.string() + ": cannot be opened");
    const Context context = begin();
    std::array<char, 1 << 16> buffer{};
    std::size_t n = 0;
    while ((n = std::fread(buffer.data(), 1, buffer.size(), file.get())) > 0)
        EVP_DigestUpdate(context.get(), buffer.data(), n);
    if (std::ferror(file.get()) != 0) throw Error(Fault::io, "cannot-read", path.string() + ": cannot be read");
    return end(context);
}

}  // namespace saoy::crypto
