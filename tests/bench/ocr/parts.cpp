// SPDX-License-Identifier: Apache-2.0
// CPU seconds a page of saoy-ocr --pdf by part, in one thread and without the processes around it.
//
// Usage: ocr_parts [--kernel NAME] IMAGE…     JPEG, PNG or TIFF at 300 dpi unless it says otherwise
#include <cstdio>
#include <ctime>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "lib/base/files.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/image/lines.hpp"
#include "lib/image/page_image.hpp"
#include "lib/pdf/searchable.hpp"
#include "lib/stages/direction.hpp"
#include "lib/stages/line_readers.hpp"
#include "lib/stages/page_reading.hpp"
#include "lib/xml/alto.hpp"

using namespace saoy;

namespace {

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

class Parts {
public:
    template <class Work>
    auto operator()(const char* name, const Work& work) {
        const double before = cpu_seconds();
        auto result = work();
        if (!spent_.contains(name)) order_.push_back(name);
        spent_[name] += cpu_seconds() - before;
        return result;
    }
    void print(int pages) const {
        double all = 0;
        for (const std::string& name : order_) all += spent_.at(name);
        for (const std::string& name : order_)
            std::printf("%-34s %7.1f ms  %4.1f %%\n", name.c_str(), 1e3 * spent_.at(name) / pages,
                        100 * spent_.at(name) / all);
        std::printf("%-34s %7.1f ms\n", "all", 1e3 * all / pages);
    }

private:
    std::vector<std::string> order_;
    std::map<std::string, double> spent_;
};

// Stands between the page and its recogniser to tell their times apart.
class Timed : public LineReader {
public:
    Timed(LineReader& reader, double& spent) : reader_(&reader), spent_(&spent) {}
    std::vector<LineText> read(const std::vector<Raster>& lines) override {
        const double before = cpu_seconds();
        auto texts = reader_->read(lines);
        *spent_ += cpu_seconds() - before;
        return texts;
    }
    std::string version() const override { return reader_->version(); }

private:
    LineReader* reader_;
    double* spent_;
};

}  // namespace

int main(int argc, char** argv) {
    std::vector<std::string> files(argv + 1, argv + argc);
    stages::ReaderChoice choice;
    if (files.size() > 1 && files[0] == "--kernel") {
        choice.kernel = files[1];
        files.erase(files.begin(), files.begin() + 2);
    }
    if (files.empty()) return 64;
    Parts part;
    const auto reader = stages::line_readers(choice)();
    Fonts fonts;
    fonts.text_layer = "/usr/share/tesseract-ocr/5/tessdata/pdf.ttf";
    fonts.icc = "/usr/share/color/icc/ghostscript/srgb.icc";
    double recognising = 0;
    int glanced = 0, looked = 0;
    for (const std::string& file : files) {
        const std::string bytes = part("reading the file", [&] { return read_file(file); });
        part("hashing it", [&] { return crypto::sha256(bytes); });
        const auto frame = image::probe(bytes, 200, 1).front();
        const double dpi = frame.dpi_x > 0 ? frame.dpi_x : 300;
        const auto view = part("decoding", [&] {
            return std::make_unique<image::PageView>(bytes, 0, image::Told{.dpi = dpi}, image::PageView::Use::read);
        });
        image::Look look = part("finding how it lies", [&] {
            const auto glance = view->glance();
            ++(glance ? glanced : looked);
            return glance ? *glance : view->look();
        });
        if (look.blank || look.geometry.perspective) {
            std::printf("%s: %s\n", file.c_str(), look.blank ? "blank" : "photographed aslant: not counted further");
            continue;
        }
        auto image = part("cleaning, turning, straightening", [&] { return view->reading(look.geometry); });
        part("finding lines (alone, once more)", [&] { return image::find_lines(image.grey); });
        Timed timed(*reader, recognising);
        auto reading = part("finding lines, recognising, order", [&] {
            return stages::read_page(
                std::move(image), dpi,
                [&](image::Detail detail) { return image::reading_image(bytes, 0, dpi, look.geometry, detail); },
                timed);
        });
        const std::string alto = part("writing ALTO", [&] { return xml::write_alto(reading.text, {file, "bench"}); });
        const PageText text = part("reading ALTO", [&] { return xml::read_alto(alto); });
        part("writing PDF", [&] {
            pdf::CopyPage page;
            page.image = image::encode_for_pdf(bytes, 0);
            page.dpi_x = page.dpi_y = dpi;
            page.geometry = look.geometry;
            page.text = text;
            pdf::Metadata metadata;
            metadata.key = file;
            return pdf::write_searchable({page}, metadata, fonts);
        });
    }
    const int pages = int(files.size());
    part.print(pages);
    std::printf("of these, in the recogniser: %.1f ms; a glance sufficed to see how %d of %d pages lie\n",
                1e3 * recognising / pages, glanced, glanced + looked);
    return 0;
}
