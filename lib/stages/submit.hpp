// SPDX-License-Identifier: Apache-2.0
// Sends a dossier's certified copies to the gateway: exactly one message a package, and a signed receipt for it.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "lib/net/https.hpp"
#include "lib/stages/stage.hpp"
#include "lib/store/register.hpp"

namespace saoy::stages {

// After a failure the message waits twice as long as the time before; after a refusal, for a person to look at it.
struct BackOff {
    std::chrono::seconds first{60};
    std::chrono::seconds longest{6 * 3600};
    std::chrono::seconds refused{24 * 3600};
    std::chrono::seconds after(int attempts) const;  // attempts made before this failure
};

struct SubmitOptions {
    std::string gateway;  // https://host[:port]
    std::string proxy;    // empty: none
    net::Identity identity;
    net::Limits limits;
    Path receipt_trust;  // PEM: who may sign receipts
    Path register_file;  // holds the outbox
    Path schemas;        // folder of mets.xsd
    std::string agency;  // code of the office
    BackOff back_off;
};

// What the gateway says in a receipt, once its signature and its contents were checked.
struct Receipt {
    std::string receipt_id, signer;
    Time received_at{};
    std::string bytes, signature;  // as signed; DER
};

// Checks the gateway's answer {"receipt": base64, "signature": base64} against what was sent.
// Throws Error(refused): "receipt-signature", or "receipt-mismatch" when it is for another message or other bytes.
Receipt check_receipt(const std::string& answer, const std::string& message_id, const std::string& package_digest,
                      const Path& trust);

class Submit : public Stage {
public:
    explicit Submit(SubmitOptions options);

    std::string_view name() const override { return "submit"; }
    int version() const override { return 1; }
    std::string parameters() const override;
    std::string inputs(const Dossier& dossier) const override;
    void run(Folder& folder, Executor& pages, Events& events) const override;

    // Builds and checks the package in a private folder, and sends nothing. Gives its size in bytes.
    std::uintmax_t rehearse(const Folder& folder) const;

    store::Register& outbox() const noexcept { return *register_; }

private:
    Receipt deliver(const store::OutboxRow& row) const;
    std::optional<Receipt> ask(const store::OutboxRow& row) const;
    Receipt send(const store::OutboxRow& row) const;
    std::string address(const store::OutboxRow& row) const;

    SubmitOptions options_;
    net::Https https_;
    xml::Schema mets_;
    std::unique_ptr<store::Register> register_;
};

}  // namespace saoy::stages
