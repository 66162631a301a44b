// SPDX-License-Identifier: Apache-2.0
// Works on a register as the stages do, without scanning, reading and signing: for tests and measurements.
//
//   register_worker fill REGISTER < requests.jsonl       reserves each; "copy" issues it, "void" makes it void
//   register_worker work REGISTER HOLDER COPIES COUNT [MS]    papers 1 to COUNT, until each is issued; signing one
//                                                             takes MS milliseconds
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <numeric>
#include <random>

#include "lib/base/error.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/store/register.hpp"

using namespace saoy;
using namespace saoy::store;

namespace {

void fill(const Path& location) {
    Register book(location, Open::create);
    for (std::string line; std::getline(std::cin, line);) {
        const Json json = Json::parse(line);
        Request request;
        request.request_id = json.at("request_id");
        request.agency = json.value("agency", "H29.999.99");
        request.book = json.value("book", "SCT/BS");
        request.volume = "01";
        request.mode = "chung-thuc";
        request.at = parse_rfc3339(json.at("at").get<std::string>());
        request.masters_digest = "masters of " + request.request_id;
        request.dossier = json.value("dossier", "d");
        request.paper = "p1";
        request.paper_name = json.value("paper_name", "Giấy khai sinh");
        request.requester = json.value("requester", "");
        request.official = json.value("official", "Bình");
        request.attested_by = "Bình";
        request.copies = json.value("copies", 1);
        request.pages = json.value("pages", 1);
        request.fee = json.value("fee", 2000);
        const Act act{"Bình", "official", request.at};
        const Entry entry = book.reserve(request, act);
        if (json.contains("copy")) {
            const Path copy = json.at("copy").get<std::string>();
            const bool there = std::filesystem::exists(copy);
            book.finish(request.request_id, entry.attempt, copy,
                        there ? crypto::sha256_file(copy) : crypto::sha256("not there"), act);
        }
        if (json.contains("void")) book.make_void(request.request_id, json.at("void"), act);
    }
}

// The copy's bytes follow from the request and its number, so that a second attempt makes the same.
bool issue(Register& book, const std::string& id, const Path& copies, const Clock& clock, int signing_ms) {
    const auto now = [&] { return Act{"worker", "clerk", clock.now()}; };
    Request request;
    request.request_id = id;
    request.agency = "H29.999.99";
    request.book = "SCT/BS";
    request.volume = "01";
    request.mode = "chung-thuc";
    request.at = clock.now();
    request.masters_digest = crypto::sha256(id);
    request.dossier = id;
    request.paper = "p1";
    request.paper_name = "Giấy khai sinh";
    request.official = "Bình";
    request.attested_by = "Bình";
    const Entry entry = book.reserve(request, now());
    if (entry.state == Entry::State::issued) return true;
    const Path copy = copies / (std::to_string(entry.year) + "-" + std::to_string(entry.number) + ".pdf");
    std::string bytes = id + " " + std::to_string(entry.number) + "\n";
    bytes.resize(4096, '.');
    write_file(copy, bytes);
    book.wait_for_signature(id, entry.attempt, crypto::sha256(bytes), now());
    ::usleep(useconds_t(signing_ms) * 1000);
    bytes += "signed";
    write_file(copy, bytes);
    book.finish(id, entry.attempt, copy, crypto::sha256(bytes), now());
    return true;
}

int work(const Path& location, const std::string& holder, const Path& copies, int count, int signing_ms) {
    const SystemClock clock;
    std::vector<int> papers(static_cast<std::size_t>(count));
    std::iota(papers.begin(), papers.end(), 1);
    std::mt19937 random(std::random_device{}());
    std::shuffle(papers.begin(), papers.end(), random);
    std::unique_ptr<Register> book;
    while (!papers.empty()) {
        const int paper = papers.back();
        try {
            if (!book)
                book = std::make_unique<Register>(location, Open::existing,
                                                  Register::Options{holder, std::chrono::seconds(2)});
            issue(*book, "paper-" + std::to_string(paper), copies, clock, signing_ms);
            papers.pop_back();
        } catch (const Error& error) {
            if (error.fault() != Fault::temporary) {
                std::cerr << "worker " << holder << ": " << error.code() << ": " << error.what() << "\n";
                return exit_status(error.fault());
            }
            // In another's hand, or the server is away: this paper comes last.
            std::rotate(papers.begin(), papers.end() - 1, papers.end());
            if (error.code() != "in-hand") ::usleep(50'000);
            if (papers.size() < 20) ::usleep(20'000);
        }
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        const std::vector<std::string> words(argv + 1, argv + argc);
        if (words.size() == 2 && words[0] == "fill") return fill(words[1]), 0;
        if ((words.size() == 5 || words.size() == 6) && words[0] == "work")
            return work(words[1], words[2], words[3], std::stoi(words[4]), words.size() == 6 ? std::stoi(words[5]) : 0);
        std::cerr << "usage: register_worker fill REGISTER | work REGISTER HOLDER COPIES COUNT [MS]\n";
        return 64;
    } catch (const Error& error) {
        std::cerr << "register_worker: " << error.code() << ": " << error.what() << "\n";
        return exit_status(error.fault());
    }
}
