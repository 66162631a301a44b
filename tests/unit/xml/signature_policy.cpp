// SPDX-License-Identifier: Apache-2.0
#include "lib/xml/signature_policy.hpp"

#include <catch2/catch.hpp>

#include "lib/base/error.hpp"

using namespace saoy;

TEST_CASE("algorithms age as the profile says") {
    const Path root = SAOY_SOURCE_DIR;
    const SignaturePolicy policy =
        xml::read_signature_policy(root / "pipelines/vn/signature-policy.xml", root / "schemas");
    const Time now = parse_rfc3339("2026-01-01T00:00:00Z");
    CHECK(policy.allows_digest("SHA256", now));
    CHECK_FALSE(policy.allows_digest("SHA1", now));
    CHECK(policy.allows_digest("SHA1", parse_rfc3339("2011-01-01T00:00:00Z")));
    CHECK_FALSE(policy.allows_digest("anything", now));
    CHECK(policy.allows_key("RSA", 2048, now));
    CHECK_FALSE(policy.allows_key("RSA", 2048, parse_rfc3339("2029-01-01T00:00:00Z")));
    CHECK_FALSE(policy.allows_key("RSA", 1024, now));
    CHECK_FALSE(policy.allows_key("EC", 192, now));
    CHECK_FALSE(policy.allows_key("unknown", 9999, now));
    CHECK(policy.purposes.size() == 5);
    const TemporaryFolder folder;
    write_file(folder.path() / "p.xml", "<signature-policy xmlns='urn:saoy:signature-policy:1' source='x'/>");
    CHECK_THROWS_AS(xml::read_signature_policy(folder.path() / "p.xml", root / "schemas"), Error);
}
