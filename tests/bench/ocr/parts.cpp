// SPDX-License-Identifier: Apache-2.0
// CPU seconds a page of saoy-ocr --pdf by part, in one thread and without the processes around it; `profile` adds
// those.
//
// Usage: ocr_parts [--kernel NAME] IMAGE…     JPEG, PNG or TIFF at 300 dpi unless it says otherwise; its first page
#include <cstdio>
#include <ctime>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "lib/base/files.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/image/page_image.hpp"
#include "lib/pdf/searchable.hpp"
#include "lib/stages/direction.hpp"
#include "lib/stages/line_readers.hpp"
#include "lib/stages/page_reading.hpp"
#include "lib/stages/page_work.hpp"
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
    // Some of what was counted there belongs here.
    void move(const char* from, const char* to, double seconds) {
        if (!spent_.contains(to)) order_.push_back(to);
        spent_[from] -= seconds;
        spent_[to] += seconds;
    }
    void print(int pages) const {
        double all = 0;
        for (const std::string& name : order_) all += spent_.at(name);
        for (const std::string& name : order_)
            std::printf("%-34s %7.2f ms  %4.1f %%\n", name.c_str(), 1e3 * spent_.at(name) / pages,
                        100 * spent_.at(name) / all);
        std::printf("%-34s %7.2f ms\n", "all", 1e3 * all / pages);
    }

private:
    std::vector<std::string> order_;
    std::map<std::string, double> spent_;
};

// Stands between the page and its recogniser to tell their times apart.
class Timed : public LineReader {
public:
    explicit Timed(LineReader& reader) : reader_(&reader) {}
    std::vector<LineText> read(const std::vector<Raster>& lines) override {
        const double before = cpu_seconds();
        auto texts = reader_->read(lines);
        spent += cpu_seconds() - before;
        return texts;
    }
    std::string version() const override { return reader_->version(); }

    double spent = 0;

private:
    LineReader* reader_;
};

// A page as stages::work_on_page() reads it, part by part.
class Reading {
public:
    Reading(Parts& part, LineReader& reader, const std::string& bytes, double dpi)
        : part_(part), reader_(reader), bytes_(bytes), dpi_(dpi) {}

    PageText operator()() {
        const auto view = part_("decoding", [&] {
            return std::make_unique<image::PageView>(bytes_, 0, image::Told{.dpi = dpi_}, image::PageView::Use::read);
        });
        const auto glance = part_("finding how it lies", [&] { return view->glance(); });
        image::Look look = glance ? *glance : whole_look(*view);
        PageText text;
        if (!look.blank) text = read(*view, look);
        if (glance && !stages::reads_well(text)) {
            look = whole_look(*view);
            if (look.geometry != glance->geometry) text = look.blank ? PageText{} : read(*view, look);
        }
        if (!look.sure && !stages::reads_well(text)) {
            const auto rotation =
                part_("reading which way is up", [&] { return stages::read_direction(*view, look, reader_); });
            if (rotation && *rotation != look.geometry.rotation) {
                look.geometry = view->turned_to(look, *rotation);
                text = read(*view, look);
            }
        }
        geometry = look.geometry;
        return text;
    }

    Geometry geometry;

private:
    image::Look whole_look(image::PageView& view) {
        return part_("finding how it lies", [&] { return view.look(); });
    }

    PageText read(image::PageView& view, const image::Look& look) {
        constexpr const char* lines = "finding lines, reading order";
        Timed timed(reader_);
        Geometry lying = look.geometry;
        lying.perspective.reset();
        std::string flat;
        if (look.geometry.perspective) flat = part_("photographs seen from above", [&] { return view.flat(look); });
        const double dpi = flat.empty() ? dpi_ : look.dpi;
        const auto again = [&](image::Detail detail) {
            const double before = cpu_seconds();
            auto image = image::reading_image(flat.empty() ? bytes_ : flat, 0, dpi, lying, detail);
            finer_ += cpu_seconds() - before;
            return image;
        };
        auto image = part_("cleaning, turning, straightening", [&] {
            return flat.empty() ? view.reading(lying) : image::reading_image(flat, 0, dpi, lying);
        });
        finer_ = 0;
        auto reading = part_(lines, [&] { return stages::read_page(std::move(image), dpi, again, timed); });
        part_.move(lines, "recognising", timed.spent);
        part_.move(lines, "small print decoded, cleaned anew", finer_);
        return std::move(reading.text);
    }

    Parts& part_;
    LineReader& reader_;
    const std::string& bytes_;
    double dpi_, finer_ = 0;
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
    for (const std::string& file : files) {
        const std::string bytes = part("reading the file, its digest", [&] {
            std::string read = read_file(file);
            crypto::sha256(read);
            return read;
        });
        const auto frame = image::probe(bytes, 200, 1000).front();
        const double dpi = frame.dpi_x > 0 ? frame.dpi_x : 300;
        Reading reading(part, *reader, bytes, dpi);
        PageText text = reading();
        part("writing and reading ALTO", [&] {
            text = xml::read_alto(xml::write_alto(text, {file, "bench"}));
            return 0;
        });
        part("writing PDF", [&] {
            pdf::CopyPage page;
            page.image = image::encode_for_pdf(bytes, 0);
            page.dpi_x = page.dpi_y = dpi;
            page.geometry.rotation = reading.geometry.rotation;
            page.text = text;
            pdf::Metadata metadata;
            metadata.key = file;
            return pdf::write_searchable({page}, metadata, fonts);
        });
    }
    part.print(int(files.size()));
    return 0;
}
