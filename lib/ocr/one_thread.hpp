// SPDX-License-Identifier: Apache-2.0
// Tesseract without threads of its own: workers are one a core already.
#pragma once

namespace saoy::ocr {

// Does nothing when it runs. A program that calls it is linked with our OpenMP (one_thread.cpp) instead of the
// system's.
void one_thread();

}  // namespace saoy::ocr
