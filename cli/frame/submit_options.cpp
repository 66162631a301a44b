// SPDX-License-Identifier: Apache-2.0
#include "cli/frame/submit_options.hpp"
#include "cli/frame/choices.hpp"

#include "lib/base/text.hpp"

namespace saoy::cli {

GatewayOptions::GatewayOptions(CLI::App& app) {
    app.add_option("--gateway", gateway_, text::tr("address, https://host[:port]"))->type_name("URL");
    app.add_option("--client-cert", client_cert_, text::tr("this office's certificate, PEM"))->type_name("FILE");
    app.add_option("--client-key", client_key_, text::tr("its private key, PEM"))->type_name("FILE");
    app.add_option("--ca", ca_, text::tr("who may have issued the gateway's certificate, PEM"))->type_name("FILE");
    app.add_option("--receipt-ca", receipt_ca_, text::tr("who may sign receipts, PEM"))->type_name("FILE");
    app.add_option("--proxy", proxy_, text::tr("HTTP proxy; none is used unless given"))->type_name("URL");
    app.add_option("--timeout", time_out_s_, text::tr("seconds for one exchange"))
        ->check(in_range(1, 86400))
        ->capture_default_str();
    app.add_option("--retry-first", first_s_, text::tr("seconds until the first new attempt; doubled each time"))
        ->check(in_range(1, 86400))
        ->capture_default_str();
    app.add_option("--retry-longest", longest_s_, text::tr("most seconds between attempts"))
        ->check(in_range(1, 864000))
        ->capture_default_str();
}

stages::SubmitOptions GatewayOptions::read(const std::string& register_file, Run& run) const {
    const std::pair<const char*, const std::string*> needed[] = {{"--gateway", &gateway_},
                                                                 {"--client-cert", &client_cert_},
                                                                 {"--client-key", &client_key_},
                                                                 {"--ca", &ca_},
                                                                 {"--receipt-ca", &receipt_ca_}};
    for (const auto& [name, value] : needed)
        if (value->empty())
            throw Error(Fault::usage, "no-gateway", text::fill(text::tr("sending needs {0}"), {name}),
                        text::tr("give it on the command line or in a --config file"));
    stages::SubmitOptions options;
    options.gateway = gateway_;
    options.proxy = proxy_;
    options.identity.certificate = client_cert_;
    options.identity.key = client_key_;
    options.identity.ca = ca_;
    options.limits.whole = std::chrono::seconds(time_out_s_);
    options.receipt_trust = receipt_ca_;
    options.register_file = register_file;
    options.schemas = run.schemas();
    options.agency = run.profile().office.agency_code;
    options.back_off.first = std::chrono::seconds(first_s_);
    options.back_off.longest = std::chrono::seconds(longest_s_);
    return options;
}

}  // namespace saoy::cli
