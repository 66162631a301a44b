// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/sign_file.hpp"

#include <cstdio>

#include "lib/crypto/digest.hpp"
#include "lib/model/profile.hpp"

namespace saoy::stages {

std::string shown_time(Time time) {
    const VietnamTime t = vietnam_time(time);
    char text[48];
    std::snprintf(text, sizeof text, "%02d-%02d-%04d %02d:%02d:%02d +07:00", t.day, t.month, t.year, t.hour, t.minute,
                  t.second);
    return text;
}

SignFile::SignFile(Options options)
    : options_(std::move(options)), pades_(PdfUpdater(options_.online.children), OnlineChild(options_.online)) {}

// Judges the certificates before anything is made; gives the time that signatures are dated with.
Time SignFile::prepare(const Path& source, Time at, Events& events) const {
    const Time now =
        options_.tray ? options_.tray->time_for(crypto::sha256_file(source), options_.hands.front().field, at) : at;
    for (const Hand& hand : options_.hands) {
        hand.signer->require_usable(now);
        if (!pades_.online().has_trust()) continue;
        const std::string warning = pades_.online().require_good(hand.signer->certificates(), now);
        if (warning.empty()) continue;
        Event event;
        event.kind = Event::Kind::warning;
        event.stage = "sign";
        event.item = source.string();
        event.code = "revocation-unknown";
        event.text = warning;
        events.emit(event);
    }
    return now;
}

void SignFile::beside(const Path& source, const Path& target, Time at, Events& events) const {
    const Time now = prepare(source, at, events);
    write_file(target, pades_.detached(
                           source, now,
                           {*options_.hands.front().signer, options_.pkcs1, options_.level >= SignatureLevel::b_t}));
}

void SignFile::operator()(const Path& source, const Path& target, Time at, Events& events) const {
    const Time now = prepare(source, at, events);
    GrowingFile grown(source, target);
    for (const Hand& hand : options_.hands) {
        const crypto::CertificateFacts& facts = hand.signer->certificate();
        pdf::SignatureRequest request;
        request.field = hand.field;
        request.reason = options_.reason;
        request.at = now;
        request.font = options_.font;
        request.picture = hand.picture;
        for (const std::string& line : hand.lines)
            request.lines.push_back(fill_blanks(line, {{"signer", facts.common_name},
                                                       {"organisation", facts.organisation},
                                                       {"agency", options_.agency},
                                                       {"time", shown_time(now)}}));
        pades_.sign(grown, request, {*hand.signer, options_.pkcs1, options_.level >= SignatureLevel::b_t});
    }
    if (options_.level >= SignatureLevel::b_lt) pades_.raise(grown, options_.level, now);
    grown.commit();
}

}  // namespace saoy::stages
