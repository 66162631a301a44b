// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/cms_form.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "lib/crypto/verify_openssl.hpp"

namespace saoy::crypto {

namespace {

struct Element {
    int tag = -1;
    std::string_view content;
};

// The elements of a constructed value in DER, up to what cannot be read.
std::vector<Element> elements(std::string_view content) {
    std::vector<Element> found;
    while (!content.empty()) {
        const unsigned char *begin = data_of(content), *at = begin;
        long size = 0;
        int tag = 0, kind = 0;
        if ((ASN1_get_object(&at, &size, &tag, &kind, long(content.size())) & 0x80) != 0) break;
        const std::size_t head = std::size_t(at - begin), whole = head + std::size_t(size);
        found.push_back({tag, content.substr(head, std::size_t(size))});
        content.remove_prefix(whole);
    }
    return found;
}

std::string_view inside(const std::vector<Element>& all, std::size_t which) {
    return which < all.size() ? all[which].content : std::string_view();
}

// The version that stands first in a sequence; -1 if none does.
int version_of(const std::vector<Element>& sequence) {
    const std::string_view version = inside(sequence, 0);
    return version.size() == 1 && sequence[0].tag == V_ASN1_INTEGER ? version[0] : -1;
}

// The identifier of a digest's algorithm, whose parameters are absent or NULL (RFC 5754, section 2); empty for any
// other.
std::string_view digest_name(std::string_view algorithm) {
    const auto parts = elements(algorithm);
    if (parts.empty() || parts[0].tag != V_ASN1_OBJECT) return {};
    const std::string_view name = parts[0].content;
    const std::string_view rest = algorithm.substr(std::size_t(name.data() + name.size() - algorithm.data()));
    return rest.empty() || rest == std::string_view("\5\0", 2) ? name : std::string_view();
}

}  // namespace

bool announces_truly(CMS_ContentInfo* cms, int digest_nid) {
    const std::string der = der_of(cms, i2d_CMS_ContentInfo);
    const auto data = elements(inside(elements(inside(elements(inside(elements(der), 0)), 1)), 0));
    const auto signers = elements(data.empty() ? std::string_view() : data.back().content);
    const auto signer = elements(inside(signers, 0));
    const int version = version_of(data), signer_version = version_of(signer);
    if (version < 1 || version > 5 || (signer_version != 1 && signer_version != 3)) return false;
    const ASN1_OBJECT* digest = OBJ_nid2obj(digest_nid);
    const std::string_view name(reinterpret_cast<const char*>(OBJ_get0_data(digest)), OBJ_length(digest));
    if (digest_name(inside(signer, 2)) != name) return false;
    const auto announced = elements(inside(data, 1));
    return announced.empty() || std::any_of(announced.begin(), announced.end(),
                                            [&](const Element& each) { return digest_name(each.content) == name; });
}

bool is_well_tagged(std::string_view der, CMS_ContentInfo* cms) {
    std::string again = der_of(cms, i2d_CMS_ContentInfo);
    const unsigned char* at = data_of(der);
    long size = 0;
    int tag = 0, kind = 0;
    if (const int form = ASN1_get_object(&at, &size, &tag, &kind, long(der.size())); form != V_ASN1_CONSTRUCTED)
        return true;
    const std::size_t whole = std::size_t(at - data_of(der)) + std::size_t(size);
    if (whole != again.size()) return true;
    std::string given(der.substr(0, whole));
    std::sort(given.begin(), given.end());
    std::sort(again.begin(), again.end());
    return given == again;
}

}  // namespace saoy::crypto
