// SPDX-License-Identifier: Apache-2.0
// Compares the line recogniser with libtesseract on pictures of lines (make_lines).
//
//     agree [--kernel NAME] [--model FILE] [--language vie] [--differences] [--words] [--counts] LINES…
//
// LINES are folders of make_lines. Both sides get the same picture, libtesseract as PSM 13. Prints how many texts are
// the same, the character error rate of both where the text is known, and the CPU time of both; with --differences the
// lines that differ, with --words every word of ours as "right least known" for calibrate, with --counts a last line of
// figures for golden.
#include <tesseract/baseapi.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <sstream>

#include "lib/base/text.hpp"
#include "lib/lstm/reader.hpp"

using namespace saoy;

namespace {

struct Line {
    std::string name, truth;
    Raster picture;
};

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

Raster read_pgm(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string magic;
    Raster raster;
    int most = 0;
    stream >> magic >> raster.width >> raster.height >> most;
    stream.get();
    raster.samples.resize(std::size_t(raster.width) * std::size_t(raster.height));
    stream.read(reinterpret_cast<char*>(raster.samples.data()), std::streamsize(raster.samples.size()));
    if (!stream || magic != "P5") throw std::runtime_error(file + ": not a PGM");
    return raster;
}

std::vector<Line> read_lines(const std::string& folder) {
    std::vector<Line> lines;
    std::ifstream listing(folder + "/lines.tsv");
    for (std::string row; std::getline(listing, row);) {
        const std::size_t tab = row.find('\t');
        lines.push_back({folder + "/" + row.substr(0, tab), row.substr(tab + 1), {}});
        lines.back().picture = read_pgm(lines.back().name);
    }
    return lines;
}

std::vector<std::string> code_points(const std::string& text) {
    std::vector<std::string> points;
    for (const char c : text) {
        if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) points.emplace_back();
        points.back() += c;
    }
    return points;
}

std::size_t distance(const std::string& from, const std::string& to) {
    const std::vector<std::string> a = code_points(from), b = code_points(to);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t corner = row[0]++;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = corner + (a[i - 1] != b[j - 1]);
            corner = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
        }
    }
    return row[b.size()];
}

std::string joined(const LineText& line) {
    std::vector<std::string> words;
    for (const LineWord& word : line.words) words.push_back(word.text);
    return text::join(words, " ");
}

std::string tesseract_text(tesseract::TessBaseAPI& api, const Raster& picture) {
    api.SetImage(picture.samples.data(), picture.width, picture.height, 1, picture.width);
    api.SetSourceResolution(300);
    const std::unique_ptr<char[]> raw(api.GetUTF8Text());
    std::string text = text::nfc(raw ? raw.get() : "");
    std::replace(text.begin(), text.end(), '\n', ' ');
    std::vector<std::string> words = text::split(text, ' ');  // between two of them it may put two blanks
    std::erase(words, "");
    return text::join(words, " ");
}

// A word of ours is right if it stands, as it is, among the words of the truth in the same order (longest common
// sequence).
std::vector<bool> right_words(const std::vector<std::string>& ours, const std::vector<std::string>& truth) {
    const std::size_t n = ours.size(), m = truth.size();
    std::vector<std::vector<int>> best(n + 1, std::vector<int>(m + 1, 0));
    for (std::size_t i = n; i-- > 0;)
        for (std::size_t j = m; j-- > 0;)
            best[i][j] = ours[i] == truth[j] ? best[i + 1][j + 1] + 1 : std::max(best[i + 1][j], best[i][j + 1]);
    std::vector<bool> right(n, false);
    for (std::size_t i = 0, j = 0; i < n && j < m;) {
        if (ours[i] == truth[j])
            right[i++] = true, ++j;
        else if (best[i + 1][j] >= best[i][j + 1])
            ++i;
        else
            ++j;
    }
    return right;
}

}  // namespace

