// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/token.hpp"

#include <dlfcn.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/crypto/openssl.hpp"
#include "lib/crypto/pss.hpp"

namespace saoy::crypto {

using text::fill;
using text::tr;

namespace {

constexpr CK_ULONG most_objects = 64;
constexpr std::size_t salt_size = 32;  // of RSASSA-PSS

std::string trimmed(const unsigned char* text, std::size_t size) {
    std::string out(reinterpret_cast<const char*>(text), size);
    out.erase(out.find_last_not_of(std::string(" \0", 2)) + 1);
    return out;
}

bool is_gone(CK_RV code) {
    // A handle that was good is bad when the token was exchanged.
    constexpr std::array<CK_RV, 9> gone{CKR_OBJECT_HANDLE_INVALID, CKR_KEY_HANDLE_INVALID, CKR_DEVICE_REMOVED,
                                        CKR_TOKEN_NOT_PRESENT,     CKR_DEVICE_ERROR,       CKR_SESSION_HANDLE_INVALID,
                                        CKR_SESSION_CLOSED,        CKR_USER_NOT_LOGGED_IN, CKR_SLOT_ID_INVALID};
    return std::find(gone.begin(), gone.end(), code) != gone.end();
}

std::string code_of(CK_RV code) {
    char text[24];
    std::snprintf(text, sizeof text, "0x%lx", static_cast<unsigned long>(code));
    return text;
}

CK_ATTRIBUTE attribute_of(CK_ATTRIBUTE_TYPE type, const void* value, std::size_t size) {
    return {type, const_cast<void*>(value), static_cast<CK_ULONG>(size)};
}

// PKCS #11 gives r and s one after the other; CMS wants ECDSA-Sig-Value (RFC 5753).
std::string ecdsa_der(const std::string& value) {
    using Signature = Handle<ECDSA_SIG, ECDSA_SIG_free>;
    using Number = Handle<BIGNUM, BN_free>;
    constexpr const char* what = "the token gave no ECDSA value";
    const auto* at = reinterpret_cast<const unsigned char*>(value.data());
    const int half = int(value.size() / 2);
    require(half > 0 && value.size() % 2 == 0, what);
    const Signature signature(ECDSA_SIG_new());
    Number r(BN_bin2bn(at, half, nullptr)), s(BN_bin2bn(at + half, half, nullptr));
    require(signature && r && s && ECDSA_SIG_set0(signature.get(), r.get(), s.get()) == 1, what);
    r.release();
    s.release();
    return der_of(signature.get(), i2d_ECDSA_SIG);
}

// DigestInfo of a SHA-256 digest (RFC 8017, 9.2, note 1): tokens need not know the digest then.
std::string digest_info(const std::string& digest) {
    static constexpr unsigned char prefix[] = {0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
                                               0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};
    return std::string(reinterpret_cast<const char*>(prefix), sizeof prefix) + digest;
}

bool is_unknown(CK_RV code) { return code == CKR_MECHANISM_INVALID || code == CKR_MECHANISM_PARAM_INVALID; }

// Of a big-endian number.
std::size_t bits_of(const std::string& number) {
    const std::size_t first = number.find_first_not_of('\0');
    if (first == std::string::npos) return 0;
    std::size_t bits = (number.size() - first) * 8;
    for (unsigned char top = static_cast<unsigned char>(number[first]); (top & 0x80) == 0; top = top << 1) --bits;
    return bits;
}

}  // namespace

// A mechanism, and what it is given of the bytes to be signed.
struct Token::Way {
    enum Input { bytes, digest, digest_info, pss_block };
    CK_MECHANISM_TYPE mechanism;
    Input input;
    bool takes_pss = false;
};

// Mechanisms that make the same signature: the first that the token knows is taken.
std::vector<Token::Way> Token::ways_of(Scheme scheme) {
    switch (scheme) {
        case Scheme::rsa_pss:
            return {{CKM_RSA_PKCS_PSS, Way::digest, true},
                    {CKM_SHA256_RSA_PKCS_PSS, Way::bytes, true},
                    {CKM_RSA_X_509, Way::pss_block}};
        case Scheme::rsa_pkcs1: return {{CKM_RSA_PKCS, Way::digest_info}, {CKM_SHA256_RSA_PKCS, Way::bytes}};
        case Scheme::ecdsa: return {{CKM_ECDSA, Way::digest}, {CKM_ECDSA_SHA256, Way::bytes}};
    }
    return {};
}

struct Token::Module {
    explicit Module(const Path& path) : library(::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)) {
        const auto get = library == nullptr
                             ? nullptr
                             : reinterpret_cast<CK_C_GetFunctionList>(::dlsym(library, "C_GetFunctionList"));
        CK_C_INITIALIZE_ARGS arguments{};
        arguments.flags = CKF_OS_LOCKING_OK;
        const bool started = get != nullptr && get(&call) == CKR_OK;
        const CK_RV code = started ? call->C_Initialize(&arguments) : CKR_GENERAL_ERROR;
        is_ours = code == CKR_OK;
        if (!is_ours && code != CKR_CRYPTOKI_ALREADY_INITIALIZED)
            throw Error(Fault::unavailable, "no-module",
                        fill(tr("{0}: the library of the token cannot be used"), {path.string()}),
                        tr("install the driver of the token, and name its PKCS #11 library"));
    }
    // One for all tokens of a library: the second C_Initialize is refused, and C_Finalize ends it for all.
    static std::shared_ptr<Module> of(const Path& path) {
        static std::mutex mutex;
        static std::map<Path, std::weak_ptr<Module>> known;
        const std::lock_guard lock(mutex);
        std::shared_ptr<Module> module = known[path].lock();
        if (!module) known[path] = module = std::make_shared<Module>(path);
        return module;
    }
    ~Module() {
        if (is_ours) call->C_Finalize(nullptr);
        // Drivers leave threads and handlers behind: the library stays loaded.
    }
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;
    void* library = nullptr;
    CK_FUNCTION_LIST* call = nullptr;
    bool is_ours = false;
};

