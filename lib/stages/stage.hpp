// SPDX-License-Identifier: Apache-2.0
// What every verb on a dossier folder is: a name, a version, what it depends on, and a const call.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/events.hpp"
#include "lib/base/executor.hpp"
#include "lib/stages/shelf.hpp"

namespace saoy::stages {

// Constructed once (slow: reads models, keys), called for many dossiers from many threads.
// No argv, standard streams, globals or threads of its own inside.
class Stage {
public:
    virtual ~Stage() = default;
    virtual std::string_view name() const = 0;
    // Raised when the same input and parameters would give another output.
    virtual int version() const = 0;
    // Everything of its options and profile that changes the output, as text.
    virtual std::string parameters() const = 0;
    // The digests and decisions it reads from the dossier, as text.
    virtual std::string inputs(const Dossier& dossier) const = 0;
    // Whether a done stage may be skipped; false for what asks the outside world each time.
    virtual bool repeatable() const { return true; }
    // Whether dossiers must pass one at a time, in the order they came (where register numbers are given).
    virtual bool in_order() const { return false; }
    // Does the work: reads and writes files through `folder`, changes folder.dossier. The caller saves.
    virtual void run(Folder& folder, Executor& pages, Events& events) const = 0;
};

// Runs the stage on an open folder unless its inputs, parameters and version are those of its last run
// and its files are there; then records and saves. Gives false when it was skipped. `redo` forces.
bool apply(const Stage& stage, Folder& folder, Executor& pages, Events& events, bool redo);

}  // namespace saoy::stages
