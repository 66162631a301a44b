// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/verify_revocation.hpp"

#include <array>

namespace saoy::crypto {

namespace {

using Status = Standing::Status;
using IssuingPoint = Handle<ISSUING_DIST_POINT, ISSUING_DIST_POINT_free>;
using Points = Handle<CRL_DIST_POINTS, CRL_DIST_POINTS_free>;
using CertificateId = Handle<OCSP_CERTID, OCSP_CERTID_free>;

bool has_extension(X509* certificate, const char* oid) {
    using Object = Handle<ASN1_OBJECT, ASN1_OBJECT_free>;
    const Object object(OBJ_txt2obj(oid, 1));
    return object && X509_get_ext_by_OBJ(certificate, object.get(), -1) >= 0;
}

std::string fingerprint(X509* certificate) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    X509_digest(certificate, EVP_sha256(), digest.data(), &size);
    return {reinterpret_cast<const char*>(digest.data()), size};
}

// News of a time before `at` counts while it is current; later news counts as long as the issuer still had to tell.
Status good_or_stale(std::optional<Time> issued, std::optional<Time> next, Time at, std::optional<Time> told_until,
                     std::chrono::seconds age) {
    if (!issued) return Status::unknown;
    if (*issued > at) return !told_until || *issued <= *told_until ? Status::good : Status::stale;
    return at <= next.value_or(*issued + age) ? Status::good : Status::stale;
}

// Some list speaks of certificates only that name its place (RFC 5280, 5.2.5).
bool names_point(X509* certificate, const GENERAL_NAMES* names) {
    const Points points(
        static_cast<CRL_DIST_POINTS*>(X509_get_ext_d2i(certificate, NID_crl_distribution_points, nullptr, nullptr)));
    for (int i = 0; points && i < sk_DIST_POINT_num(points.get()); ++i) {
        const DIST_POINT_NAME* name = sk_DIST_POINT_value(points.get(), i)->distpoint;
        if (name == nullptr || name->type != 0) continue;
        for (int a = 0; a < sk_GENERAL_NAME_num(name->name.fullname); ++a)
            for (int b = 0; b < sk_GENERAL_NAME_num(names); ++b)
                if (GENERAL_NAME_cmp(sk_GENERAL_NAME_value(name->name.fullname, a), sk_GENERAL_NAME_value(names, b)) ==
                    0)
                    return true;
    }
    return false;
}

// Whether a list speaks of this certificate at all: no part of a list, no list of another kind.
bool speaks_of(X509_CRL* list, X509* certificate) {
    for (int i = 0; i < X509_CRL_get_ext_count(list); ++i) {
        X509_EXTENSION* extension = X509_CRL_get_ext(list, i);
        const int nid = OBJ_obj2nid(X509_EXTENSION_get_object(extension));
        if (nid == NID_delta_crl) return false;
        if (X509_EXTENSION_get_critical(extension) == 1 && nid != NID_issuing_distribution_point &&
            nid != NID_crl_number && nid != NID_authority_key_identifier)
            return false;
    }
    int critical = 0;
    const IssuingPoint point(static_cast<ISSUING_DIST_POINT*>(
        X509_CRL_get_ext_d2i(list, NID_issuing_distribution_point, &critical, nullptr)));
    if (!point) return critical == -1;  // not there
    const bool is_authority = X509_check_ca(certificate) == 1;
    if (point->indirectCRL > 0 || point->onlyattr > 0 || point->onlysomereasons != nullptr ||
        (point->onlyuser > 0 && is_authority) || (point->onlyCA > 0 && !is_authority))
        return false;
    if (point->distpoint == nullptr) return true;
    return point->distpoint->type == 0 && names_point(certificate, point->distpoint->name.fullname);
}

bool is_fit_digest(int signature_nid, Time at, const SignaturePolicy& policy) {
    int digest = NID_undef;
    if (OBJ_find_sigid_algs(signature_nid, &digest, nullptr) != 1) return false;
    // PSS and EdDSA name no digest here; what OpenSSL accepted for them is fit.
    return digest == NID_undef || policy.allows_digest(OBJ_nid2sn(digest), at);
}

}  // namespace

bool is_never_revoked(X509* certificate) {
    return has_extension(certificate, "2.5.29.56") || has_extension(certificate, "0.4.0.194121.2.1");
}

bool RevocationSource::add_list(std::string_view der) {
    const unsigned char* at = data_of(der);
    Crl list(d2i_X509_CRL(nullptr, &at, long(der.size())));
    ERR_clear_error();
    if (!list) return false;
    lists_.push_back(std::move(list));
    return true;
}

bool RevocationSource::add_response(std::string_view der) {
    using Response = Handle<OCSP_RESPONSE, OCSP_RESPONSE_free>;
    const unsigned char* at = data_of(der);
    const Response response(d2i_OCSP_RESPONSE(nullptr, &at, long(der.size())));
    OcspAnswer answer;
    if (response && OCSP_response_status(response.get()) == OCSP_RESPONSE_STATUS_SUCCESSFUL)
        answer.reset(OCSP_response_get1_basic(response.get()));
    if (!response) {  // some stores hold the inner structure alone
        at = data_of(der);
        answer.reset(d2i_OCSP_BASICRESP(nullptr, &at, long(der.size())));
    }
    ERR_clear_error();
    if (!answer) return false;
    answers_.push_back(std::move(answer));
    return true;
}

