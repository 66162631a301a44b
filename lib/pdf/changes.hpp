// SPDX-License-Identifier: Apache-2.0
// What later revisions changed against a signed one, and whether the signature allows it. What is not understood counts
// as changed.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "lib/pdf/finding.hpp"
#include "lib/pdf/outline.hpp"
#include "lib/pdf/revisions.hpp"
#include "lib/pdf/shown.hpp"

namespace saoy::pdf {

// FieldMDP (ISO 32000-2, 12.8.2.4) or /Lock: which fields may not change any more.
struct FieldLock {
    enum class Action { all, include, exclude };
    Action action = Action::all;
    std::vector<std::string> fields;
    bool locks(const std::string& name) const;  // a name stands for its whole subtree
};

struct Permission {
    int p = 0;  // DocMDP: 1 nothing, 2 forms and signatures, 3 also annotations; 0 = no certification
    std::vector<FieldLock> locks;
    bool allows_forms() const noexcept { return p != 1; }
};

struct Changes {
    std::vector<Finding> forbidden;  // empty = nothing
    std::vector<Shown> shown;        // allowed, but they may hide what was signed
};

// Compares object by object, by meaning: 1 and 1.0, direct and indirect are equal. Always allowed: /DSS, document
// timestamps, /Extensions, XMP, Info.
Changes judge_changes(const Document& before, const Document& after, const Permission& permission);

}  // namespace saoy::pdf
