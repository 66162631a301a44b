// SPDX-License-Identifier: Apache-2.0
// saoy-child-update signature|store FILE: builds the incremental update that a signature of a PDF or its security store
// needs, so that the process that holds the key parses nothing of it. The request is JSON on standard input. Standard
// output is one line of JSON and then the bytes to append; exit status 65 or 77 with {"code","sentence","hint"} alone
// when the file cannot be taken.
//
// It starts without what draws: a visible signature is refused with "needs-drawing", and saoy-child-look asked instead.
#include "cli/children/update.hpp"

int main(int argc, char** argv) { return answer_update(argc, argv, saoy::pdf::prepare_unseen_signature); }
