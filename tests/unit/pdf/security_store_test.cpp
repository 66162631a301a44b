// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/security_store.hpp"

#include <catch2/catch.hpp>

#include "lib/pdf/signatures.hpp"
#include "tests/support/small_pdf.hpp"

using namespace saoy;
using pdf::StoreAddition;

namespace {

std::vector<std::string> ders(const std::vector<pdf::Stored>& items) {
    std::vector<std::string> all;
    for (const pdf::Stored& item : items) all.push_back(item.der);
    return all;
}

StoreAddition addition(std::vector<std::string> certificates, std::vector<std::string> lists,
                       std::vector<std::string> responses) {
    return {std::move(certificates), std::move(lists), std::move(responses), std::string(32, 'a')};
}

}  // namespace

TEST_CASE("evidence is added to the store, each piece once, and earlier bytes stay") {
    const std::string first = test::small_pdf();
    const std::string second =
        first + pdf::store_update(first, addition({"C1", "C2", "C1"}, {std::string("L\0\xff", 3)}, {}));
    const std::string third = second + pdf::store_update(second, addition({"C2", "C3"}, {}, {"R1"}));
    CHECK(third.compare(0, second.size(), second) == 0);
    const pdf::StoreFacts store = pdf::read_signatures(third).store;
    CHECK(ders(store.certificates) == std::vector<std::string>{"C1", "C2", "C3"});
    CHECK(ders(store.lists) == std::vector{std::string("L\0\xff", 3)});
    CHECK(ders(store.responses) == std::vector<std::string>{"R1"});
    CHECK(third.find("/ESIC") != std::string::npos);
    CHECK(pdf::store_update(third, addition({"C1", "C3"}, {}, {"R1"})).empty());
}

TEST_CASE("an addition survives its way to the child") {
    const std::string all = [] {
        std::string bytes;
        for (int i = 0; i < 256; ++i) bytes += char(i);
        return bytes;
    }();
    const StoreAddition back = pdf::store_addition_from(pdf::to_json(addition({all}, {"L"}, {"R", ""})));
    CHECK(back.certificates == std::vector{all});
    CHECK(back.lists == std::vector<std::string>{"L"});
    CHECK(back.responses == std::vector<std::string>{"R", ""});
}