// A session for one signature; waits for one where the token has no more.
class Token::Lease {
public:
    explicit Lease(const Token& token) : token_(token) {
        std::unique_lock lock(token.mutex_);
        if (token.idle_.empty()) {
            CK_SESSION_HANDLE fresh = 0;
            const CK_RV code = token.call_->C_OpenSession(token.slot_, CKF_SERIAL_SESSION, nullptr, nullptr, &fresh);
            if (code == CKR_OK) {
                session_ = fresh;
                return;
            }
            if (code != CKR_SESSION_COUNT) {
                lock.unlock();
                token.failed(code, "C_OpenSession");
            }
            token.returned_.wait(lock, [&] { return !token.idle_.empty(); });
        }
        session_ = token.idle_.back();
        token.idle_.pop_back();
    }
    ~Lease() {
        const std::lock_guard lock(token_.mutex_);
        token_.idle_.push_back(session_);
        token_.returned_.notify_one();
    }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    CK_SESSION_HANDLE get() const { return session_; }

private:
    const Token& token_;
    CK_SESSION_HANDLE session_ = 0;
};

Token::Token(const TokenAddress& address, const AskPin& ask)
    : module_(Module::of(address.module)), call_(module_->call) {
    find_slot(address);
    first_ = open_session();
    try {
        log_in(ask);
        find_key(address);
    } catch (...) {
        OPENSSL_cleanse(pin_.data(), pin_.size());
        call_->C_CloseAllSessions(slot_);
        throw;
    }
    if (!always_authenticate_) {  // the PIN has done its work
        OPENSSL_cleanse(pin_.data(), pin_.size());
        pin_.clear();
    }
    idle_.push_back(first_);
}

Token::~Token() {
    OPENSSL_cleanse(pin_.data(), pin_.size());
    call_->C_CloseAllSessions(slot_);
}

void Token::failed(CK_RV code, const char* what) const {
    if (is_gone(code)) {
        const std::lock_guard lock(mutex_);
        lost_ = true;
        throw Error(Fault::unavailable, "token-removed", fill(tr("the token {0} does not answer any more"), {label_}),
                    tr("put it in again and run the command again; what was signed is kept"));
    }
    throw Error(Fault::unavailable, "token",
                fill(tr("the token {0}: {1} failed with {2}"), {label_, what, code_of(code)}),
                tr("see the manual of the token's driver for that number"));
}

