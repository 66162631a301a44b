// SPDX-License-Identifier: Apache-2.0
// saoy-child-look signature FILE: as saoy-child-update, for signatures that show lines and pictures.
#include "cli/children/update.hpp"

int main(int argc, char** argv) { return answer_update(argc, argv, saoy::pdf::prepare_signature); }
