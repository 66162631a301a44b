// SPDX-License-Identifier: Apache-2.0
// saoy-submit: sends certified copies to the gateway and keeps its signed receipts.
#include <map>
#include <set>

#include "cli/frame/submit_options.hpp"
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

void tell_of_other(cli::Run& run) {
    Event told;
    told.kind = Event::Kind::warning;
    told.stage = "submit";
    told.code = "drain-runs";
    told.text = text::tr("another drain of this outbox is running; nothing to do");
    run.events().emit(told);
}

// Sends what is due in the outbox; what the gateway refused is told, and sent again only with `redo` or when a day has
// passed. One drain at a time: the one that comes second has nothing to do.
void drain(cli::Run& run, const stages::Submit& submit, bool redo) {
    const auto turn = submit.outbox().take_turn("drain");
    if (!turn) return tell_of_other(run);
    std::vector<std::string> dossiers;
    std::set<std::string> listed;
    std::map<std::string, std::string> refusals;
    const Time now = run.clock().now();
    for (const store::OutboxRow& row : submit.outbox().due(now))
        if (listed.insert(row.dossier).second) dossiers.push_back(row.dossier);
    for (const store::OutboxRow& row : submit.outbox().refused(now)) {
        if (!listed.insert(row.dossier).second) continue;
        dossiers.push_back(row.dossier);
        if (!redo) refusals[row.dossier] = row.last_error;
    }
    run.for_each_of(dossiers, [&](const std::string& dossier) {
        if (const auto refusal = refusals.find(dossier); refusal != refusals.end())
            throw Error(Fault::refused, "refused-before",
                        text::fill(text::tr("was refused and is not sent again yet: {0}"), {refusal->second}),
                        text::tr("put right what the gateway names, then send it with --redo"));
        stages::Folder folder = run.shelf().open(dossier);
        stages::apply(submit, folder, run.executor(), run.events(), true);
        run.print(run.json() ? describe(folder).dump() : dossier);
    });
}

}  // namespace

int main(int argc, char** argv) {
    cli::Tool tool(
        argc, argv, "submit", "Sends the certified copies of dossiers to the gateway.",
        {{"saoy-submit --config gateway.conf work/*",
          text::tr("send dossiers; a gateway that is down leaves them in the outbox (exit status 75)")},
         {"saoy-submit --config gateway.conf --drain", text::tr("send what is due in the outbox; for cron")}});
    CLI::App& app = tool.app();
    const cli::GatewayOptions gateway(app);
    std::string register_file;
    bool drains = false;
    app.add_option("--register", register_file, text::tr("the register file, which holds the outbox"))
        ->required()
        ->type_name("FILE");
    app.add_flag("--drain", drains, text::tr("send what is due in the outbox instead of dossiers"));
    tool.takes_items("DOSSIER", text::tr("dossier folders; read from standard input when none is given").c_str());
    tool.needs_no_items_if(drains);
    tool.takes_profile();
    tool.takes_redo();
    tool.takes_json(text::tr("one JSON object a dossier").c_str());
    tool.takes_dry_run(text::tr("build and check each package, send nothing").c_str());

    return tool.run([&](cli::Run& run) {
        const stages::Submit submit(gateway.read(register_file, run));
        if (drains) return drain(run, submit, tool.redo());
        if (!tool.dry_run()) return run.for_each_dossier(submit, describe);
        run.for_each_item([&](const std::string& item) {
            const stages::Folder folder = run.shelf().open(item);
            run.print(
                text::fill(text::tr("{0}: would send {1} bytes"), {item, std::to_string(submit.rehearse(folder))}));
        });
    });
}
