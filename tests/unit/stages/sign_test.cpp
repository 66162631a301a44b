// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/sign.hpp"

#include <catch2/catch.hpp>

#include "lib/base/error.hpp"
#include "lib/stages/profile.hpp"
#include "tests/support/children.hpp"
#include "tests/support/dossiers.hpp"
#include "tests/support/pdfsig.hpp"
#include "tests/support/small_pdf.hpp"

using namespace saoy;
using namespace saoy::stages;

namespace {

constexpr const char* copy_path = "copies/2026-1-birth.pdf";

std::shared_ptr<const crypto::Signer> signer(const std::string& name) {
    return std::make_shared<crypto::Signer>(
        crypto::Signer::read(test::pki() / (name + ".key"), test::pki() / (name + ".pem"),
                             []() -> std::string { throw std::logic_error("no passphrase is needed"); }));
}

const Profile& profile() {
    static const Profile loaded = load_profile(SAOY_SOURCE_DIR "/pipelines/vn", SAOY_SOURCE_DIR "/schemas");
    return loaded;
}

// The power goes at the chosen "signed" event.
class PowerCut : public Events {
public:
    explicit PowerCut(int at) : left_(at) {}
    void emit(const Event& event) override {
        if (event.code == "signed" && --left_ == 0) throw std::runtime_error("power cut");
    }

private:
    int left_;
};

// A dossier whose one paper has an unsigned copy and a reserved number.
struct Ward : support::Desk {
    Path book = work() / "register.db";
    Path dossier = make_dossier();
    SerialExecutor serial;
    EventRecorder events;

    Ward() {
        Folder open = shelf.open(dossier);
        Copy copy;
        copy.paper = "p1";
        copy.mode = "chung-thuc";
        copy.request_id = "r1";
        copy.book = "SCT/BS";
        copy.year = 2026;
        copy.number = 1;
        copy.file = open.write(copy_path, test::small_pdf());
        open.dossier.copies = {copy};
        open.save();

        store::Request request;
        request.request_id = "r1";
        request.agency = "H29.999.99";
        request.book = "SCT/BS";
        request.at = clock.now();
        request.masters_digest = "m";
        request.dossier = open.dossier.id;
        request.paper = "p1";
        request.paper_name = "Giấy khai sinh";
        request.official = "Nguyễn Thị Minh Ánh, công chức tư pháp - hộ tịch";
        request.attested_by = "Nguyễn Thị Minh Ánh";
        store::Register(book, store::Open::create).reserve(request, {"clerk", "clerk", request.at});
    }

    Sign::Options options() const {
        Sign::Options options;
        options.signers = {{"official", signer("official")}, {"agency", signer("agency")}};
        options.register_file = book;
        options.profile = profile();
        options.online.children = test::children();
        return options;
    }
    bool sign(bool redo = false) {
        Folder open = shelf.open(dossier);
        return apply(Sign(options()), open, serial, events, redo);
    }
    template <class Work>
    std::string code_of(const Work& work) {
        try {
            work();
        } catch (const Error& error) {
            return error.code();
        }
        return "no error";
    }
    std::string copy_digest() const { return crypto::sha256_file(dossier / copy_path); }
    store::Entry entry() const { return *store::Register(book).find("r1"); }

    // Both signatures once, valid, in order; register, dossier and file agree.
    void check_issued() {
        const Dossier now = shelf.read(dossier);
        const Copy& copy = now.copies.front();
        CHECK(copy.issued);
        REQUIRE(copy.signatures.size() == 2);
        CHECK(copy.signatures[0].role == "official");
        CHECK(copy.signatures[0].signer == "Nguyễn Thị Minh Ánh");
        CHECK(copy.signatures[1].role == "agency");
        CHECK(copy.signatures[1].at == clock.now());
        CHECK(copy.file.sha256 == copy_digest());
        CHECK(entry().state == store::Entry::State::issued);
        CHECK(entry().copy_digest == copy_digest());
        CHECK(entry().copy_path == (dossier / copy_path).string());
        const std::string answer = test::pdfsig(dossier / copy_path);
        CAPTURE(answer);
        CHECK(test::count(answer, "Signature #") == 2);
        CHECK(test::count(answer, "Signature is Valid.") == 2);
        CHECK(test::count(answer, "Certificate is Trusted.") == 2);
    }
};

}  // namespace

