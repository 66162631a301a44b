// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/verify_trust.hpp"

#include <openssl/pem.h>

#include <algorithm>
#include <array>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/verify_openssl.hpp"
#include "lib/crypto/verify_policy.hpp"

namespace saoy::crypto {

namespace {

constexpr std::size_t most_bytes = std::size_t(64) << 20;
constexpr int most_links = 12;

struct BadPath {
    PathVerdict verdict;
};

[[noreturn]] void fail(Trust trust, const char* failure, const std::string& reason, bool is_final = false) {
    PathVerdict verdict;
    verdict.trust = trust;
    verdict.failure = failure;
    verdict.reason = reason;
    verdict.is_final = is_final;
    throw BadPath{verdict};
}

std::string name_of(X509* certificate) {
    const std::string name = name_part(X509_get_subject_name(certificate), NID_commonName);
    return name.empty() ? name_part(X509_get_subject_name(certificate), NID_organizationName) : name;
}

// The certificate's own key and the digest it was signed with; an anchor's own signature means nothing.
void check_algorithms(X509* certificate, bool is_anchor, Time at) {
    EVP_PKEY* key = X509_get0_pubkey(certificate);
    const std::string family = key == nullptr ? "unknown" : key_family(key);
    if (key == nullptr || !key_is_fit(family, EVP_PKEY_get_bits(key), at))
        fail(Trust::unknown, "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
             text::fill(text::tr("the key of {0} is too weak"), {name_of(certificate)}));
    if (is_anchor) return;
    int digest = NID_undef;
    X509_get_signature_info(certificate, &digest, nullptr, nullptr, nullptr);
    const bool edwards =
        X509_get_signature_nid(certificate) == NID_ED25519 || X509_get_signature_nid(certificate) == NID_ED448;
    if (!edwards && !digest_is_fit(OBJ_nid2sn(digest), at))
        fail(Trust::unknown, "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
             text::fill(text::tr("the certificate of {0} was signed with a weak digest"), {name_of(certificate)}));
}

// Purposes that go with signing documents; a certificate without the extension may sign anything.
bool may_sign_documents(X509* certificate) {
    const std::uint32_t usage = X509_get_key_usage(certificate);
    if (usage != UINT32_MAX && (usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0) return false;
    if (X509_check_ca(certificate) == 1) return false;
    using Purposes = Handle<EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free>;
    const Purposes purposes(
        static_cast<EXTENDED_KEY_USAGE*>(X509_get_ext_d2i(certificate, NID_ext_key_usage, nullptr, nullptr)));
    if (!purposes) return true;
    // any, e-mail, document signing (RFC 9336), Adobe authentic documents, Microsoft document signing
    static constexpr std::array<std::string_view, 5> fit{"2.5.29.37.0", "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.36",
                                                         "1.2.840.113583.1.1.5", "1.3.6.1.4.1.311.10.3.12"};
    for (int i = 0; i < sk_ASN1_OBJECT_num(purposes.get()); ++i) {
        std::array<char, 128> name{};
        OBJ_obj2txt(name.data(), int(name.size()), sk_ASN1_OBJECT_value(purposes.get(), i), 1);
        if (std::find(fit.begin(), fit.end(), name.data()) != fit.end()) return true;
    }
    return false;
}

int out_of_bounds(const X509* certificate, Time at) {
    std::time_t when = std::time_t(at.time_since_epoch().count());
    if (certificate == nullptr) return X509_V_OK;
    if (X509_cmp_time(X509_get0_notAfter(certificate), &when) < 0) return X509_V_ERR_CERT_HAS_EXPIRED;
    if (X509_cmp_time(X509_get0_notBefore(certificate), &when) > 0) return X509_V_ERR_CERT_NOT_YET_VALID;
    return X509_V_OK;
}

[[noreturn]] void path_failed(int error, int depth, X509* where) {
    const std::string name = where == nullptr ? std::string() : name_of(where);
    const std::string why = X509_verify_cert_error_string(error);
    switch (error) {
        case X509_V_ERR_CERT_HAS_EXPIRED:
        case X509_V_ERR_CERT_NOT_YET_VALID:
            fail(Trust::unknown, depth == 0 ? "OUT_OF_BOUNDS_NO_POE" : "CERTIFICATE_CHAIN_GENERAL_FAILURE",
                 text::fill(error == X509_V_ERR_CERT_HAS_EXPIRED
                                ? text::tr("the certificate of {0} has expired and no timestamp proves an earlier time")
                                : text::tr("the certificate of {0} was not valid yet"),
                            {name}));
        case X509_V_ERR_INVALID_CA:
        case X509_V_ERR_PATH_LENGTH_EXCEEDED:
        case X509_V_ERR_INVALID_PURPOSE:
        case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
        case X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION:
        case X509_V_ERR_PERMITTED_VIOLATION:
        case X509_V_ERR_EXCLUDED_VIOLATION:
            fail(Trust::untrusted, "CHAIN_CONSTRAINTS_FAILURE",
                 text::fill(text::tr("the certificate of {0} may not be used so: {1}"), {name, why}));
        case X509_V_ERR_CERT_SIGNATURE_FAILURE:
            fail(Trust::untrusted, "CERTIFICATE_CHAIN_GENERAL_FAILURE",
                 text::fill(text::tr("the certificate of {0} is forged: its signature does not match"), {name}));
        default:
            fail(Trust::unknown, "NO_CERTIFICATE_CHAIN_FOUND",
                 text::fill(text::tr("no path from the signer to a trusted certificate: {0}"), {why}));
    }
}

}  // namespace

struct TrustedCertificates::Store {
    AnchorStore anchors{X509_STORE_new()};
    std::size_t count = 0;
    std::vector<Crl> lists;

