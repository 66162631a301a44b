// SPDX-License-Identifier: Apache-2.0
#include "cli/frame/verdict_words.hpp"

#include "lib/base/text.hpp"
#include "lib/stages/audit.hpp"

namespace saoy::cli {

namespace {

std::string answer(Indication indication) {
    switch (indication) {
        case Indication::total_passed: return text::tr("valid");
        case Indication::total_failed: return text::tr("not valid");
        case Indication::indeterminate: return text::tr("cannot be confirmed");
    }
    return text::tr("cannot be confirmed");
}

std::string answer(Integrity integrity) {
    switch (integrity) {
        case Integrity::intact: return text::tr("nothing was changed after signing that may not be");
        case Integrity::modified: return text::tr("changed after signing");
        case Integrity::broken: return text::tr("broken: the signed bytes and the signature do not match");
        case Integrity::no_signature: return text::tr("no signature");
        case Integrity::unreadable: return text::tr("the file cannot be read");
    }
    return text::tr("the file cannot be read");
}

std::string answer(Trust trust) {
    switch (trust) {
        case Trust::trusted: return text::tr("every signer leads to a trusted certificate, none revoked");
        case Trust::untrusted: return text::tr("a signer is not to be trusted");
        case Trust::unknown: return text::tr("not known of every signer");
    }
    return text::tr("not known of every signer");
}

std::string register_answer(const std::string& match) {
    if (match == "match") return text::tr("this copy is in the register");
    if (match == "no-entry") return text::tr("this copy is not in the register");
    if (match == "void") return text::tr("the register says this copy is void");
    if (match == "other-copy")
        return text::tr("the statement names an entry of the register whose copy is another file");
    if (match == "statement-differs") return text::tr("the register has another number or day than the statement");
    if (match == "entry-altered") return text::tr("the register was altered; saoy-register check tells where");
    if (match == "signer-differs") return text::tr("the register names another official");
    return match;
}

}  // namespace

std::string in_words(const Verdict& verdict) {
    std::string out = verdict.file + ": " + answer(stages::bottom_line(verdict)) + " (" + to_string(verdict.indication);
    if (!verdict.sub_indication.empty()) out += ", " + verdict.sub_indication;
    out += ")\n  " + text::tr("integrity:") + " " + answer(verdict.integrity);
    out += "\n  " + text::tr("trust:") + " " + answer(verdict.trust);
    if (verdict.register_match != "not-checked")
        out += "\n  " + text::tr("register:") + " " + register_answer(verdict.register_match);
    if (verdict.entry)
        out += "\n    " + text::fill(text::tr("book {0}, number {1} of {2}, {3}, {4}"),
                                     {verdict.entry->book, std::to_string(verdict.entry->number),
                                      std::to_string(verdict.entry->year), rfc3339(verdict.entry->at),
                                      text::join(text::split(verdict.entry->official, '\n'), ", ")});
    for (const std::string& reason : verdict.reasons) out += "\n  - " + reason;
    for (const SignatureVerdict& each : verdict.signatures) {
        out += "\n  " + text::fill(text::tr("signature {0}: {1}"), {each.field, answer(each.indication)});
        out += "\n    " + text::tr("signer:") + " " + (each.signer.empty() ? text::tr("unknown") : each.signer);
        if (!each.organisation.empty()) out += ", " + each.organisation;
        if (each.time)
            out += "\n    " + text::tr("time:") + " " + rfc3339(*each.time) + " (" +
                   (each.time_proven ? text::tr("proven by a timestamp") : text::tr("claimed by the signer")) + ")";
        out += "\n    " + text::tr("integrity:") + " " + answer(each.integrity);
        if (!each.bundle.empty()) out += "\n    " + text::tr("trusted by:") + " " + each.bundle;
        if (!each.level.empty()) out += "\n    " + text::tr("level:") + " " + each.level;
        if (!each.level_lacks.empty()) out += "; " + text::fill(text::tr("not {0}"), {each.level_lacks});
        for (const std::string& reason : each.reasons) out += "\n    - " + reason;
    }
    return text::mask_numbers(out);
}

}  // namespace saoy::cli
