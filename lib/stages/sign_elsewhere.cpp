// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/sign_elsewhere.hpp"

#include "lib/base/child.hpp"
#include "lib/base/error.hpp"
#include "lib/base/json.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"

namespace saoy::stages {

using text::fill;
using text::tr;

namespace {

constexpr std::size_t most_bytes = 16384;  // of a signature value

std::string word_of(crypto::Scheme scheme) {
    switch (scheme) {
        case crypto::Scheme::rsa_pss: return "rsa-pss";
        case crypto::Scheme::rsa_pkcs1: return "rsa-pkcs1";
        case crypto::Scheme::ecdsa: return "ecdsa";
    }
    return {};
}

}  // namespace

SignatureTray::SignatureTray(Path folder, Step step) : folder_(std::move(folder)), step_(step) { make_folder(folder_); }

Time SignatureTray::time_for(const std::string& file_digest, const std::string& field, Time now) const {
    const Path file = folder_ / (crypto::sha256(file_digest + "\n" + field) + ".json");
    if (std::filesystem::exists(file)) {
        const Json told = Json::parse(read_file(file, most_bytes), nullptr, false);
        if (!told.is_object())
            throw Error(Fault::input, "signature-tray", fill(tr("{0}: is not what was put there"), {file.string()}));
        return parse_rfc3339(told.value("time", ""));
    }
    if (step_ == Step::put)
        write_file(file, Json{{"file_sha256", file_digest}, {"field", field}, {"time", rfc3339(now)}}.dump() + "\n");
    return now;
}

std::string SignatureTray::operator()(crypto::Scheme scheme, std::string_view to_be_signed) const {
    const std::string name = crypto::sha256(to_be_signed);
    const Path bytes = folder_ / (name + ".tbs"), value = folder_ / (name + ".sig");
    if (step_ == Step::take && std::filesystem::exists(value)) return read_file(value, most_bytes);
    if (step_ == Step::put) write_file(bytes, to_be_signed);
    throw Error(Fault::temporary, "waits-for-signature",
                fill(tr("waits for a signature ({0}) over {1}"), {word_of(scheme), bytes.string()}),
                fill(tr("put the signature value into {0}, then run the same with --signature-in"), {value.string()}));
}

std::string sign_by_program(const Path& program, crypto::Scheme scheme, std::string_view to_be_signed) {
    ChildLimits limits;
    limits.memory_bytes = std::size_t(4) << 30;
    limits.wall = std::chrono::minutes(5);  // a person may have to press a button
    limits.output_bytes = most_bytes;
    const ChildOutcome outcome = run_child({program.string(), word_of(scheme)}, to_be_signed, limits);
    if (!outcome.ok() || outcome.out.empty())
        throw Error(Fault::unavailable, "signing-command",
                    fill(tr("{0}: gave no signature"), {program.string()}) +
                        (outcome.err.empty() ? "" : ": " + text::mask_numbers(outcome.err.substr(0, 300))),
                    tr("it gets the bytes to be signed on its standard input and answers with the signature value"));
    return outcome.out;
}

}  // namespace saoy::stages