bool RevocationSource::is_signed_list(std::size_t which, X509* issuer) const {
    X509_CRL* list = lists_[which].get();
    if (X509_NAME_cmp(X509_CRL_get_issuer(list), X509_get_subject_name(issuer)) != 0) return false;
    const std::uint32_t usage = X509_get_key_usage(issuer);
    if (usage != UINT32_MAX && (usage & KU_CRL_SIGN) == 0) return false;
    const std::lock_guard lock(mutex_);
    const auto [entry, is_new] = checked_.try_emplace({which, fingerprint(issuer)}, false);
    if (is_new) entry->second = X509_CRL_verify(list, X509_get0_pubkey(issuer)) == 1;
    ERR_clear_error();
    return entry->second;
}

Standing RevocationSource::from_list(std::size_t which, X509* certificate, X509* issuer, Time at,
                                     const SignaturePolicy& policy) const {
    X509_CRL* list = lists_[which].get();
    if (!is_signed_list(which, issuer) || !speaks_of(list, certificate)) return {};
    const auto issued = time_of(X509_CRL_get0_lastUpdate(list));
    if (!issued || !is_fit_digest(X509_CRL_get_signature_nid(list), *issued, policy)) return {};
    X509_REVOKED* entry = nullptr;
    if (X509_CRL_get0_by_cert(list, &entry, certificate) == 1) {
        const auto since = time_of(X509_REVOKED_get0_revocationDate(entry));
        if (!since || *since <= at) return {Status::revoked, since};
        return {Status::good, {}};  // it was revoked later than the time that counts
    }
    // After its end a certificate may drop out of the list.
    const auto until = time_of(X509_get0_notAfter(certificate));
    return {good_or_stale(issued, time_of(X509_CRL_get0_nextUpdate(list)), at, until, policy.answer_age), {}};
}

bool RevocationSource::is_signed_answer(OCSP_BASICRESP* answer, X509* issuer, const SignaturePolicy& policy) const {
    const crypto::Certificates extra(sk_X509_new_null());
    X509_up_ref(issuer);
    sk_X509_push(extra.get(), issuer);
    X509* responder = nullptr;  // owned by the answer or by `extra`
    if (OCSP_resp_get0_signer(answer, &responder, extra.get()) != 1 || responder == nullptr) return false;
    const auto produced = time_of(OCSP_resp_get0_produced_at(answer));
    if (!produced) return false;
    if (X509_cmp(responder, issuer) != 0) {
        std::time_t when = std::time_t(produced->time_since_epoch().count());
        const bool named = X509_check_issued(issuer, responder) == X509_V_OK &&
                           X509_verify(responder, X509_get0_pubkey(issuer)) == 1 &&
                           (X509_get_extension_flags(responder) & EXFLAG_XKUSAGE) != 0 &&
                           (X509_get_extended_key_usage(responder) & XKU_OCSP_SIGN) != 0 &&
                           X509_cmp_time(X509_get0_notAfter(responder), &when) > 0 &&
                           X509_cmp_time(X509_get0_notBefore(responder), &when) < 0;
        if (!named) return false;
        if (X509_get_ext_by_NID(responder, NID_id_pkix_OCSP_noCheck, -1) < 0) {
            // Without that extension a responder may be revoked itself; only a list can tell, not its own answer.
            Status best = Status::unknown;
            for (std::size_t i = 0; i < lists_.size(); ++i)
                best = std::max(best, from_list(i, responder, issuer, *produced, policy).status);
            if (best != Status::good) return false;
        }
    }
    int nid = NID_undef;
    const X509_ALGOR* algorithm = OCSP_resp_get0_tbs_sigalg(answer);
    const ASN1_OBJECT* object = nullptr;
    X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
    nid = OBJ_obj2nid(object);
    return is_fit_digest(nid, *produced, policy) && OCSP_basic_verify(answer, extra.get(), nullptr, OCSP_NOVERIFY) == 1;
}

Standing RevocationSource::from_answer(OCSP_BASICRESP* answer, X509* certificate, X509* issuer, Time at,
                                       const SignaturePolicy& policy) const {
    for (int i = 0; i < OCSP_resp_count(answer); ++i) {
        OCSP_SINGLERESP* single = OCSP_resp_get0(answer, i);
        auto* id = const_cast<OCSP_CERTID*>(OCSP_SINGLERESP_get0_id(single));
        ASN1_OBJECT* digest = nullptr;
        OCSP_id_get0_info(nullptr, &digest, nullptr, nullptr, id);
        const EVP_MD* how = EVP_get_digestbyobj(digest);
        if (how == nullptr) continue;
        const CertificateId own(OCSP_cert_to_id(how, certificate, issuer));
        if (!own || OCSP_id_cmp(own.get(), id) != 0) continue;
        if (!is_signed_answer(answer, issuer, policy)) return {};
        int reason = 0;
        ASN1_GENERALIZEDTIME *revoked = nullptr, *issued = nullptr, *next = nullptr;
        const int status = OCSP_single_get0_status(single, &reason, &revoked, &issued, &next);
        if (status == V_OCSP_CERTSTATUS_REVOKED) {
            const auto since = time_of(revoked);
            if (!since || *since <= at) return {Status::revoked, since};
            return {Status::good, {}};
        }
        if (status == V_OCSP_CERTSTATUS_GOOD)
            return {good_or_stale(time_of(issued), time_of(next), at, {}, policy.answer_age), {}};
    }
    return {};
}

Standing RevocationSource::of(X509* certificate, X509* issuer, Time at, const SignaturePolicy& policy) const {
    Standing worst;
    const auto take = [&](const Standing& one) {
        const bool earlier =
            one.status == Status::revoked && worst.status == Status::revoked && one.since < worst.since;
        if (one.status > worst.status || earlier) worst = one;
    };
    for (std::size_t i = 0; i < lists_.size(); ++i) take(from_list(i, certificate, issuer, at, policy));
    for (const OcspAnswer& answer : answers_) take(from_answer(answer.get(), certificate, issuer, at, policy));
    ERR_clear_error();
    return worst;
}

}  // namespace saoy::crypto