    // Gives whether a current list of its issuer was there for the certificate.
    bool check_revocation(X509* certificate, X509* issuer, bool is_signer, Time at) const {
        bool checked = false;
        for (const Crl& list : lists) {
            if (X509_NAME_cmp(X509_CRL_get_issuer(list.get()), X509_get_issuer_name(certificate)) != 0) continue;
            if (X509_CRL_verify(list.get(), X509_get0_pubkey(issuer)) != 1) continue;
            const auto next = time_of(X509_CRL_get0_nextUpdate(list.get()));
            if (!next || at <= *next) checked = true;
            X509_REVOKED* entry = nullptr;
            if (X509_CRL_get0_by_cert(list.get(), &entry, certificate) != 1) continue;
            const auto when = time_of(X509_REVOKED_get0_revocationDate(entry));
            if (when && at < *when) continue;
            fail(Trust::untrusted, is_signer ? "REVOKED" : "REVOKED_CA_NO_POE",
                 text::fill(text::tr("the certificate of {0} was revoked on {1}"),
                            {name_of(certificate), when ? rfc3339(*when) : "?"}),
                 is_signer);
        }
        ERR_clear_error();
        return checked;
    }

    void check_role(X509* signer, Role role) const {
        const bool fit = role == Role::signer ? may_sign_documents(signer)
                                              : X509_check_purpose(signer, X509_PURPOSE_TIMESTAMP_SIGN, 0) == 1;
        if (!fit)
            fail(Trust::untrusted, "CHAIN_CONSTRAINTS_FAILURE",
                 role == Role::signer
                     ? text::fill(text::tr("the certificate of {0} is not meant for signing documents"),
                                  {name_of(signer)})
                     : text::fill(text::tr("the certificate of {0} is not meant for timestamps"), {name_of(signer)}));
    }
};

TrustedCertificates::TrustedCertificates() : store_(std::make_unique<Store>()) {}
TrustedCertificates::~TrustedCertificates() = default;
TrustedCertificates::TrustedCertificates(TrustedCertificates&&) noexcept = default;

std::size_t TrustedCertificates::size() const noexcept { return store_->count; }

void TrustedCertificates::add_anchors(const Path& path) {
    if (std::filesystem::is_directory(path)) {
        std::vector<Path> files;
        for (const auto& entry : std::filesystem::directory_iterator(path))
            if (entry.is_regular_file()) files.push_back(entry.path());
        std::sort(files.begin(), files.end());
        for (const Path& file : files) add_anchors(file);
        return;
    }
    const std::string bytes = read_file(path, most_bytes);
    const std::size_t before = store_->count;
    const auto add = [&](const crypto::Certificate& certificate) {
        X509_STORE_add_cert(store_->anchors.get(), certificate.get());
        ++store_->count;
    };
    const Bio bio = memory_of(bytes);
    while (const crypto::Certificate certificate{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)})
        add(certificate);
    const unsigned char* at = data_of(bytes);
    if (store_->count == before)
        if (const crypto::Certificate certificate{d2i_X509(nullptr, &at, long(bytes.size()))}) add(certificate);
    ERR_clear_error();
    if (store_->count == before)
        throw Error(Fault::configuration, "no-certificate",
                    text::fill(text::tr("{0}: no certificate in it"), {path.string()}),
                    text::tr("give a PEM or DER file, or a folder of them"));
}

void TrustedCertificates::add_revocation_list(const Path& path) {
    const std::string bytes = read_file(path, most_bytes);
    const Bio bio = memory_of(bytes);
    Crl list(PEM_read_bio_X509_CRL(bio.get(), nullptr, nullptr, nullptr));
    const unsigned char* at = data_of(bytes);
    if (!list) list.reset(d2i_X509_CRL(nullptr, &at, long(bytes.size())));
    ERR_clear_error();
    if (!list)
        throw Error(Fault::configuration, "no-revocation-list",
                    text::fill(text::tr("{0}: no revocation list in it"), {path.string()}),
                    text::tr("give a CRL in PEM or DER"));
    store_->lists.push_back(std::move(list));
}

PathVerdict TrustedCertificates::path(const CheckedCms& cms, Role role, Time at,
                                      const std::vector<std::string>& more) const {
    PathVerdict verdict;
    X509* signer = cms.certificates_ ? cms.certificates_->signer.get() : nullptr;
    try {
        if (signer == nullptr)
            fail(Trust::unknown, "NO_SIGNING_CERTIFICATE_FOUND",
                 text::tr("the certificate of the signer is not in the signature"));
        if (store_->count == 0)
            fail(Trust::unknown, "NO_CERTIFICATE_CHAIN_FOUND", text::tr("no trusted certificates were given"));
        const crypto::Certificates helpers(X509_chain_up_ref(cms.certificates_->all.get()));
        for (const std::string& der : more) {
            const unsigned char* start = data_of(der);
            if (X509* extra = d2i_X509(nullptr, &start, long(der.size()))) sk_X509_push(helpers.get(), extra);
        }
        const PathContext context(X509_STORE_CTX_new());
        require(context && X509_STORE_CTX_init(context.get(), store_->anchors.get(), signer, helpers.get()) == 1,
                "cannot build a certification path");
        X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context.get());
        X509_VERIFY_PARAM_set_time(parameters, std::time_t(at.time_since_epoch().count()));
        X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN);
        X509_VERIFY_PARAM_set_depth(parameters, most_links);
        if (X509_verify_cert(context.get()) != 1) {
            // OpenSSL tells of the anchor first when both have expired; the signer's own dates say more.
            const int dates = out_of_bounds(signer, at);
            if (dates != X509_V_OK && out_of_bounds(X509_STORE_CTX_get_current_cert(context.get()), at) != X509_V_OK)
                path_failed(dates, 0, signer);
            path_failed(X509_STORE_CTX_get_error(context.get()), X509_STORE_CTX_get_error_depth(context.get()),
                        X509_STORE_CTX_get_current_cert(context.get()));
        }
        store_->check_role(signer, role);
        const STACK_OF(X509)* chain = X509_STORE_CTX_get0_chain(context.get());
        const int links = sk_X509_num(chain);
        for (int i = 0; i < links; ++i) {
            check_algorithms(sk_X509_value(chain, i), i + 1 == links, at);
            if (i + 1 == links) continue;
            const bool known =
                store_->check_revocation(sk_X509_value(chain, i), sk_X509_value(chain, i + 1), i == 0, at);
            if (i == 0) verdict.revocation_checked = known;
        }
        const auto check_digest = [&](const std::string& digest) {
            if (!digest_is_fit(digest, at))
                fail(Trust::unknown, "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
                     text::fill(text::tr("the digest algorithm {0} is too weak"), {digest}));
        };
        check_digest(cms.digest);
        if (cms.stamped) check_digest(cms.imprint_digest);
        verdict.trust = Trust::trusted;
    } catch (const BadPath& bad) {
        verdict = bad.verdict;
    }
    ERR_clear_error();
    return verdict;
}

}  // namespace saoy::crypto
