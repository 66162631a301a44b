// SPDX-License-Identifier: Apache-2.0
// What a reader reads in a candidate decides; doubt asks. The reader is a stand-in, so that the rules alone are seen.
#include <catch2/catch.hpp>

#include <cmath>

#include "lib/base/error.hpp"
#include "lib/base/files.hpp"
#include "lib/stages/mark_candidates.hpp"
#include "lib/stages/mark_judge.hpp"

using namespace saoy;

namespace {

class Says : public LineReader {
public:
    Says(std::string text, double certainty) : text_(std::move(text)), certainty_(certainty) {}
    std::vector<LineText> read(const std::vector<Raster>& lines) override {
        LineText line;
        line.words.push_back({text_, certainty_, 0, 10});
        line.certainty = certainty_;
        return std::vector<LineText>(lines.size(), line);
    }
    std::string version() const override { return "a stand-in"; }

private:
    std::string text_;
    double certainty_;
};

SecrecyRules rules() {
    SecrecyRules rules;
    rules.marks = {{"toi-mat", "TỐI MẬT", true, 30, 8, "", 0},
                   {"giai-mat", "GIẢI MẬT", false, 30, 13, "", 0},
                   {"khong-sao-chup", "KHÔNG SAO CHỤP", true, 0, 0, "", 0}};
    rules.harmless = {{"hoa-toc", "HỎA TỐC", true, 0, 0, "", 0}};
    return rules;
}

MarkView candidate(bool stamp) {
    MarkView candidate;
    candidate.width_mm = stamp ? 30 : 45, candidate.height_mm = stamp ? 8 : 5;
    candidate.boxed = candidate.doubled = candidate.red = candidate.apart = stamp;
    candidate.frame = stamp ? 1 : 0;
    candidate.pictures.push_back(Raster{40, 20, 1, 0, std::vector<std::uint8_t>(800, 100)});
    return candidate;
}

std::string answer_of(const std::vector<stages::MarkVerdict>& verdicts) {
    if (verdicts.empty()) return "nothing";
    return (verdicts.front().stops ? "stop " : "ask ") + verdicts.front().code;
}

std::string said(const MarkView& candidate, const std::string& text, double certainty) {
    Says reader(text, certainty);
    return answer_of(stages::MarkJudge(rules())({candidate}, [&]() -> LineReader& { return reader; }));
}

// A network that takes whatever it looks at for the same: these shares, the rest for another word. It sees ink on the
// left as nothing that it knows.
class Sees {
public:
    explicit Sees(const std::vector<std::pair<std::string, double>>& shares) {
        constexpr int pixels = image::StampNet::columns * image::StampNet::rows;
        const std::size_t count = shares.size() + 1;
        std::string codes = "word", offsets, scales = "1", weights(pixels + 1 + int(count), '\0');
        double rest = 1;
        for (const auto& [code, share] : shares) {
            codes += " " + code, scales += " 1", rest -= share;
            offsets += " " + std::to_string(std::log(share));
        }
        weights.front() = weights[pixels + 1] = 1;
        write_file(folder_.path() / "stamps.net", "saoy-stamp-net 3\n0 1 " + std::to_string(count) + "\n" + codes +
                                                      "\n1\n0\n" + scales + "\n" + std::to_string(std::log(rest)) +
                                                      offsets + "\n" + weights);
    }
    // What the judge says of a candidate in which these words are read; once more looked at, nothing is seen in it.
    std::string operator()(MarkView candidate, const std::string& text, double certainty, bool unseen_too = false) {
        return of({unseen_too ? with_unseen(with_seen(candidate)) : with_seen(candidate)}, text, certainty);
    }
    static MarkView with_seen(MarkView candidate) {
        candidate.insides.push_back(blank());
        return candidate;
    }
    static MarkView with_unseen(MarkView candidate) {
        candidate.insides.push_back(blank());
        candidate.insides.back().samples.front() = candidate.insides.back().samples.back() = 0;
        return candidate;
    }
    std::string of(const std::vector<MarkView>& candidates, const std::string& text, double certainty) {
        SecrecyRules known = rules();
        known.net = folder_.path() / "stamps.net";
        Says reader(text, certainty);
        return answer_of(stages::MarkJudge(known)(candidates, [&]() -> LineReader& {
            ++readings;
            return reader;
        }));
    }
    int readings = 0;

private:
    static Raster blank() {
        return {image::StampNet::columns, image::StampNet::rows, 1, 0,
                std::vector<std::uint8_t>(image::StampNet::columns * image::StampNet::rows, 255)};
    }
    TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("a stamp is what is read in it") {
    CHECK(said(candidate(true), "TỐI MẬT", 0.9) == "stop toi-mat");
    CHECK(said(candidate(true), "TOI MÂT", 0.3) == "stop toi-mat");
    CHECK(said(candidate(true), "GIẢI MẬT", 0.9) == "ask giai-mat");
    CHECK(said(candidate(true), "HỎA TỐC", 0.9) == "nothing");
    CHECK(said(candidate(true), "ĐÃ THU TIỀN", 0.95) == "nothing");
    CHECK(said(candidate(true), "|:..", 0.2) == "ask secrecy-frame");
}

TEST_CASE("a line may stand among other words, and is read by its letters") {
    CHECK(said(candidate(false), "Tài liệu không sao chụp.", 0.9) == "stop khong-sao-chup");
    CHECK(said(candidate(false), "Quy định về bảo mật", 0.9) == "nothing");
    CHECK(said(candidate(false), "KHONG SAX CHNP", 0.9) == "ask secrecy-word");  // crossed by something
    CHECK(said(candidate(false), "KHÔNG GIAN CHUNG", 0.9) == "nothing");
    MarkView marred = candidate(false);
    CHECK(said(marred, "IIÔNG 5SAO CIIỤP", 0.4) == "nothing");
    marred.bared = true;  // letters have gone with a border
    CHECK(said(marred, "IIÔNG 5SAO CIIỤP", 0.4) == "ask secrecy-word");
    CHECK(said(marred, "KHÔN#5&4/ ÂN MINH=ØCHỤP", 0.4) == "ask secrecy-word");  // its middle is under a seal
    CHECK(said(marred, "CHỤP ÂN MINH KHÔNG", 0.4) == "nothing");
    CHECK(said(marred, "Khu phố của thửa đất", 0.9) == "nothing");
}

TEST_CASE("a word by itself is no mark's where one picture of it plainly has other accents") {
    class Reads : public Says {
    public:
        explicit Reads(double certainty) : Says("MIẤT", 0.8), plain_(certainty) {}
        std::vector<LineText> read(const std::vector<Raster>& lines) override {
            std::vector<LineText> read = Says::read(lines);
            read.back() = Says("MẤT", plain_).read({lines.back()}).front();
            return read;
        }

    private:
        double plain_;
    };
    SecrecyRules known = rules();
    known.marks.push_back({"mat", "MẬT", true, 20, 8, "", 0});
    MarkView word = candidate(false);
    word.width_mm = 10, word.apart = true;
    word.pictures.push_back(word.pictures.front());
    const auto verdicts = [&](double certainty) {
        Reads reader(certainty);
        return stages::MarkJudge(known)({word}, [&]() -> LineReader& { return reader; }).size();
    };
    CHECK(verdicts(0.95) == 0);
    CHECK(verdicts(0.6) == 1);
}

TEST_CASE("an unreadable part of a frame is no doubt where the whole is plain") {
    class Both : public Says {
    public:
        Both() : Says("", 0) {}
        std::vector<LineText> read(const std::vector<Raster>& lines) override {
            return Says(lines.front().width > 40 ? "HỎA TỐC" : "..!", lines.front().width > 40 ? 0.9 : 0.1).read(lines);
        }
    } reader;
    MarkView whole = candidate(true), part = candidate(true);
    whole.pictures.front() = Raster{60, 20, 1, 0, std::vector<std::uint8_t>(1200, 100)};
    part.x_mm = 6, part.width_mm = 17;
    const stages::MarkJudge judge(rules());
    const auto read = [&]() -> LineReader& { return reader; };
    CHECK(judge({whole, part}, read).empty());
    CHECK(judge({part}, read).size() == 1);
}

TEST_CASE("a network that is sure of a mark stops, whatever cannot be read") {
    CHECK(Sees({{"toi-mat", 0.98}})(candidate(true), "|:..", 0.2) == "stop toi-mat");
    CHECK(Sees({{"toi-mat", 0.95}})(candidate(true), "|:..", 0.2) == "ask secrecy-frame");
    CHECK(Sees({{"toi-mat", 0.6}})(candidate(true), "|:..", 0.2) == "ask secrecy-frame");
}

TEST_CASE("a mark stands in a frame of its own size") {
    MarkView high = candidate(true);
    high.height_mm = 13;
    CHECK(Sees({{"giai-mat", 0.95}})(high, "|:..", 0.2) == "ask giai-mat");
    CHECK(Sees({{"toi-mat", 0.95}})(high, "|:..", 0.2) == "nothing");
    CHECK(Sees({{"giai-mat", 0.95}})(candidate(true), "|:..", 0.2) == "nothing");
}

TEST_CASE("what only one of two looks sees stops beyond doubt alone, and asks unless it is slight") {
    CHECK(Sees({{"toi-mat", 0.25}})(candidate(true), "|:..", 0.2, true) == "nothing");
    CHECK(Sees({{"toi-mat", 0.55}})(candidate(true), "|:..", 0.2, true) == "ask secrecy-frame");
    CHECK(Sees({{"toi-mat", 0.55}})(candidate(true), "ĐÃ THU TIỀN", 0.95, true) == "nothing");
    CHECK(Sees({{"toi-mat", 0.95}})(candidate(true), "|:..", 0.2, true) == "ask secrecy-frame");
    CHECK(Sees({{"toi-mat", 0.98}})(candidate(true), "|:..", 0.2, true) == "stop toi-mat");
}

TEST_CASE("a stamp is asked about though lines of print beside it seem a wider frame") {
    Sees sees({{"toi-mat", 0.8}});
    MarkView wider = candidate(true);
    wider.width_mm = 60, wider.height_mm = 20;
    wider = Sees::with_unseen(wider);
    MarkView stamp = Sees::with_seen(candidate(true));
    CHECK(sees.of({wider}, "đã đăng tích phát triển", 0.95) == "nothing");
    CHECK(sees.of({wider, stamp}, "đã đăng tích phát triển", 0.95) == "ask secrecy-frame");
    stamp.frame = 0.7;  // itself in doubt
    CHECK(sees.of({wider, stamp}, "đã đăng tích phát triển", 0.95) == "nothing");
}

TEST_CASE("a frame that is worn is looked at from beside, where it may be a mark") {
    MarkView worn = candidate(true);
    worn.frame = 0.7;
    MarkView beside = Sees::with_unseen(worn);
    beside.nearby = Sees::with_seen(Sees::with_seen(worn)).insides;
    Sees sees({{"toi-mat", 0.8}});
    CHECK(sees.of({beside}, "|:..", 0.2) == "nothing");  // the frame itself shows nothing at all
    MarkView seen = Sees::with_seen(worn);
    CHECK(Sees({{"toi-mat", 0.95}}).of({seen}, "|:..", 0.2) == "ask secrecy-frame");
    seen.nearby = beside.nearby;
    CHECK(Sees({{"toi-mat", 0.95}}).of({seen}, "|:..", 0.2) == "stop toi-mat");  // looks agree
}

TEST_CASE("in half a frame that lies in a wider one a mark is asked about where looks agree") {
    MarkView wider = candidate(true);
    wider.width_mm = 52, wider.height_mm = 10, wider.frame = 0.7;
    wider = Sees::with_unseen(wider);
    MarkView half = candidate(true);
    half.width_mm = 24, half.frame = 0.58;
    half = Sees::with_seen(Sees::with_seen(half));
    CHECK(Sees({{"toi-mat", 0.9}}).of({wider, half}, "|:..", 0.2) == "ask secrecy-frame");
    CHECK(Sees({{"toi-mat", 0.6}}).of({wider, half}, "|:..", 0.2) == "nothing");
}

TEST_CASE("what most plainly is a harmless stamp is not looked at in parts") {
    const MarkView whole = Sees::with_seen(candidate(true));
    CHECK(Sees({{"toi-mat", 0.04}, {"hoa-toc", 0.95}}).of({whole}, "TỐI MẬT", 0.9) == "nothing");
    CHECK(Sees({{"toi-mat", 0.2}, {"hoa-toc", 0.7}}).of({whole}, "TỐI MẬT", 0.9) == "ask secrecy-word");
}

TEST_CASE("the less there is of a frame, the surer must be what is in it") {
    MarkView part = candidate(true);
    Sees slightly({{"toi-mat", 0.06}}), doubtfully({{"toi-mat", 0.3}}), likely({{"toi-mat", 0.8}});
    CHECK(slightly(part, "|:..", 0.2) == "ask secrecy-frame");
    CHECK(slightly(part, "ĐÃ THU TIỀN", 0.95) == "nothing");
    part.frame = 0.7;
    CHECK(slightly(part, "|:..", 0.2) == "nothing");
    CHECK(doubtfully(part, "|:..", 0.2) == "ask secrecy-frame");
    part.frame = 0.5;
    CHECK(doubtfully(part, "|:..", 0.2) == "nothing");
    CHECK(likely(part, "|:..", 0.2) == "nothing");
}

TEST_CASE("what is read must be seen, too") {
    CHECK(Sees({{"toi-mat", 0.5}})(candidate(true), "TỐI MẬT", 0.9) == "stop toi-mat");
    CHECK(Sees({{"toi-mat", 0.05}})(candidate(true), "TỐI MẬT", 0.9) == "ask secrecy-word");
    CHECK(Sees({{"toi-mat", 0.95}})(candidate(true), "ĐÃ THU TIỀN", 0.95) == "ask secrecy-frame");
}

TEST_CASE("what may be a harmless stamp is not stopped") {
    CHECK(Sees({{"toi-mat", 0.5}, {"hoa-toc", 0.4}})(candidate(true), "TỐI MẬT", 0.9) == "ask secrecy-word");
    CHECK(Sees({{"toi-mat", 0.6}, {"hoa-toc", 0.39}})(candidate(true), "|:..", 0.2) == "ask secrecy-frame");
}

TEST_CASE("what looks like no mark or surely like a harmless one is not read") {
    Sees harmless({{"toi-mat", 0.05}, {"hoa-toc", 0.93}}), other({{"toi-mat", 0.001}});
    CHECK(harmless(candidate(true), "TỐI MẬT", 0.9) == "nothing");
    CHECK(other(candidate(true), "TỐI MẬT", 0.9) == "nothing");
    CHECK(harmless.readings + other.readings == 0);
}

TEST_CASE("a whole frame of two lines asks in any ink, one of a black line hardly") {
    MarkView black = candidate(true);
    black.red = black.apart = false;
    Sees likely({{"toi-mat", 0.6}});
    CHECK(likely(black, "|:..", 0.2) == "ask secrecy-frame");
    black.doubled = false;
    CHECK(likely(black, "|:..", 0.2) == "nothing");
}

TEST_CASE("a table's cell says nothing of the stamp in it") {
    Sees looks({{"toi-mat", 0.8}});
    MarkView stamp = candidate(true), cell = candidate(true);
    stamp.frame = 0.72, stamp.red = false;
    cell.doubled = cell.red = false, cell.width_mm = 42, cell.height_mm = 10;
    CHECK(looks(stamp, "|:..", 0.2) == "ask secrecy-frame");
    CHECK(looks.of({Sees::with_seen(stamp), Sees::with_unseen(cell)}, "|:..", 0.2) == "ask secrecy-frame");
    CHECK(looks.of({Sees::with_unseen(cell)}, "|:..", 0.2) == "nothing");
}

TEST_CASE("candidates come back as they went, and nothing else comes") {
    MarkView sent = candidate(true);
    sent.angle = -12.5, sent.x_mm = 3;
    sent = Sees::with_seen(sent);
    sent.nearby = Sees::with_unseen(sent).insides;
    const auto back = stages::read_candidates(stages::write_candidates({{}, {sent, sent}}));
    REQUIRE(back.size() == 2);
    REQUIRE(back[1].size() == 2);
    CHECK(back[1][0].angle == -12.5);
    CHECK(back[1][0].apart);
    CHECK(back[1][1].pictures.front().samples == sent.pictures.front().samples);
    REQUIRE(back[1][1].insides.size() == 1);
    CHECK(back[1][1].insides.front().samples == sent.insides.front().samples);
    REQUIRE(back[1][1].nearby.size() == 2);
    CHECK(back[1][1].nearby.back().samples == sent.nearby.back().samples);
    CHECK_THROWS_AS(stages::read_candidates(""), Error);
    CHECK_THROWS_AS(stages::read_candidates("{\"pages\":[]}"), Error);
    sent.pictures.front().width = 41;
    CHECK_THROWS_AS(stages::read_candidates(stages::write_candidates({{sent}})), Error);
}
