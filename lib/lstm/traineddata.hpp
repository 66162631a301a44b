// SPDX-License-Identifier: Apache-2.0
// The container of Tesseract's models, <language>.traineddata.
//
//     u32 n             number of entries, 24 in the shipped files
//     i64 offset[n]     from the start of the file; -1 = not there
//     …                 a component ends where the next one that is there starts
//
// All numbers little-endian. A file may also be a tar or zip archive of the components (builds with libarchive);
// Debian ships none, and this reader does not take them. Source: TessdataManager in Tesseract 5.3.0, src/ccutil.
#pragma once

#include <array>
#include <string_view>

namespace saoy::lstm {

// Views into the file's bytes; empty = not there.
struct TrainedData {
    std::string_view network, punctuation, words, numbers, unicharset, recoder, version;
};

// Throws Error(unavailable): "model-damaged"; "model-not-run" for an archive, or a file of the old engine only.
TrainedData read_traineddata(std::string_view file);

}  // namespace saoy::lstm