void Token::find_slot(const TokenAddress& address) {
    CK_ULONG count = 0;
    std::vector<CK_SLOT_ID> slots;
    if (call_->C_GetSlotList(CK_TRUE, nullptr, &count) == CKR_OK) {
        slots.resize(count);
        if (call_->C_GetSlotList(CK_TRUE, slots.data(), &count) != CKR_OK) count = 0;
        slots.resize(count);
    }
    std::vector<std::string> labels;
    int matches = 0;
    for (const CK_SLOT_ID slot : slots) {
        CK_TOKEN_INFO info{};
        if (call_->C_GetTokenInfo(slot, &info) != CKR_OK || (info.flags & CKF_TOKEN_INITIALIZED) == 0) continue;
        const std::string label = trimmed(info.label, sizeof info.label);
        labels.push_back(label);
        if (!address.token.empty() && address.token != label) continue;
        if (!address.serial.empty() && address.serial != trimmed(info.serialNumber, sizeof info.serialNumber)) continue;
        slot_ = slot;
        label_ = label;
        ++matches;
    }
    if (matches == 0)
        throw Error(
            Fault::unavailable, "no-token", fill(tr("there is no token {0}"), {address.token}),
            labels.empty() ? tr("put the token in") : fill(tr("these are there: {0}"), {text::join(labels, ", ")}));
    if (matches > 1)
        throw Error(
            Fault::input, "token-ambiguous", tr("more than one token fits"),
            fill(tr("name one with token=LABEL or serial=NUMBER; these are there: {0}"), {text::join(labels, ", ")}));
}

CK_SESSION_HANDLE Token::open_session() const {
    CK_SESSION_HANDLE session = 0;
    const CK_RV code = call_->C_OpenSession(slot_, CKF_SERIAL_SESSION, nullptr, nullptr, &session);
    if (code != CKR_OK) failed(code, "C_OpenSession");
    return session;
}

void Token::log_in(const AskPin& ask) {
    CK_TOKEN_INFO info{};
    if (const CK_RV code = call_->C_GetTokenInfo(slot_, &info); code != CKR_OK) failed(code, "C_GetTokenInfo");
    if ((info.flags & CKF_LOGIN_REQUIRED) == 0) return;
    const auto locked = [&] {
        throw Error(Fault::refused, "pin-locked", fill(tr("the token {0} is locked"), {label_}),
                    tr("its issuer can unlock it"));
    };
    if ((info.flags & CKF_USER_PIN_LOCKED) != 0) locked();
    if ((info.flags & CKF_USER_PIN_FINAL_TRY) != 0)
        throw Error(Fault::refused, "pin-final-try",
                    fill(tr("one more wrong PIN locks the token {0}: it is not tried here"), {label_}),
                    tr("log in once with the token's own program, which resets the count"));
    const bool on_pad = (info.flags & CKF_PROTECTED_AUTHENTICATION_PATH) != 0;
    if (!on_pad) pin_ = ask();
    const CK_RV code =
        call_->C_Login(first_, CKU_USER, on_pad ? nullptr : reinterpret_cast<unsigned char*>(pin_.data()),
                       on_pad ? 0 : CK_ULONG(pin_.size()));
    if (code == CKR_OK || code == CKR_USER_ALREADY_LOGGED_IN) return;
    if (code == CKR_PIN_LOCKED) locked();
    if (code == CKR_PIN_INCORRECT || code == CKR_PIN_INVALID || code == CKR_PIN_LEN_RANGE)
        throw Error(Fault::input, "wrong-pin", fill(tr("the PIN does not open the token {0}"), {label_}),
                    tr("it was tried once only; a token locks after a few wrong ones, so make sure before the next"));
    failed(code, "C_Login");
}

std::vector<CK_OBJECT_HANDLE> Token::find(const std::vector<CK_ATTRIBUTE>& wanted) const {
    std::vector<CK_OBJECT_HANDLE> found(most_objects);
    CK_ULONG count = 0;
    std::vector<CK_ATTRIBUTE> attributes = wanted;
    CK_RV code = call_->C_FindObjectsInit(first_, attributes.data(), CK_ULONG(attributes.size()));
    if (code == CKR_OK) {
        code = call_->C_FindObjects(first_, found.data(), most_objects, &count);
        call_->C_FindObjectsFinal(first_);
    }
    if (code != CKR_OK) failed(code, "C_FindObjects");
    found.resize(count);
    return found;
}

std::string Token::attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const {
    CK_ATTRIBUTE wanted{type, nullptr, 0};
    if (call_->C_GetAttributeValue(first_, object, &wanted, 1) != CKR_OK || wanted.ulValueLen == CK_ULONG(-1))
        return {};
    std::string value(wanted.ulValueLen, '\0');
    wanted.pValue = value.data();
    if (call_->C_GetAttributeValue(first_, object, &wanted, 1) != CKR_OK) return {};
    value.resize(wanted.ulValueLen);
    return value;
}

