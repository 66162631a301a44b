// SPDX-License-Identifier: Apache-2.0
// saoy-submit: sends certified copies to the gateway and keeps its signed receipts.
#include <set>

#include "cli/frame/tool.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/stages/submit.hpp"

namespace {

using namespace saoy;

Json describe(const stages::Folder& folder) {
    Json json = {{"dossier", folder.path().string()}};
    if (const auto& submission = folder.dossier.submission) {
        json["message_id"] = submission->message_id;
        json["package_sha256"] = submission->package.sha256;
        json["receipt_id"] = submission->receipt_id;
        json["received_at"] = rfc3339(submission->at);
    }
    return json;
}

// Sends what is due in the outbox. One drain at a time: the one that comes second has nothing to do.
void drain(cli::Run& run, const stages::Submit& submit, const std::string& register_file) {
    std::optional<FileLock> lock;
    try {
        lock.emplace(register_file + ".drain.lock", false);
    } catch (const Error& error) {
        if (error.code() != "locked") throw;
        Event told;
        told.kind = Event::Kind::warning;
        told.stage = "submit";
        told.code = "drain-runs";
        told.text = text::tr("another drain of this outbox is running; nothing to do");
        run.events().emit(told);
        return;
    }
    std::set<std::string> dossiers;
    for (const store::OutboxRow& row : submit.outbox().due(run.clock().now())) {
        if (run.stop_requested()) return;
        if (!dossiers.insert(row.dossier).second) continue;
        try {
            stages::Folder folder = run.shelf().open(row.dossier);
            stages::apply(submit, folder, run.executor(), run.events(), true);
            run.print(run.json() ? describe(folder).dump() : row.dossier);
        } catch (const Error& error) {
            run.item_failed(row.dossier, error);
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    cli::Tool tool(
        argc, argv, "submit", "Sends the certified copies of dossiers to the gateway.",
        {{"saoy-submit --config gateway.conf work/*",
          text::tr("send dossiers; a gateway that is down leaves them in the outbox (exit status 75)")},
         {"saoy-submit --config gateway.conf --drain", text::tr("send what is due in the outbox; for cron")}});
    stages::SubmitOptions options;
    bool drains = false;
    int first_s = 60, longest_s = 6 * 3600, time_out_s = 300;
    CLI::App& app = tool.app();
    const auto file = [&](const char* name, Path& path, const std::string& what) {
        app.add_option(name, path, what)->required()->type_name("FILE");
    };
    app.add_option("--gateway", options.gateway, text::tr("address, https://host[:port]"))
        ->required()
        ->type_name("URL");
    file("--client-cert", options.identity.certificate, text::tr("this office's certificate, PEM"));
    file("--client-key", options.identity.key, text::tr("its private key, PEM"));
    file("--ca", options.identity.ca, text::tr("who may have issued the gateway's certificate, PEM"));
    file("--receipt-ca", options.receipt_trust, text::tr("who may sign receipts, PEM"));
    file("--register", options.register_file, text::tr("the register file, which holds the outbox"));
    app.add_option("--proxy", options.proxy, text::tr("HTTP proxy; none is used unless given"))->type_name("URL");
    app.add_option("--timeout", time_out_s, text::tr("seconds for one exchange"))
        ->check(CLI::Range(1, 86400))
        ->capture_default_str();
    app.add_option("--retry-first", first_s, text::tr("seconds until the first new attempt; doubled each time"))
        ->check(CLI::Range(1, 86400))
        ->capture_default_str();
    app.add_option("--retry-longest", longest_s, text::tr("most seconds between attempts"))
        ->check(CLI::Range(1, 864000))
        ->capture_default_str();
    app.add_flag("--drain", drains, text::tr("send what is due in the outbox instead of dossiers"));
    tool.takes_items("DOSSIER", text::tr("dossier folders; read from standard input when none is given").c_str());
    tool.needs_no_items_if(drains);
    tool.takes_profile();
    tool.takes_redo();
    tool.takes_json(text::tr("one JSON object a dossier").c_str());
    tool.takes_dry_run(text::tr("build and check each package, send nothing").c_str());

    return tool.run([&](cli::Run& run) {
        options.back_off = {std::chrono::seconds(first_s), std::chrono::seconds(longest_s)};
        options.limits.whole = std::chrono::seconds(time_out_s);
        options.schemas = run.schemas();
        options.agency = run.profile().office.agency_code;
        const stages::Submit submit(options);
        if (drains) return drain(run, submit, options.register_file.string());
        if (!tool.dry_run()) return run.for_each_dossier(submit, describe);
        run.for_each_item([&](const std::string& item) {
            const stages::Folder folder = run.shelf().open(item);
            run.print(
                text::fill(text::tr("{0}: would send {1} bytes"), {item, std::to_string(submit.rehearse(folder))}));
        });
    });
}
