// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/verify_trust.hpp"

#include <openssl/pem.h>

#include <algorithm>
#include <array>
#include <map>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/verify_openssl.hpp"
#include "lib/crypto/verify_revocation.hpp"

namespace saoy::crypto {

namespace {

constexpr std::size_t most_bytes = std::size_t(64) << 20;
constexpr int most_links = 12;

void free_items(STACK_OF(X509_INFO) * items) { sk_X509_INFO_pop_free(items, X509_INFO_free); }

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
void check_algorithms(X509* certificate, bool is_anchor, Time at, const SignaturePolicy& policy) {
    EVP_PKEY* key = X509_get0_pubkey(certificate);
    const std::string family = key == nullptr ? "unknown" : key_family(key);
    if (key == nullptr || !policy.allows_key(family, EVP_PKEY_get_bits(key), at))
        fail(Trust::unknown, "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
             text::fill(text::tr("the key of {0} is too weak"), {name_of(certificate)}));
    if (is_anchor) return;
    int digest = NID_undef;
    X509_get_signature_info(certificate, &digest, nullptr, nullptr, nullptr);
    const bool edwards =
        X509_get_signature_nid(certificate) == NID_ED25519 || X509_get_signature_nid(certificate) == NID_ED448;
    if (!edwards && !policy.allows_digest(OBJ_nid2sn(digest), at))
        fail(Trust::unknown, "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
             text::fill(text::tr("the certificate of {0} was signed with a weak digest"), {name_of(certificate)}));
}

// Purposes that go with signing documents; a certificate without the extension may sign anything.
bool may_sign_documents(X509* certificate, const SignaturePolicy& policy) {
    const std::uint32_t usage = X509_get_key_usage(certificate);
    if (usage != UINT32_MAX && (usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0) return false;
    if (X509_check_ca(certificate) == 1) return false;
    using Purposes = Handle<EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free>;
    const Purposes purposes(
        static_cast<EXTENDED_KEY_USAGE*>(X509_get_ext_d2i(certificate, NID_ext_key_usage, nullptr, nullptr)));
    if (!purposes) return true;
    for (int i = 0; i < sk_ASN1_OBJECT_num(purposes.get()); ++i) {
        std::array<char, 128> name{};
        OBJ_obj2txt(name.data(), int(name.size()), sk_ASN1_OBJECT_value(purposes.get(), i), 1);
        if (std::find(policy.purposes.begin(), policy.purposes.end(), name.data()) != policy.purposes.end())
            return true;
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

bool lacks_issuer(int error) {
    return error == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT || error == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY ||
           error == X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE;
}

[[noreturn]] void path_failed(int error, int depth, X509* where, bool proven) {
    const std::string name = where == nullptr ? std::string() : name_of(where);
    const std::string why = X509_verify_cert_error_string(error);
    switch (error) {
        case X509_V_ERR_CERT_HAS_EXPIRED:
        case X509_V_ERR_CERT_NOT_YET_VALID:
            if (depth == 0 && proven && error == X509_V_ERR_CERT_NOT_YET_VALID)
                fail(Trust::untrusted, "NOT_YET_VALID",
                     text::fill(text::tr("the certificate of {0} was not valid yet"), {name}), true);
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

// No issuer signs twice under one number, nor two certificates with one value: of such a pair one was altered. The
// certificates of a signature are not signed by it, and a good one from elsewhere may have led to the anchor.
void check_twins(const STACK_OF(X509) * came, const STACK_OF(X509) * chain) {
    const auto value_of = [](const X509* certificate) {
        const ASN1_BIT_STRING* value = nullptr;
        X509_get0_signature(&value, nullptr, certificate);
        return bytes_of(value);
    };
    for (int i = 0; i < sk_X509_num(came); ++i)
        for (int k = 0; k < sk_X509_num(chain); ++k) {
            X509 *one = sk_X509_value(came, i), *other = sk_X509_value(chain, k);
            const bool twins = X509_issuer_and_serial_cmp(one, other) == 0 || value_of(one) == value_of(other);
            if (twins && der_of(one, i2d_X509) != der_of(other, i2d_X509))
                fail(Trust::untrusted, "CERTIFICATE_CHAIN_GENERAL_FAILURE",
                     text::fill(text::tr("a certificate in the signature was altered: that of {0}"), {name_of(other)}));
        }
}

}  // namespace

struct TrustedCertificates::Store {
    SignaturePolicy policy;
    AnchorStore anchors{X509_STORE_new()};
    std::map<std::string, std::string> bundles;  // DER of an anchor -> name
    RevocationSource given;                      // by the operator

    void add_anchor(X509* certificate, const std::string& bundle) {
        X509_STORE_add_cert(anchors.get(), certificate);
        bundles.emplace(der_of(certificate, i2d_X509), bundle);
    }

    std::string bundle_of(X509* anchor) const {
        const auto found = bundles.find(der_of(anchor, i2d_X509));
        return found == bundles.end() ? std::string() : found->second;
    }

    void check_role(X509* signer, Role role) const {
        const bool fit = role == Role::signer ? may_sign_documents(signer, policy)
                                              : X509_check_purpose(signer, X509_PURPOSE_TIMESTAMP_SIGN, 0) == 1;
        if (!fit)
            fail(Trust::untrusted, "CHAIN_CONSTRAINTS_FAILURE",
                 role == Role::signer
                     ? text::fill(text::tr("the certificate of {0} is not meant for signing documents"),
                                  {name_of(signer)})
                     : text::fill(text::tr("the certificate of {0} is not meant for timestamps"), {name_of(signer)}));
    }

    // Fails for a certificate that was revoked in time; gives the best standing otherwise.
    Standing::Status standing(X509* certificate, X509* issuer, bool is_signer, const Moment& moment,
                              const std::array<const RevocationSource*, 3>& sources) const {
        Standing::Status best = Standing::Status::unknown;
        for (const RevocationSource* source : sources) {
            const Standing one = source->of(certificate, issuer, moment.at, policy);
            if (one.status == Standing::Status::revoked) revoked(certificate, is_signer, one.since, moment);
            best = std::max(best, one.status);
        }
        return best;
    }

    // Only a proof that the signature is younger than the revocation, or the signer's own word for it, is final:
    // without a timestamp the signature may be older (EN 319 102-1, 5.2.6 and 5.6.2).
    [[noreturn]] void revoked(X509* certificate, bool is_signer, std::optional<Time> since,
                              const Moment& moment) const {
        const bool is_younger = since && (moment.proven || (moment.claimed && *moment.claimed >= *since));
        const std::string when = since ? rfc3339(*since) : "?";
        if (is_signer && is_younger)
            fail(Trust::untrusted, "REVOKED",
                 text::fill(text::tr("the certificate of {0} was revoked on {1}"), {name_of(certificate), when}), true);
        fail(Trust::untrusted, is_signer ? "REVOKED_NO_POE" : "REVOKED_CA_NO_POE",
             text::fill(
                 text::tr("the certificate of {0} was revoked on {1}, and no timestamp proves that it signed before"),
                 {name_of(certificate), when}));
    }
};

TrustedCertificates::TrustedCertificates(SignaturePolicy policy) : store_(std::make_unique<Store>()) {
    store_->policy = std::move(policy);
}
TrustedCertificates::~TrustedCertificates() = default;
TrustedCertificates::TrustedCertificates(TrustedCertificates&&) noexcept = default;

std::size_t TrustedCertificates::size() const noexcept { return store_->bundles.size(); }

void TrustedCertificates::add_anchors(const Path& path, const std::string& bundle) {
    const auto no_certificate = [&] {
        return Error(Fault::configuration, "no-certificate",
                     text::fill(text::tr("{0}: no certificate in it"), {path.string()}),
                     text::tr("give a PEM or DER file, or a folder of them"));
    };
    if (std::filesystem::is_directory(path)) {
        std::vector<Path> files;
        for (const auto& entry : std::filesystem::directory_iterator(path))
            if (entry.is_regular_file()) files.push_back(entry.path());
        std::sort(files.begin(), files.end());
        if (files.empty()) throw no_certificate();
        for (const Path& file : files) add_anchors(file, bundle);
        return;
    }
    const std::string bytes = read_file(path, most_bytes);
    bool found = false;
    const Bio bio = memory_of(bytes);
    using Items = Handle<STACK_OF(X509_INFO), free_items>;
    const Items items(PEM_X509_INFO_read_bio(bio.get(), nullptr, nullptr, nullptr));
    for (int i = 0; items && i < sk_X509_INFO_num(items.get()); ++i) {
        const X509_INFO* item = sk_X509_INFO_value(items.get(), i);
        if (item->x509 != nullptr) store_->add_anchor(item->x509, bundle);
        found = found || item->x509 != nullptr || item->crl != nullptr;
        if (item->crl == nullptr) continue;
        X509_CRL_up_ref(item->crl);
        store_->given.add_list(Crl(item->crl));
    }
    const unsigned char* at = data_of(bytes);
    if (!found)
        if (const crypto::Certificate certificate{d2i_X509(nullptr, &at, long(bytes.size()))}) {
            store_->add_anchor(certificate.get(), bundle);
            found = true;
        }
    ERR_clear_error();
    if (!found) throw no_certificate();
}

void TrustedCertificates::add_revocation_list(const Path& path) {
    const std::string bytes = read_file(path, most_bytes);
    const Bio bio = memory_of(bytes);
    bool found = false;
    while (Crl list{PEM_read_bio_X509_CRL(bio.get(), nullptr, nullptr, nullptr)}) {
        store_->given.add_list(std::move(list));
        found = true;
    }
    found = found || store_->given.add_list(bytes);
    ERR_clear_error();
    if (!found)
        throw Error(Fault::configuration, "no-revocation-list",
                    text::fill(text::tr("{0}: no revocation list in it"), {path.string()}),
                    text::tr("give a CRL in PEM or DER"));
}

void TrustedCertificates::add_response(const Path& path) {
    if (!store_->given.add_response(read_file(path, most_bytes)))
        throw Error(Fault::configuration, "no-ocsp-answer",
                    text::fill(text::tr("{0}: no OCSP answer in it"), {path.string()}),
                    text::tr("give an OCSP response in DER"));
}

void TrustedCertificates::add_news(const Evidence& news) {
    for (const std::string& list : news.lists) store_->given.add_list(list);
    for (const std::string& response : news.responses) store_->given.add_response(response);
}

struct ParsedEvidence::Parsed {
    crypto::Certificates certificates{sk_X509_new_null()};
    RevocationSource source;
};

ParsedEvidence::ParsedEvidence(const Evidence& evidence) : parsed_(std::make_unique<Parsed>()) {
    for (const std::string& der : evidence.certificates) {
        const unsigned char* start = data_of(der);
        if (X509* one = d2i_X509(nullptr, &start, long(der.size()))) sk_X509_push(parsed_->certificates.get(), one);
    }
    for (const std::string& der : evidence.lists) parsed_->source.add_list(der);
    for (const std::string& der : evidence.responses) parsed_->source.add_response(der);
    ERR_clear_error();
}
ParsedEvidence::~ParsedEvidence() = default;
ParsedEvidence::ParsedEvidence(ParsedEvidence&&) noexcept = default;

PathVerdict TrustedCertificates::path(const CheckedCms& cms, Role role, const Moment& moment,
                                      const ParsedEvidence& inside, const ParsedEvidence& beside) const {
    PathVerdict verdict;
    const Time at = moment.at;
    X509* signer = cms.certificates_ ? cms.certificates_->signer.get() : nullptr;
    try {
        if (signer == nullptr)
            fail(Trust::unknown, "NO_SIGNING_CERTIFICATE_FOUND",
                 text::tr("the certificate of the signer is not in the signature"));
        if (store_->bundles.empty())
            fail(Trust::unknown, "NO_CERTIFICATE_CHAIN_FOUND", text::tr("no trusted certificates were given"));
        const crypto::Certificates helpers(X509_chain_up_ref(cms.certificates_->all.get()));
        for (const ParsedEvidence* evidence : {&inside, &beside})
            for (int i = 0; i < sk_X509_num(evidence->parsed_->certificates.get()); ++i) {
                X509* extra = sk_X509_value(evidence->parsed_->certificates.get(), i);
                X509_up_ref(extra);
                sk_X509_push(helpers.get(), extra);
            }
        const RevocationSource &stored = inside.parsed_->source, &found = beside.parsed_->source;
        const PathContext context(X509_STORE_CTX_new());
        require(context && X509_STORE_CTX_init(context.get(), store_->anchors.get(), signer, helpers.get()) == 1,
                "cannot build a certification path");
        X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context.get());
        X509_VERIFY_PARAM_set_time(parameters, std::time_t(at.time_since_epoch().count()));
        X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN);
        X509_VERIFY_PARAM_set_depth(parameters, most_links);
        if (X509_verify_cert(context.get()) != 1) {
            if (lacks_issuer(X509_STORE_CTX_get_error(context.get()))) {
                const STACK_OF(X509)* found_part = X509_STORE_CTX_get0_chain(context.get());
                if (const int links = sk_X509_num(found_part); links > 0)
                    verdict.dead_end = der_of(sk_X509_value(found_part, links - 1), i2d_X509);
            }
            // OpenSSL tells of the anchor first when both have expired; the signer's own dates say more.
            const int dates = out_of_bounds(signer, at);
            if (dates != X509_V_OK && out_of_bounds(X509_STORE_CTX_get_current_cert(context.get()), at) != X509_V_OK)
                path_failed(dates, 0, signer, moment.proven);
            path_failed(X509_STORE_CTX_get_error(context.get()), X509_STORE_CTX_get_error_depth(context.get()),
                        X509_STORE_CTX_get_current_cert(context.get()), moment.proven);
        }
        store_->check_role(signer, role);
        const STACK_OF(X509)* chain = X509_STORE_CTX_get0_chain(context.get());
        const int links = sk_X509_num(chain);
        verdict.bundle = store_->bundle_of(sk_X509_value(chain, links - 1));
        check_twins(cms.certificates_->all.get(), chain);
        for (int i = 0; i < links; ++i) verdict.chain.push_back(der_of(sk_X509_value(chain, i), i2d_X509));
        std::string unknown;
        bool is_stale = false;
        for (int i = 0; i < links; ++i) {
            X509* certificate = sk_X509_value(chain, i);
            check_algorithms(certificate, i + 1 == links, at, store_->policy);
            if (i + 1 == links || is_never_revoked(certificate)) continue;
            X509* issuer = sk_X509_value(chain, i + 1);
            const auto best = store_->standing(certificate, issuer, i == 0, moment, {&stored, &found, &store_->given});
            if (verdict.unsettled.empty() &&
                stored.of(certificate, issuer, at, store_->policy).status != Standing::Status::good)
                verdict.unsettled = name_of(certificate);
            if (best == Standing::Status::good || !unknown.empty()) continue;
            unknown = name_of(certificate);
            is_stale = best == Standing::Status::stale;
        }
        const auto check_digest = [&](const std::string& digest) {
            if (!store_->policy.allows_digest(digest, at))
                fail(Trust::unknown, "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
                     text::fill(text::tr("the digest algorithm {0} is too weak"), {digest}));
        };
        check_digest(cms.digest);
        if (cms.stamped) check_digest(cms.imprint_digest);
        if (!unknown.empty())
            fail(Trust::unknown, "TRY_LATER",
                 is_stale
                     ? text::fill(text::tr("whether the certificate of {0} was revoked is not known: the news of it "
                                           "is out of date"),
                                  {unknown})
                     : text::fill(text::tr("whether the certificate of {0} was revoked is not known: there is no "
                                           "list and no answer of its issuer"),
                                  {unknown}));
        verdict.trust = Trust::trusted;
    } catch (const BadPath& bad) {
        PathVerdict failed = bad.verdict;
        failed.bundle = std::move(verdict.bundle);
        failed.unsettled = std::move(verdict.unsettled);
        failed.chain = std::move(verdict.chain);
        failed.dead_end = std::move(verdict.dead_end);
        verdict = std::move(failed);
    }
    ERR_clear_error();
    return verdict;
}

}  // namespace saoy::crypto
