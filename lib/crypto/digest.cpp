// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/digest.hpp"

#include <array>
#include <cstdio>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/openssl.hpp"

namespace saoy::crypto {

namespace {

std::string hex_of(std::string_view bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string hex;
    hex.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        hex += digits[byte >> 4];
        hex += digits[byte & 15];
    }
    return hex;
}

using File = Handle<std::FILE, std::fclose>;

}  // namespace

struct Sha256::State {
    DigestContext context{EVP_MD_CTX_new()};
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
    require(state_->context && EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr) == 1,
            "cannot compute SHA-256");
}

Sha256::~Sha256() = default;

Sha256& Sha256::add(std::string_view bytes) {
    require(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) == 1, "cannot compute SHA-256");
    return *this;
}

Sha256& Sha256::add_file(const Path& path) {
    const File file(std::fopen(path.c_str(), "rbe"));
    if (!file)
        throw Error(Fault::missing, "no-such-file", text::fill(text::tr("{0}: cannot be opened"), {path.string()}));
    std::array<char, 1 << 16> buffer{};
    std::size_t n = 0;
    while ((n = std::fread(buffer.data(), 1, buffer.size(), file.get())) > 0) add({buffer.data(), n});
    if (std::ferror(file.get()) != 0)
        throw Error(Fault::io, "cannot-read", text::fill(text::tr("{0}: cannot be read"), {path.string()}));
    return *this;
}

std::string Sha256::raw() {
    std::string digest(32, '\0');
    require(EVP_DigestFinal_ex(state_->context.get(), reinterpret_cast<unsigned char*>(digest.data()), nullptr) == 1,
            "cannot compute SHA-256");
    return digest;
}

std::string Sha256::so_far() const {
    const DigestContext copy(EVP_MD_CTX_new());
    std::array<unsigned char, 32> digest{};
    require(copy && EVP_MD_CTX_copy_ex(copy.get(), state_->context.get()) == 1 &&
                EVP_DigestFinal_ex(copy.get(), digest.data(), nullptr) == 1,
            "cannot compute SHA-256");
    return hex_of({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::string sha256(std::string_view bytes) { return hex_of(Sha256().add(bytes).raw()); }

std::string sha256_file(const Path& path) { return hex_of(Sha256().add_file(path).raw()); }

}  // namespace saoy::crypto
