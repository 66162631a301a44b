// SPDX-License-Identifier: Apache-2.0
// The OpenMP that Tesseract gets: a parallel region runs in the thread that enters it. Tesseract asks for four threads
// by a clause, several times a column of a line, so no setting of the real library avoids its teams, barriers and
// system calls; of one thread, too, they take 6 % of the CPU. A program's definitions come before those of the
// libraries that it loads.
#include "lib/ocr/one_thread.hpp"

namespace {

thread_local unsigned sections = 0, begun = 0;  // of the region that runs

}

extern "C" {

void GOMP_parallel(void (*region)(void*), void* data, unsigned /*threads*/, unsigned /*flags*/) { region(data); }

void GOMP_parallel_sections(void (*region)(void*), void* data, unsigned /*threads*/, unsigned count,
                            unsigned /*flags*/) {
    const unsigned outer_sections = sections, outer_begun = begun;
    sections = count, begun = 0;
    region(data);
    sections = outer_sections, begun = outer_begun;
}

unsigned GOMP_sections_next() { return begun < sections ? ++begun : 0; }
void GOMP_sections_end_nowait() {}
int omp_get_num_threads() { return 1; }
int omp_get_thread_num() { return 0; }
}

namespace saoy::ocr {

void one_thread() {}

}  // namespace saoy::ocr
