// SPDX-License-Identifier: Apache-2.0
// The judgement of poppler's pdfsig, which trusts the root of scripts/make_test_pki.
#pragma once

#include <stdexcept>
#include <string>

#include "lib/base/child.hpp"
#include "tests/support/test_pki.hpp"

namespace saoy::test {

inline const std::string& nss_database() {
    static const TemporaryFolder folder;
    static const std::string database = [] {
        const std::string made = "sql:" + folder.path().string();
        if (!run_child({"certutil", "-N", "-d", made, "--empty-password"}).ok() ||
            !run_child({"certutil", "-A", "-d", made, "-n", "root", "-t", "CT,C,C", "-a", "-i", pki_file("root.pem")})
                 .ok())
            throw std::runtime_error("certutil failed");
        return made;
    }();
    return database;
}

inline std::string pdfsig(const Path& file) {
    return run_child({"pdfsig", "-nssdir", nss_database(), file.string()}).out;
}

inline std::size_t count(const std::string& text, const std::string& part) {
    std::size_t n = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
    return n;
}

}  // namespace saoy::test
