// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/submit.hpp"

#include <algorithm>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/crypto/receipt.hpp"
#include "lib/stages/package.hpp"

namespace saoy::stages {

namespace {

constexpr const char* package_path = "submission/package.zip";
constexpr const char* receipt_path = "submission/receipt.json";
constexpr const char* signature_path = "submission/receipt.json.p7s";

std::string without_slash(std::string address) {
    while (!address.empty() && address.back() == '/') address.pop_back();
    return address;
}

Error mismatch(const std::string& sentence) {
    return Error(Fault::refused, "receipt-mismatch", sentence,
                 text::tr("do not count this package as delivered; ask the operator of the gateway"));
}

Json parse(const std::string& bytes) {
    Json json = Json::parse(bytes, nullptr, false);
    if (!json.is_object()) throw mismatch(text::tr("the gateway's answer is not a receipt"));
    return json;
}

std::string word(const Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end() || !found->is_string() || found->get_ref<const std::string&>().empty())
        throw mismatch(text::fill(text::tr("the gateway's receipt has no {0}"), {key}));
    return found->get<std::string>();
}

std::string base64_of_hex(const std::string& hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) bytes += char(std::stoi(hex.substr(i, 2), nullptr, 16));
    return crypto::encode_base64(bytes);
}

// The receipt of an earlier run, if the folder still holds it as it was stored.
bool has_receipt(const Folder& folder, const store::OutboxRow& row) {
    const auto& submission = folder.dossier.submission;
    return submission && submission->message_id == row.message_id && submission->receipt &&
           std::filesystem::exists(folder.file(*submission->receipt)) && !row.receipt_id.empty() &&
           crypto::sha256_file(folder.file(*submission->receipt)) == submission->receipt->sha256;
}

}  // namespace

std::chrono::seconds BackOff::after(int attempts) const {
    auto wait = first;
    for (int i = 0; i < attempts && wait < longest; ++i) wait *= 2;
    return std::min(wait, longest);
}

Receipt check_receipt(const std::string& answer, const std::string& message_id, const std::string& package_digest,
                      const Path& trust) {
    const Json envelope = parse(answer);
    Receipt receipt;
    Json said;
    try {
        receipt.bytes = crypto::decode_base64(word(envelope, "receipt"));
        receipt.signature = crypto::decode_base64(word(envelope, "signature"));
        said = parse(receipt.bytes);
        receipt.received_at = parse_rfc3339(word(said, "received_at"));
    } catch (const Error& error) {
        if (error.fault() != Fault::input) throw;
        throw mismatch(text::tr("the gateway's answer is not a receipt"));
    }
    receipt.signer = crypto::verify_detached(receipt.bytes, receipt.signature, trust, receipt.received_at);
    if (word(said, "message_id") != message_id)
        throw mismatch(
            text::fill(text::tr("the receipt is for message {0}, not {1}"), {word(said, "message_id"), message_id}));
    if (word(said, "package_sha256") != package_digest)
        throw mismatch(
            text::fill(text::tr("the receipt of message {0} is for a package with another digest"), {message_id}));
    receipt.receipt_id = word(said, "receipt_id");
    return receipt;
}

Submit::Submit(SubmitOptions options)
    : options_(std::move(options)),
      https_(options_.identity, options_.limits, options_.proxy),
      mets_(options_.schemas / "mets.xsd"),
      register_(std::make_unique<store::Register>(options_.register_file)) {
    options_.gateway = without_slash(options_.gateway);
    if (!std::filesystem::is_regular_file(options_.receipt_trust))
        throw Error(Fault::configuration, "no-trust",
                    options_.receipt_trust.string() + ": " + text::tr("the certificate of receipts is not there"));
}

std::string Submit::parameters() const { return options_.gateway + "\n" + options_.agency + "\n"; }

