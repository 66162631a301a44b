// SPDX-License-Identifier: Apache-2.0
// Where a font's objects go: a new file or an update. Private to lib/pdf.
#pragma once

#include <functional>
#include <string>

namespace saoy::pdf {

struct ObjectSink {
    template <class File>
    ObjectSink(File& file)
        : add([&file](const std::string& body) { return file.add(body); }),
          put([&file](int number, const std::string& body) { file.put(number, body); }) {}

    std::function<int(const std::string&)> add;  // writes an object and gives its number
    std::function<void(int, const std::string&)> put;
};

}  // namespace saoy::pdf
