// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/stage.hpp"

#include <algorithm>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"

namespace saoy::stages {

namespace {

bool files_are_there(const Folder& folder) {
    const auto there = [&](const StoredFile& stored) { return std::filesystem::exists(folder.file(stored)); };
    const Dossier& dossier = folder.dossier;
    return std::all_of(dossier.pages.begin(), dossier.pages.end(),
                       [&](const Page& page) {
                           return there(page.master) && there(page.image) && (!page.flat || there(*page.flat)) &&
                                  (!page.text || there(*page.text));
                       }) &&
           std::all_of(dossier.copies.begin(), dossier.copies.end(),
                       [&](const Copy& copy) { return there(copy.file); });
}

void emit(Events& events, Event::Kind kind, const Stage& stage, const Folder& folder) {
    Event event;
    event.kind = kind;
    event.stage = stage.name();
    event.item = folder.path().string();
    events.emit(event);
}

// The journal says why a dossier did not go on; its failure to be written is told with the reason, not instead of it.
void journal_failure(const Folder& folder, const Stage& stage, const Error& error) {
    try {
        folder.journal("failed",
                       {{"stage", stage.name()}, {"code", error.code()}, {"text", text::mask_numbers(error.what())}});
    } catch (const Error& second) {
        throw Error(error.fault(), error.code(), std::string(error.what()) + "; " + second.what(), error.hint());
    }
}

}  // namespace

bool apply(const Stage& stage, Folder& folder, Executor& pages, Events& events, bool redo) {
    StageRecord record;
    record.stage = stage.name();
    record.version = stage.version();
    record.inputs = crypto::sha256(stage.inputs(folder.dossier));
    record.parameters = crypto::sha256(stage.parameters());

    auto& records = folder.dossier.stages;
    const auto same_stage = [&](const StageRecord& old) { return old.stage == record.stage; };
    const auto old = std::find_if(records.begin(), records.end(), same_stage);
    const bool done = old != records.end() && old->version == record.version && old->inputs == record.inputs &&
                      old->parameters == record.parameters;
    if (done && !redo && stage.repeatable() && files_are_there(folder)) {
        emit(events, Event::Kind::skipped, stage, folder);
        return false;
    }

    emit(events, Event::Kind::started, stage, folder);
    try {
        stage.run(folder, pages, events);
    } catch (const Error& error) {
        journal_failure(folder, stage, error);
        throw;
    }
    // What the stage itself changed may be among its inputs (a signed copy): record what it would see next time.
    record.inputs = crypto::sha256(stage.inputs(folder.dossier));
    record.at = folder.now();
    records.erase(std::remove_if(records.begin(), records.end(), same_stage), records.end());
    records.push_back(record);
    folder.save();
    folder.journal("stage", {{"stage", record.stage},
                             {"version", record.version},
                             {"inputs", record.inputs},
                             {"parameters", record.parameters}});
    emit(events, Event::Kind::finished, stage, folder);
    return true;
}

}  // namespace saoy::stages
