// SPDX-License-Identifier: Apache-2.0
// PDF objects as written in a file, each with the place of its bytes. Tolerant of spelling, strict about limits.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace saoy::pdf {

constexpr int highest_number = 8'388'607;  // of an object (ISO 32000-1, annex C)

struct Reference {
    int number = 0;
    int generation = 0;
    auto operator<=>(const Reference&) const = default;
};

struct Value {
    enum class Kind { null, boolean, integer, real, string, name, array, dictionary, stream, reference };
    Kind kind = Kind::null;
    std::int64_t integer = 0;  // also a boolean's 0 or 1
    double real = 0;           // set for integers too
    std::string text;          // decoded bytes of a string or a name
    std::vector<Value> items;
    std::vector<std::pair<std::string, Value>> entries;  // of a dictionary or a stream, in the order of the file
    Reference reference;
    bool repeated = false;           // a key of the dictionary stands there twice
    bool hexadecimal = false;        // the string is written <…>
    std::size_t begin = 0, end = 0;  // its bytes in the file, or in the object stream
    std::string_view data;           // of a stream, still encoded

    // Defined where a pair of a name and a Value is complete.
    Value();
    ~Value();
    Value(const Value&);
    Value(Value&&) noexcept;
    Value& operator=(const Value&);
    Value& operator=(Value&&) noexcept;

    bool is(Kind wanted) const noexcept { return kind == wanted; }
    bool is_name(std::string_view wanted) const noexcept { return kind == Kind::name && text == wanted; }
    bool is_dictionary() const noexcept { return kind == Kind::dictionary || kind == Kind::stream; }
    bool is_number() const noexcept { return kind == Kind::integer || kind == Kind::real; }
    // The entry of a dictionary or stream; a shared null when there is none.
    const Value& operator[](std::string_view key) const noexcept;
};

// Reads objects from bytes. Throws Error(input, "pdf-syntax") at what cannot be read.
class Parser {
public:
    // A place behind the end is the end: offsets come from the file.
    explicit Parser(std::string_view bytes, std::size_t at = 0) : bytes_(bytes), at_(std::min(at, bytes.size())) {}

    std::size_t position() const noexcept { return at_; }
    void skip_space() noexcept;  // white space and comments
    // Takes the word when it stands here, followed by something that ends a word.
    bool take(std::string_view word) noexcept;
    std::optional<std::int64_t> take_integer() noexcept;
    // A direct object or a reference.
    Value value();

private:
    static constexpr int most_depth = 100;  // nesting of any honest file stays below 20

    Value value(int depth);
    Value number_or_reference();
    std::string literal_string();
    std::string hexadecimal_string();
    std::string name();
    void container(Value& into, int depth);
    [[noreturn]] void fail(const char* what) const;

    std::string_view bytes_;
    std::size_t at_;
};

bool is_space(char c) noexcept;
bool is_delimiter(char c) noexcept;

// The stream's bytes decoded: no filter or FlateDecode with PNG predictors (cross-reference and object streams).
// Throws Error(input) for other filters, broken data, and more than `most` bytes.
std::string decoded(const Value& stream, const Value& filter, const Value& parameters, std::size_t most);

}  // namespace saoy::pdf