std::string Submit::inputs(const Dossier& dossier) const {
    std::string lines;
    for (const Paper& paper : dossier.papers)
        lines += paper.id + " " + (paper.refusal ? paper.refusal->reason : paper.type_name) + "\n";
    for (const Copy& copy : dossier.copies)
        lines += copy.paper + " " + copy.file.sha256 + (copy.issued ? " issued\n" : " open\n");
    for (const Page& page : dossier.pages)
        if (page.text) lines += page.text->sha256 + "\n";
    return lines;
}

std::uintmax_t Submit::rehearse(const Folder& folder) const {
    const TemporaryFolder aside;
    const Path file = aside.path() / "package.zip";
    write_package(folder, contents_of(folder, options_.agency), file);
    check_package(file, mets_);
    return std::filesystem::file_size(file);
}

void Submit::run(Folder& folder, Executor&, Events&) const {
    if (all_refused(folder.dossier)) return;
    const Path file = folder.path() / package_path;
    write_package(folder, contents_of(folder, options_.agency), file);
    check_package(file, mets_);

    // The message id is durable in the outbox before the first byte goes out; a row that is there keeps its own.
    store::OutboxRow wanted;
    wanted.message_id = folder.new_id();
    wanted.dossier = std::filesystem::canonical(folder.path()).string();  // one name, however it was given
    wanted.package = file.string();
    wanted.package_digest = crypto::sha256_file(file);
    wanted.next_attempt = folder.now();
    store::OutboxRow row = register_->enqueue(wanted);
    row.package = wanted.package;  // the folder may have been moved since
    if (has_receipt(folder, row)) return;
    folder.dossier.submission = Submission{row.message_id, {package_path, row.package_digest}, "", {}, folder.now()};
    folder.save();

    Receipt receipt;
    try {
        receipt = deliver(row);
    } catch (const Error& error) {
        const bool refused = error.fault() == Fault::refused;
        register_->failed(row.message_id, text::mask_numbers(error.what()),
                          folder.now() + (refused ? options_.back_off.refused : options_.back_off.after(row.attempts)),
                          refused);
        throw;
    }
    folder.write(signature_path, receipt.signature);
    const StoredFile stored = folder.write(receipt_path, receipt.bytes);
    Submission& submission = *folder.dossier.submission;
    submission.receipt = stored;
    submission.receipt_id = receipt.receipt_id;
    submission.at = receipt.received_at;
    folder.journal("submit", {{"message_id", row.message_id},
                              {"package_sha256", row.package_digest},
                              {"receipt_id", receipt.receipt_id},
                              {"signer", receipt.signer},
                              {"attempts", row.attempts + 1}});
    folder.save();
    register_->acknowledged(row.message_id, receipt.receipt_id);
}

std::string Submit::address(const store::OutboxRow& row) const {
    return options_.gateway + "/v1/packages/" + row.message_id;
}

// After an attempt whose outcome is unknown the gateway may have the package: it is asked before anything is sent.
Receipt Submit::deliver(const store::OutboxRow& row) const {
    if (row.attempts > 0 || !row.receipt_id.empty())
        if (auto receipt = ask(row)) return *receipt;
    try {
        return send(row);
    } catch (const Error& error) {
        if (error.code() != "no-answer") throw;
        if (auto receipt = ask(row)) return *receipt;
        throw;
    }
}

std::optional<Receipt> Submit::ask(const store::OutboxRow& row) const {
    const net::Answer answer = https_.get(address(row));
    if (answer.status == 404) return std::nullopt;
    net::require_success(answer);
    return check_receipt(answer.body, row.message_id, row.package_digest, options_.receipt_trust);
}

Receipt Submit::send(const store::OutboxRow& row) const {
    const net::Answer answer = https_.put(address(row), row.package,
                                          {{"Content-Type", "application/zip"},
                                           {"Content-Digest", "sha-256=:" + base64_of_hex(row.package_digest) + ":"}});
    net::require_success(answer);
    return check_receipt(answer.body, row.message_id, row.package_digest, options_.receipt_trust);
}

}  // namespace saoy::stages