int main(int argc, char** argv) {
    std::string kernel, model = "/usr/share/tesseract-ocr/5/tessdata/vie.traineddata", language = "vie";
    bool differences = false, words = false, alone = false, counts = false;
    std::vector<std::string> folders;
    for (int i = 1; i < argc; ++i) {
        const std::string option = argv[i];
        if (option == "--kernel")
            kernel = argv[++i];
        else if (option == "--model")
            model = argv[++i];
        else if (option == "--language")
            language = argv[++i];
        else if (option == "--differences")
            differences = true;
        else if (option == "--words")
            words = true;
        else if (option == "--counts")
            counts = true;
        else if (option == "--alone")
            alone = true;
        else
            folders.push_back(option);
    }
    std::ostringstream bytes;
    bytes << std::ifstream(model, std::ios::binary).rdbuf();
    const double start = cpu_seconds();
    const auto engine = std::make_shared<const lstm::Engine>(lstm::load_model(bytes.str()), lstm::kernel(kernel));
    const double load = cpu_seconds() - start;
    lstm::LstmReader reader(engine);
    tesseract::TessBaseAPI api;
    const std::string folder = model.substr(0, model.rfind('/'));
    if (api.Init(folder.c_str(), language.c_str(), tesseract::OEM_LSTM_ONLY) != 0) return 1;
    api.SetVariable("debug_file", "/dev/null");
    api.SetPageSegMode(tesseract::PSM_RAW_LINE);

    double ours_time = 0, its_time = 0;
    std::size_t count = 0, same = 0, texts_known = 0, same_known = 0, changed = 0, signs = 0, truth_signs = 0,
                our_errors = 0, its_errors = 0;
    for (const std::string& lines_folder : folders) {
        const std::vector<Line> lines = read_lines(lines_folder);
        std::vector<Raster> pictures;
        for (const Line& line : lines) pictures.push_back(line.picture);
        double before = cpu_seconds();
        const std::vector<LineText> ours = reader.read(pictures);
        ours_time += cpu_seconds() - before;
        if (words) {
            const auto details = reader.read_in_detail(pictures);
            for (std::size_t i = 0; i < lines.size(); ++i) {
                if (lines[i].truth.empty()) continue;
                std::vector<std::string> read;
                for (const auto& word : details[i].words) read.push_back(word.text());
                const std::vector<bool> right = right_words(read, text::split(lines[i].truth, ' '));
                for (std::size_t w = 0; w < read.size(); ++w) {
                    const lstm::SignedWord& word = details[i].words[w];
                    const bool known = word.kind == lstm::WordKind::word || word.kind == lstm::WordKind::number;
                    std::printf("%d %.6f %d %.4f\n", int(right[w]), word.least, int(known), word.confidence);
                }
            }
        }
        for (std::size_t i = 0; i < lines.size(); ++i) {
            ++count;
            const std::string our_text = joined(ours[i]);
            const std::string& truth = lines[i].truth;
            truth_signs += code_points(truth).size();
            if (!truth.empty()) our_errors += distance(our_text, truth);
            if (alone) continue;
            before = cpu_seconds();
            const std::string its_text = tesseract_text(api, lines[i].picture);
            its_time += cpu_seconds() - before;
            signs += code_points(its_text).size();
            changed += distance(our_text, its_text);
            same += our_text == its_text;
            texts_known += !truth.empty();
            same_known += !truth.empty() && our_text == its_text;
            if (!truth.empty()) its_errors += distance(its_text, truth);
            if (differences && our_text != its_text)
                std::printf("%s\n  ours  %s\n  tess  %s\n  truth %s\n", lines[i].name.c_str(), our_text.c_str(),
                            its_text.c_str(), truth.c_str());
        }
    }
    std::fprintf(stderr, "%s, %s, loaded in %.1f ms\n", reader.version().c_str(), engine->model->spec.c_str(),
                 load * 1e3);
    std::fprintf(stderr, "%zu lines: %zu same (%.2f %%), %zu of %zu signs differ (%.3f %%)\n", count, same,
                 100.0 * double(same) / double(count), changed, signs, 100.0 * double(changed) / double(signs));
    std::fprintf(stderr, "CER ours %.3f %%, libtesseract %.3f %% of %zu signs\n",
                 100.0 * double(our_errors) / double(truth_signs), 100.0 * double(its_errors) / double(truth_signs),
                 truth_signs);
    if (counts)
        std::printf("%zu %zu %zu %zu %zu %zu %zu %zu %zu %.2f %.2f\n", count, same, texts_known, same_known, signs,
                    changed, truth_signs, our_errors, its_errors, ours_time, its_time);
    std::fprintf(stderr, "CPU ours %.2f s, libtesseract %.2f s\n", ours_time, its_time);
}
