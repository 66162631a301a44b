// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/pss.hpp"

#include "lib/crypto/digest.hpp"
#include "lib/crypto/openssl.hpp"

namespace saoy::crypto {

namespace {

constexpr std::size_t digest_size = 32;

// RFC 8017, B.2.1.
std::string mgf1(const std::string& seed, std::size_t size) {
    std::string mask;
    for (unsigned char counter = 0; mask.size() < size; ++counter)  // 8 KB at most: far from 256 blocks
        mask += Sha256().add(seed).add(std::string{'\0', '\0', '\0', char(counter)}).raw();
    mask.resize(size);
    return mask;
}

}  // namespace

std::string pss_padded(const std::string& digest, const std::string& salt, std::size_t modulus_bits) {
    const std::size_t bits = modulus_bits - 1, size = (bits + 7) / 8;
    require(modulus_bits <= 16384 && size >= digest_size + salt.size() + 2, "the RSA key is too short for RSASSA-PSS");
    const std::string hash = Sha256().add(std::string(8, '\0')).add(digest).add(salt).raw();
    std::string block(size - salt.size() - digest_size - 2, '\0');
    block += '\1' + salt;
    const std::string mask = mgf1(hash, block.size());
    for (std::size_t i = 0; i < block.size(); ++i) block[i] = char(block[i] ^ mask[i]);
    block.front() = char(static_cast<unsigned char>(block.front()) & (0xff >> (8 * size - bits)));
    // Where the modulus has 8n + 1 bits the padding is a byte shorter.
    return std::string((modulus_bits + 7) / 8 - size, '\0') + block + hash + '\xbc';
}

}  // namespace saoy::crypto
