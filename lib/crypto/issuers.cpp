// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/issuers.hpp"

#include "lib/crypto/verify_openssl.hpp"

namespace saoy::crypto {

namespace {

using Accesses = Handle<AUTHORITY_INFO_ACCESS, AUTHORITY_INFO_ACCESS_free>;

std::string shown_name(const X509_NAME* name) {
    std::string shown = name_part(name, NID_commonName);
    return shown.empty() ? name_part(name, NID_organizationName) : shown;
}

std::vector<std::string> addresses_of(X509* certificate) {
    std::vector<std::string> found;
    const Accesses accesses(
        static_cast<AUTHORITY_INFO_ACCESS*>(X509_get_ext_d2i(certificate, NID_info_access, nullptr, nullptr)));
    for (int i = 0; accesses && i < sk_ACCESS_DESCRIPTION_num(accesses.get()); ++i) {
        const ACCESS_DESCRIPTION* access = sk_ACCESS_DESCRIPTION_value(accesses.get(), i);
        if (OBJ_obj2nid(access->method) != NID_ad_ca_issuers || access->location->type != GEN_URI) continue;
        const std::string address(bytes_of(access->location->d.uniformResourceIdentifier));
        if (address.rfind("http", 0) == 0) found.push_back(address);
    }
    ERR_clear_error();
    return found;
}

}  // namespace

std::optional<MissingIssuer> missing_issuer(const std::vector<std::string>& certificates) {
    if (certificates.empty()) return std::nullopt;
    const Certificate last = certificate_from_der(certificates.back());
    const X509_NAME *own = X509_get_subject_name(last.get()), *issuer = X509_get_issuer_name(last.get());
    if (X509_NAME_cmp(own, issuer) == 0) return std::nullopt;
    return MissingIssuer{shown_name(own), shown_name(issuer), addresses_of(last.get())};
}

}  // namespace saoy::crypto
