// SPDX-License-Identifier: Apache-2.0
// The invented PKI of scripts/make_test_pki, made once for a test program.
#pragma once

#include <stdexcept>
#include <string>

#include "lib/base/child.hpp"
#include "lib/base/files.hpp"

namespace saoy::test {

inline const Path& pki() {
    static const TemporaryFolder folder;
    static const Path path = [] {
        const Path made = folder.path() / "pki";
        const ChildOutcome outcome = run_child({SAOY_SOURCE_DIR "/scripts/make_test_pki", made.string()});
        if (!outcome.ok()) throw std::runtime_error("make_test_pki: " + outcome.err);
        return made;
    }();
    return path;
}

inline std::string pki_file(const std::string& name) { return (pki() / name).string(); }

// A trust anchor of its own: NAME.pem without the issuing CA that follows in it.
inline Path pki_leaf(const std::string& name) {
    const std::string pem = read_file(pki() / (name + ".pem")), end = "-----END CERTIFICATE-----\n";
    const Path leaf = pki() / (name + ".only.pem");
    write_file(leaf, pem.substr(0, pem.find(end) + end.size()));
    return leaf;
}

inline std::string pki_passphrase() {
    const std::string line = read_file(pki() / "passphrase");
    return line.substr(0, line.find('\n'));
}

}  // namespace saoy::test