TEST_CASE("a copy is signed by the person, then the agency, and issued") {
    Ward ward;
    CHECK(ward.sign());
    ward.check_issued();
    for (const Event& event : ward.events.events()) CHECK(event.kind != Event::Kind::warning);
}

TEST_CASE("an issued copy is never signed again") {
    Ward ward;
    ward.sign();
    const std::string digest = ward.copy_digest();
    CHECK_FALSE(ward.sign());
    CHECK(ward.sign(true));
    CHECK(ward.copy_digest() == digest);
    ward.check_issued();
}

TEST_CASE("a power cut after either signature loses nothing and doubles nothing") {
    const int signature = GENERATE(1, 2);
    Ward ward;
    {
        PowerCut cut(signature);
        Folder open = ward.shelf.open(ward.dossier);
        CHECK_THROWS_WITH(apply(Sign(ward.options()), open, ward.serial, cut, false), "power cut");
    }
    const std::string after_cut = read_file(ward.dossier / copy_path);
    CHECK(ward.shelf.read(ward.dossier).copies.front().signatures.size() == std::size_t(signature));
    CHECK(ward.sign());
    ward.check_issued();
    CHECK(read_file(ward.dossier / copy_path).compare(0, after_cut.size(), after_cut) == 0);
}

TEST_CASE("a power cut between the intent and the file, or after the register, is made good") {
    Ward ward;
    {
        const Folder open = ward.shelf.open(ward.dossier);
        open.journal("sign-intent", {{"paper", "p1"},
                                     {"file", copy_path},
                                     {"role", "official"},
                                     {"signer", "Nguyễn Thị Minh Ánh"},
                                     {"time", "2026-03-05T14:30:25+07:00"},
                                     {"from", ward.copy_digest()},
                                     {"to", std::string(64, '1')}});
    }
    const std::string manifest = read_file(ward.dossier / "dossier.xml");
    ward.sign();
    ward.check_issued();

    write_file(ward.dossier / "dossier.xml", manifest);  // issued, but not yet recorded
    const std::string digest = ward.copy_digest();
    CHECK(ward.sign());
    CHECK(ward.copy_digest() == digest);
    ward.check_issued();
}

TEST_CASE("a copy changed by something else is not signed") {
    Ward ward;
    write_file(ward.dossier / copy_path, test::small_pdf() + "% more\n");
    CHECK(ward.code_of([&] { ward.sign(); }) == "copy-altered");
    CHECK(ward.entry().state == store::Entry::State::reserved);
}

TEST_CASE("a certificate or key that is missing or bad stops before the first signature") {
    Ward ward;
    const std::string digest = ward.copy_digest();
    const auto attempt = [&](const std::map<std::string, std::shared_ptr<const crypto::Signer>>& signers) {
        Sign::Options options = ward.options();
        options.signers = signers;
        Folder open = ward.shelf.open(ward.dossier);
        return ward.code_of([&] { apply(Sign(options), open, ward.serial, ward.events, false); });
    };
    CHECK(attempt({{"official", signer("official")}}) == "no-key");
    CHECK(attempt({{"official", signer("official")}, {"agency", signer("expired")}}) == "certificate-expired");
    CHECK(ward.copy_digest() == digest);
    CHECK(ward.entry().state == store::Entry::State::reserved);
}

TEST_CASE("a copy whose number is unknown or void is not signed") {
    Ward ward;
    Sign::Options options = ward.options();
    options.register_file = ward.work() / "other.db";
    Folder open = ward.shelf.open(ward.dossier);
    const auto attempt = [&] {
        return ward.code_of([&] { apply(Sign(options), open, ward.serial, ward.events, false); });
    };
    CHECK(attempt() == "no-register");
    CHECK_FALSE(std::filesystem::exists(options.register_file));
    { const store::Register empty(options.register_file, store::Open::create); }
    CHECK(attempt() == "not-reserved");
    options = ward.options();
    store::Register(options.register_file)
        .make_void(open.dossier.copies.front().request_id, "nhầm bản chính", {"Bình", "official", ward.clock.now()});
    CHECK(attempt() == "void");
}

TEST_CASE("a certificate of another name than the register's is told") {
    Ward ward;
    Sign::Options options = ward.options();
    options.signers["official"] = signer("receipt");
    Folder open = ward.shelf.open(ward.dossier);
    apply(Sign(options), open, ward.serial, ward.events, false);
    int warnings = 0;
    for (const Event& event : ward.events.events()) warnings += event.code == "signer-name-differs" ? 1 : 0;
    CHECK(warnings == 1);
}
