// SPDX-License-Identifier: Apache-2.0
// One logged-in token through its PKCS #11 library (OASIS PKCS #11 v2.40). Private to lib/crypto.
#pragma once

#include <p11-kit/pkcs11.h>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "lib/crypto/cms.hpp"
#include "lib/crypto/token_address.hpp"

namespace saoy::crypto {

// Signing is safe from many threads: each uses a session of its own while it signs.
class Token {
public:
    using AskPin = std::function<std::string()>;

    // Finds the token and logs in with one try: `ask` is called once at most. Throws Error: unavailable (69:
    // "no-module", "no-token", "token-removed"), input (65: "wrong-pin", "token-ambiguous", "no-key"), refused (77:
    // "pin-locked", "pin-final-try": one more wrong PIN would lock the token, so that a person has to try elsewhere).
    Token(const TokenAddress& address, const AskPin& ask);
    ~Token();
    Token(const Token&) = delete;
    Token& operator=(const Token&) = delete;

    // DER: the one that belongs to the key first, if it is there; then the others.
    const std::vector<std::string>& certificates() const noexcept { return certificates_; }
    bool has_own_certificate() const noexcept { return has_own_; }

    // The signature value; ECDSA as DER. Where the token knows no mechanism for RSASSA-PSS but bare RSA, the padding is
    // made here. Throws Error unavailable (69): "token-removed" from the first failure on, without another login;
    // "token-cannot" for a scheme that the token knows no mechanism for.
    std::string sign(Scheme scheme, std::string_view bytes) const;

private:
    struct Module;
    class Lease;
    void find_slot(const TokenAddress& address);
    void log_in(const AskPin& ask);
    void find_key(const TokenAddress& address);
    std::vector<CK_OBJECT_HANDLE> find(const std::vector<CK_ATTRIBUTE>& wanted) const;
    struct Way;
    static std::vector<Way> ways_of(Scheme scheme);
    std::string input_of(const Way& way, std::string_view bytes) const;
    std::string attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const;
    CK_SESSION_HANDLE open_session() const;
    [[noreturn]] void failed(CK_RV code, const char* what) const;

    std::shared_ptr<Module> module_;
    CK_FUNCTION_LIST* call_ = nullptr;
    CK_SLOT_ID slot_ = 0;
    std::string label_, pin_;
    CK_SESSION_HANDLE first_ = 0;
    CK_OBJECT_HANDLE key_ = 0;
    bool always_authenticate_ = false, has_own_ = false;
    std::vector<std::string> certificates_;
    mutable std::mutex mutex_;
    mutable std::condition_variable returned_;
    mutable std::vector<CK_SESSION_HANDLE> idle_;
    mutable bool lost_ = false;
};

}  // namespace saoy::crypto
