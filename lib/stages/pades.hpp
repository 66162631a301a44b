// SPDX-License-Identifier: Apache-2.0
// Joins the PDF, the key and the network: PAdES signatures and what raises their level (ETSI EN 319 142-1), each an
// incremental update.
#pragma once

#include <string>

#include "lib/base/growing_file.hpp"
#include "lib/crypto/key.hpp"
#include "lib/stages/online_child.hpp"
#include "lib/stages/pdf_update.hpp"

namespace saoy::stages {

// Const and safe from many threads.
class Pades {
public:
    explicit Pades(PdfUpdater updater, OnlineChild online) : updater_(std::move(updater)), online_(std::move(online)) {}

    struct Key {
        const crypto::Signer& signer;
        bool pkcs1 = false;    // RSASSA-PKCS1-v1_5 instead of RSASSA-PSS
        bool stamped = false;  // with a time stamp over the signature value: B-T
    };
    // Appends one signature. Of the request, `signer`, `contents_size` and `revision` are set here. Throws Error
    // refused (77) when the certificate must not sign at request.at, and what PdfUpdater and OnlineChild throw; the
    // file is as before then.
    void sign(GrowingFile& file, pdf::SignatureRequest request, const Key& key) const;

    // A signature beside a file of any kind (CAdES baseline, EN 319 122-1), DER, B-B or with a time stamp where the key
    // says so, B-T. Evidence is not put into it: what is to last is signed as PDF.
    std::string detached(const Path& file, Time at, const Key& key) const;

    // Appends what lifts all signatures of the file to that level: a document time stamp where a signature has no
    // proven time, evidence for the security store, and a document time stamp over that. Gives false when the file is
    // there already. Throws Error refused (77) for signatures that are broken or lead nowhere, temporary (75) when
    // somebody does not answer: the caller then leaves the file as it was.
    bool raise(GrowingFile& file, SignatureLevel level, Time at) const;
    // The next document time stamp, with the evidence for those before it.
    void renew(GrowingFile& file, Time at) const;

    const OnlineChild& online() const noexcept { return online_; }

private:
    void stamp(GrowingFile& file, Time at) const;
    bool store(GrowingFile& file, Time at) const;

    PdfUpdater updater_;
    OnlineChild online_;
};

}  // namespace saoy::stages
