// SPDX-License-Identifier: Apache-2.0
// Writes a new PDF object by object: streams as they come, all else packed into object streams (ISO 32000-1, 7.5.7).
// Private to lib/pdf.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace saoy::pdf {

// "<<entries>> stream …", deflated.
std::string packed_stream(const std::string& entries, const std::string& data);

class ObjectFile {
public:
    // `out` takes the bytes in their order; no more than a few objects are held.
    explicit ObjectFile(std::function<void(std::string_view)> out);

    int reserve() { return next_++; }
    void put(int number, const std::string& body);
    int add(const std::string& body);

    // `id`: 32 hex digits, unique for each document.
    void finish(int root, int info, const std::string& id);

private:
    struct Place {
        int kind = 1;  // 1: at offset `where`; 2: in object stream `where`, the `index`th
        std::size_t where = 0;
        int index = 0;
    };

    void write(std::string_view bytes);
    void write_object(int number, const std::string& body);
    void write_packed();

    std::function<void(std::string_view)> out_;
    std::size_t at_ = 0;
    int next_ = 1;
    std::map<int, Place> places_;
    std::vector<std::pair<int, std::string>> packed_;
};

}  // namespace saoy::pdf
