// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/object_file.hpp"

#include "lib/pdf/deflate.hpp"
#include "lib/pdf/update.hpp"

namespace saoy::pdf {

namespace {

constexpr int objects_a_stream = 200;  // readers unpack an object stream whole

}  // namespace

std::string packed_stream(const std::string& entries, const std::string& data) {
    return stream_object(entries + "/Filter/FlateDecode", deflated(data));
}

ObjectFile::ObjectFile(std::function<void(std::string_view)> out) : out_(std::move(out)) {
    write("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
}

void ObjectFile::put(int number, const std::string& body) {
    if (body.ends_with("endstream")) return write_object(number, body);
    packed_.emplace_back(number, body);
    if (int(packed_.size()) == objects_a_stream) write_packed();
}

int ObjectFile::add(const std::string& body) {
    const int number = reserve();
    put(number, body);
    return number;
}

void ObjectFile::finish(int root, int info, const std::string& id) {
    write_packed();
    const int number = reserve();
    places_[number] = {1, at_, 0};
    // Four bytes as long as they do: some readers, PoDoFo among them, know no wider offsets.
    const int width = at_ >> 32 == 0 ? 4 : 5;
    std::string rows = std::string(std::size_t(width) + 1, 0) + "\xFF\xFF";
    for (const auto& [object, place] : places_) {
        rows += char(place.kind);
        for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) rows += char(place.where >> shift & 255);
        for (int shift = 8; shift >= 0; shift -= 8) rows += char(place.index >> shift & 255);
    }
    const std::size_t start = at_;
    write_object(number, packed_stream("/Type/XRef/W[1 " + std::to_string(width) + " 2]/Size " + std::to_string(next_) +
                                           "/Root " + reference(root) + "/Info " + reference(info) + "/ID[<" + id +
                                           "><" + id + ">]",
                                       rows));
    write("startxref\n" + std::to_string(start) + "\n%%EOF\n");
}

void ObjectFile::write(std::string_view bytes) {
    out_(bytes);
    at_ += bytes.size();
}

void ObjectFile::write_object(int number, const std::string& body) {
    places_[number] = {1, at_, 0};
    write(std::to_string(number) + " 0 obj\n");
    write(body);
    write("\nendobj\n");
}

void ObjectFile::write_packed() {
    if (packed_.empty()) return;
    const int holder = reserve();
    std::string places, bodies;
    int index = 0;
    for (const auto& [number, body] : packed_) {
        places += std::to_string(number) + " " + std::to_string(bodies.size()) + " ";
        bodies += body + "\n";
        places_[number] = {2, std::size_t(holder), index++};
    }
    write_object(holder, packed_stream("/Type/ObjStm/N " + std::to_string(packed_.size()) + "/First " +
                                           std::to_string(places.size()),
                                       places + bodies));
    packed_.clear();
}

}  // namespace saoy::pdf