void Token::find_key(const TokenAddress& address) {
    const CK_OBJECT_CLASS private_key = CKO_PRIVATE_KEY, certificate = CKO_CERTIFICATE;
    std::vector<CK_ATTRIBUTE> wanted{attribute_of(CKA_CLASS, &private_key, sizeof private_key)};
    if (!address.object.empty())
        wanted.push_back(attribute_of(CKA_LABEL, address.object.data(), address.object.size()));
    if (!address.id.empty()) wanted.push_back(attribute_of(CKA_ID, address.id.data(), address.id.size()));
    const std::vector<CK_OBJECT_HANDLE> keys = find(wanted);
    if (keys.size() != 1)
        throw Error(Fault::input, "no-key",
                    fill(keys.empty() ? tr("the token {0} has no such private key")
                                      : tr("the token {0} has more than one private key that fits"),
                         {label_}),
                    tr("name one with object=LABEL or id=%01 in the token's address"));
    key_ = keys.front();
    const std::string always = attribute(key_, CKA_ALWAYS_AUTHENTICATE);
    always_authenticate_ = !always.empty() && always.front() != CK_FALSE;
    const std::string id = attribute(key_, CKA_ID);
    for (const CK_OBJECT_HANDLE one : find({attribute_of(CKA_CLASS, &certificate, sizeof certificate)})) {
        std::string der = attribute(one, CKA_VALUE);
        if (der.empty()) continue;
        const bool own = !id.empty() && attribute(one, CKA_ID) == id;
        has_own_ = has_own_ || own;
        certificates_.insert(own ? certificates_.begin() : certificates_.end(), std::move(der));
    }
}

std::string Token::input_of(const Way& way, std::string_view bytes) const {
    if (way.input == Way::bytes) return std::string(bytes);
    const std::string digest = Sha256().add(bytes).raw();
    if (way.input == Way::digest) return digest;
    if (way.input == Way::digest_info) return digest_info(digest);
    std::string salt(salt_size, '\0');
    require(RAND_bytes(reinterpret_cast<unsigned char*>(salt.data()), int(salt.size())) == 1, "no random bytes");
    return pss_padded(digest, salt, bits_of(attribute(key_, CKA_MODULUS)));
}

std::string Token::sign(Scheme scheme, std::string_view bytes) const {
    {
        const std::lock_guard lock(mutex_);
        if (lost_)
            throw Error(Fault::unavailable, "token-removed",
                        fill(tr("the token {0} does not answer any more"), {label_}),
                        tr("put it in again and run the command again; what was signed is kept"));
    }
    const Lease lease(*this);
    std::string data;
    CK_RV code = CKR_MECHANISM_INVALID;
    for (const Way& way : ways_of(scheme)) {
        CK_RSA_PKCS_PSS_PARAMS pss{CKM_SHA256, CKG_MGF1_SHA256, salt_size};
        CK_MECHANISM mechanism{way.mechanism, nullptr, 0};
        if (way.takes_pss) mechanism = {way.mechanism, &pss, sizeof pss};
        code = call_->C_SignInit(lease.get(), &mechanism, key_);
        if (is_unknown(code)) continue;
        data = input_of(way, bytes);
        break;
    }
    if (is_unknown(code))
        throw Error(Fault::unavailable, "token-cannot",
                    fill(tr("the token {0} cannot sign with {1}"), {label_, to_string(scheme)}),
                    scheme == Scheme::rsa_pss ? tr("give --pkcs1, if the receivers accept the older scheme") : "");
    if (code != CKR_OK) failed(code, "C_SignInit");
    if (always_authenticate_) {
        std::string pin = pin_;
        code =
            call_->C_Login(lease.get(), CKU_CONTEXT_SPECIFIC,
                           pin.empty() ? nullptr : reinterpret_cast<unsigned char*>(pin.data()), CK_ULONG(pin.size()));
        OPENSSL_cleanse(pin.data(), pin.size());
        if (code != CKR_OK) failed(code, "C_Login");
    }
    std::array<unsigned char, 1024> value{};
    CK_ULONG size = value.size();
    code = call_->C_Sign(lease.get(), reinterpret_cast<unsigned char*>(data.data()), CK_ULONG(data.size()),
                         value.data(), &size);
    if (code != CKR_OK) failed(code, "C_Sign");
    const std::string made(reinterpret_cast<const char*>(value.data()), size);
    return scheme == Scheme::ecdsa ? ecdsa_der(made) : made;
}

}  // namespace saoy::crypto
