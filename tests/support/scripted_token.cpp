// SPDX-License-Identifier: Apache-2.0
// A PKCS #11 driver in front of another one (SAOY_TOKEN_LIBRARY), for what no real token can be made to do on demand.
// Files in SAOY_TOKEN_FOLDER say what: final-try, locked, always (authenticate at each signature), leaves-after (holds
// the number of signatures until the token is gone), unknown (numbers of mechanisms that it does not know). Each
// C_Login is a line in the file logins, each mechanism that began a signature one in the file mechanisms.
#include <dlfcn.h>
#include <p11-kit/pkcs11.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace {

CK_FUNCTION_LIST* real = nullptr;
CK_FUNCTION_LIST ours;
std::atomic<int> signatures{0};
thread_local bool authenticated = false;

std::filesystem::path file(const char* name) { return std::filesystem::path(std::getenv("SAOY_TOKEN_FOLDER")) / name; }
bool is_there(const char* name) { return std::filesystem::exists(file(name)); }

bool is_gone() {
    int after = 0;
    return static_cast<bool>(std::ifstream(file("leaves-after")) >> after) && signatures >= after;
}

CK_RV token_info(CK_SLOT_ID slot, CK_TOKEN_INFO* info) {
    const CK_RV code = real->C_GetTokenInfo(slot, info);
    if (is_there("final-try")) info->flags |= CKF_USER_PIN_FINAL_TRY;
    if (is_there("locked")) info->flags |= CKF_USER_PIN_LOCKED;
    return code;
}

CK_RV login(CK_SESSION_HANDLE session, CK_USER_TYPE user, unsigned char* pin, CK_ULONG size) {
    std::ofstream(file("logins"), std::ios::app) << (user == CKU_CONTEXT_SPECIFIC ? "context\n" : "user\n");
    if (user != CKU_CONTEXT_SPECIFIC) return real->C_Login(session, user, pin, size);
    authenticated = true;
    return CKR_OK;
}

CK_RV attributes(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE* wanted, CK_ULONG count) {
    const CK_RV code = real->C_GetAttributeValue(session, object, wanted, count);
    for (CK_ULONG i = 0; code == CKR_OK && i < count && is_there("always"); ++i)
        if (wanted[i].type == CKA_ALWAYS_AUTHENTICATE && wanted[i].pValue != nullptr)
            *static_cast<unsigned char*>(wanted[i].pValue) = CK_TRUE;
    return code;
}

CK_RV sign_init(CK_SESSION_HANDLE session, CK_MECHANISM* mechanism, CK_OBJECT_HANDLE key) {
    std::ifstream unknown(file("unknown"));
    for (CK_MECHANISM_TYPE one = 0; unknown >> one;)
        if (one == mechanism->mechanism) return CKR_MECHANISM_INVALID;
    std::ofstream(file("mechanisms"), std::ios::app) << mechanism->mechanism << '\n';
    return real->C_SignInit(session, mechanism, key);
}

CK_RV sign(CK_SESSION_HANDLE session, unsigned char* data, CK_ULONG size, unsigned char* value, CK_ULONG* room) {
    if (is_gone()) return CKR_DEVICE_REMOVED;
    if (is_there("always") && !authenticated) return CKR_USER_NOT_LOGGED_IN;
    authenticated = false;
    ++signatures;
    return real->C_Sign(session, data, size, value, room);
}

}  // namespace

extern "C" __attribute__((visibility("default"))) CK_RV C_GetFunctionList(CK_FUNCTION_LIST** list) {
    void* library = ::dlopen(std::getenv("SAOY_TOKEN_LIBRARY"), RTLD_NOW | RTLD_LOCAL);
    const auto get =
        library == nullptr ? nullptr : reinterpret_cast<CK_C_GetFunctionList>(::dlsym(library, "C_GetFunctionList"));
    if (get == nullptr || get(&real) != CKR_OK) return CKR_GENERAL_ERROR;
    ours = *real;
    ours.C_GetTokenInfo = token_info;
    ours.C_Login = login;
    ours.C_GetAttributeValue = attributes;
    ours.C_SignInit = sign_init;
    ours.C_Sign = sign;
    *list = &ours;
    return CKR_OK;
}
