// SPDX-License-Identifier: Apache-2.0
#include "lib/model/verdict.hpp"

namespace saoy {

std::string to_string(Integrity integrity) {
    switch (integrity) {
        case Integrity::intact: return "intact";
        case Integrity::modified: return "modified";
        case Integrity::broken: return "broken";
        case Integrity::no_signature: return "no-signature";
        case Integrity::unreadable: return "unreadable";
    }
    return "unreadable";
}

std::string to_string(Trust trust) {
    switch (trust) {
        case Trust::trusted: return "trusted";
        case Trust::untrusted: return "untrusted";
        case Trust::unknown: return "unknown";
    }
    return "unknown";
}

std::string to_string(Indication indication) {
    switch (indication) {
        case Indication::total_passed: return "TOTAL-PASSED";
        case Indication::total_failed: return "TOTAL-FAILED";
        case Indication::indeterminate: return "INDETERMINATE";
    }
    return "INDETERMINATE";
}

}  // namespace saoy
