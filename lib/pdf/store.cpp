// SPDX-License-Identifier: Apache-2.0
// Reads the document security store (ISO 32000-2, 12.8.4.3): the evidence that a file brings with it.
#include <set>

#include "lib/base/error.hpp"
#include "lib/pdf/store.hpp"

namespace saoy::pdf {

namespace {

constexpr std::size_t most_items = 400;
constexpr std::size_t most_bytes = std::size_t(16) << 20;

struct Reader {
    const Document& document;
    std::set<std::size_t> seen{};
    std::size_t bytes = 0;

    void take(const Value& list, std::vector<Stored>& into) {
        for (const Value& item : document.resolve(list).items) {
            const Value& stream = document.resolve(item);
            const std::size_t place = std::size_t(stream.data.data() - document.bytes().data());
            if (!stream.is(Value::Kind::stream) || seen.size() == most_items || !seen.insert(place).second) continue;
            try {
                const Value &filter = document.get(stream, "Filter"), &how = document.get(stream, "DecodeParms");
                into.push_back({decoded(stream, filter, how, most_bytes - bytes), place});
                bytes += into.back().der.size();
            } catch (const Error&) {
                continue;  // what cannot be decoded proves nothing
            }
        }
    }
};

}  // namespace

StoreFacts read_store(const Document& document) {
    StoreFacts facts;
    const Value& store = document.get(document.catalog(), "DSS");
    Reader reader{document};
    reader.take(store["Certs"], facts.certificates);
    reader.take(store["CRLs"], facts.lists);
    reader.take(store["OCSPs"], facts.responses);
    for (const auto& [name, entry] : document.get(store, "VRI").entries) {
        const Value& validation = document.resolve(entry);
        reader.take(validation["Cert"], facts.certificates);
        reader.take(validation["CRL"], facts.lists);
        reader.take(validation["OCSP"], facts.responses);
    }
    return facts;
}

}  // namespace saoy::pdf
