// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/searchable.hpp"

#include <algorithm>
#include <map>

#include "lib/base/error.hpp"
#include "lib/base/in_order.hpp"
#include "lib/base/text.hpp"
#include "lib/base/whole_file.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/image/page_image.hpp"
#include "lib/pdf/searchable.hpp"
#include "lib/xml/alto.hpp"

namespace saoy::stages {

using text::fill;
using text::tr;

std::vector<pdf::CopyPage> pdf_pages(const Folder& folder, const std::vector<const Page*>& sources, double turn_from,
                                     Executor& executor) {
    std::map<std::string, std::string> masters;
    for (const Page* source : sources)
        if (!masters.contains(source->master.path)) masters[source->master.path] = folder.read(source->master);
    std::vector<pdf::CopyPage> pages(sources.size());
    executor.for_each(sources.size(), [&](std::size_t i) {
        const Page& source = *sources[i];
        try {
            pdf::CopyPage& page = pages[i];
            page.image = source.flat ? image::encode_for_pdf(folder.read(*source.flat), 0)
                                     : image::encode_for_pdf(masters.at(source.master.path), source.frame);
            page.dpi_x = source.dpi_x;
            page.dpi_y = source.dpi_y;
            page.geometry = source.geometry;
            page.turn_from = turn_from;
            if (source.text) page.text = xml::read_alto(folder.read(*source.text), source.geometry);
        } catch (Error& error) {
            throw error.in(fill(tr("page {0}"), {std::to_string(source.number)}));
        }
    });
    return pages;
}

namespace {

constexpr int format_version = 3;  // of the files that are made: raise it when they change

// Happenings of one file, as the user named it.
class Teller {
public:
    Teller(Events& events, const Path& input) : events_(&events), input_(input.string()) {}
    void operator()(Event::Kind kind, int page, std::vector<std::pair<std::string, double>> numbers) const {
        emit(kind, page, "", "", "", std::move(numbers));
    }
    void operator()(Event::Kind kind, int page, const Error& error) const {
        emit(kind, page, error.code(), error.what(), error.hint(), {});
    }
    void emit(Event::Kind kind, int page, std::string code, std::string sentence, std::string hint,
              std::vector<std::pair<std::string, double>> numbers) const {
        events_->emit(
            {kind, "ocr", input_, page, std::move(code), std::move(sentence), std::move(hint), std::move(numbers)});
    }

private:
    Events* events_;
    std::string input_;
};

// BCP 47 as a PDF's /Lang, from Tesseract's "vie+eng".
std::string main_language(const std::string& languages) {
    const std::string first = text::split(languages, '+').front();
    return first == "vie" ? "vi" : first == "eng" ? "en" : first.substr(0, 3);
}

// Our files end with their /ID: one that is there whole tells what it was made of.
bool is_made_already(const Path& pdf, const std::string& id) {
    constexpr std::size_t tail = 4096;
    if (!std::filesystem::is_regular_file(pdf)) return false;
    const MappedFile file(pdf);
    const std::string_view bytes = file.bytes();
    return bytes.substr(bytes.size() - std::min(bytes.size(), tail)).find("<" + id + ">") != std::string_view::npos;
}

Error already_electronic() {
    return Error(Fault::input, "already-electronic",
                 tr("the PDF carries an electronic signature: it is an electronic document already, no scan"),
                 tr("keep it as it is and use it as the original; saoy-verify checks its signature"));
}

int count_words(const PageText& page) {
    std::size_t words = 0;
    for (const Block& block : page.blocks)
        for (const Line& line : block.lines) words += line.words.size();
    return int(words);
}

}  // namespace

Searchable::Searchable(Options options)
    : options_(std::move(options)),
      workers_([this] { return std::make_unique<PageWorker>(options_.worker); }, std::size_t(options_.jobs)),
      places_([] { return std::make_unique<Place>(); }, std::size_t(options_.jobs) + 1) {
    const auto first = workers_.borrow();
    if (options_.many) start_second();
    version_ = first->version();  // a missing model is told before the first file is opened
}

// While the first looks into a file of perhaps many pages.
void Searchable::start_second() const {
    std::call_once(second_, [this] { workers_.make_one_more(); });
}

// One file on its way.
class Searchable::Work {
public:
    Work(const Searchable& stage, const Order& order, const Clock& clock, Executor& executor, const Teller& tell)
        : stage_(stage),
          order_(order),
          executor_(executor),
          tell_(tell),
          place_(stage.places_.borrow()),
          input_(order.input) {
        ++stage.reading_;
        if (order.last) stage.no_more_ = true;
        const InputKind kind = kind_of(input_.bytes());
        pdf_ = kind == InputKind::pdf;
        if (pdf_ || kind == InputKind::tiff) stage.start_second();
        metadata_.title = order.input.stem().string();
        metadata_.language = main_language(stage.options_.worker.reader.languages);
        metadata_.creator = "saoy-ocr";
        metadata_.producer = "saoy " SAOY_VERSION;
        metadata_.at = clock.now();
        metadata_.key = crypto::sha256(input_.bytes()) + " " + stage.parameters(order.choice);
    }

    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;
    ~Work() { end_reading(); }

    bool is_done() const {
        return !order_.choice.redo && is_made_already(order_.pdf, pdf::file_id(metadata_.key)) &&
               (!order_.sidecar || std::filesystem::exists(*order_.sidecar));
    }

    void tell_unchanged() const {
        tell_.emit(Event::Kind::skipped, 0, "unchanged",
                   fill(tr("{0} has been made of it already"), {order_.pdf.string()}), "", {});
    }

    std::vector<Summary> run() {
        const Json answer = stage_.workers_.borrow()->open({absolute(order_.input), pdf_, folder_.path().string()});
        if (answer.contains("electronic")) return keep_signed(answer.at("electronic").get<int>());
        plan_ = plan_pages(answer, pdf_, order_.choice);
        settle();
        tell_(Event::Kind::started, 0, {{"pages", double(plan_.to_read)}});
        summaries_.resize(plan_.pages.size());
        if (!plan_.anew && plan_.to_read == 0) {
            keep_file(int(plan_.pages.size()));
            return {};
        }
        WholeFile out(order_.pdf);
        if (plan_.anew)
            make_anew(out);
        else
            add_text(out);
        end_reading();
        if (!order_.sidecar) {
            out.put_in_place();
        } else {  // the PDF last: where both are, all is done
            WholeFile sidecar(*order_.sidecar);
            sidecar.write(text::nfc(plain_));
            WholeFile::put_in_place(sidecar, out);
        }
        return std::move(summaries_);
    }

private:
    static std::string absolute(const Path& path) { return std::filesystem::absolute(path).string(); }

    std::vector<Summary> keep_signed(int pages) {
        if (!order_.choice.skip_text) throw already_electronic();
        tell_.emit(Event::Kind::warning, 0, "already-electronic",
                   tr("the PDF is signed: it is kept byte for byte as the electronic document that it is"), "", {});
        keep_file(pages);
        return {};
    }

    // There is nothing to add; a copy that is there already stays.
    void keep_file(int pages) const {
        if (order_.sidecar) write_file(*order_.sidecar, std::string(std::size_t(std::max(0, pages - 1)), '\f'));
        if (std::filesystem::is_regular_file(order_.pdf) && MappedFile(order_.pdf).bytes() == input_.bytes())
            tell_unchanged();
        else
            write_file(order_.pdf, input_.bytes());
    }

    // Pages that are not one image are drawn, to be read; every image gets a resolution.
    void settle() {
        const ScanRules& rules = stage_.options_.rules;
        std::vector<IntakePage> taken;
        for (PlannedPage& page : plan_.pages) {
            if (page.read && !page.is_image) draw(page);
            if (page.is_image || page.read) taken.push_back(page.taken);
        }
        settle_resolution(taken, {stage_.options_.worker.reader.children, "", rules, stage_.options_.dpi});
        auto next = taken.begin();
        for (PlannedPage& page : plan_.pages)
            if (page.is_image || page.read) page.taken = *next++;
    }

    void draw(PlannedPage& page) const {
        const ScanRules& rules = stage_.options_.rules;
        const int number = page.taken.page.number;
        const std::string name = "p" + std::to_string(number) + ".png";
        draw_page(absolute(order_.input), {{"width_inch", page.width}, {"height_inch", page.height}}, number,
                  folder_.path() / name, rules);
        const Json drawn = stage_.workers_.borrow()->open({(folder_.path() / name).string(), false, ""});
        page.taken = {page_from(drawn.at("pages").at(0), number, name), 0, {}};  // pdftoppm has turned it
        page.taken.page.rendered = true;
        page.taken.page.dpi_x = page.taken.page.dpi_y = rules.render_dpi;
    }

    // The processes' memory is given back while the last files are made durable.
    void end_reading() {
        if (!place_) return;
        place_.reset();
        if (--stage_.reading_ > 0 || !stage_.no_more_) return;
        ending_ = stage_.workers_.take_free();
        for (const auto& worker : ending_) worker->let_go();
    }

    // The last pages of all: fewer than there are cores share them.
    int threads_for(std::size_t page) const {
        const auto left = plan_.pages.size() - page;
        return order_.last ? std::max(1, stage_.options_.jobs / int(std::min<std::size_t>(left, 1U << 20))) : 1;
    }

    struct ReadPage {
        PageAnswer answer;
        std::optional<PageText> text;
    };

    ReadPage read(const PlannedPage& planned, int threads, Summary& summary) const {
        const Page& source = planned.taken.page;
        const Path file = source.master.path.empty() ? order_.input : folder_.path() / source.master.path;
        try {
            ReadPage page{
                stage_.workers_.borrow()->read({absolute(file), source.frame, source.dpi_x, planned.taken.rotation,
                                                source.number, planned.read, threads}),
                {}};
            const PageAnswer& answer = page.answer;
            if (!planned.read) return page;
            if (!answer.alto.empty()) page.text = xml::read_alto(answer.alto);  // the process reads on meanwhile
            summary = {source.number, answer.blank, page.text ? count_words(*page.text) : 0,
                       page.text ? mean_confidence(*page.text) : 0};
            if (answer.cut) tell_(Event::Kind::warning, source.number, *answer.cut);
            tell_(Event::Kind::progress, source.number,
                  {{"confidence", summary.confidence}, {"words", double(summary.words)}});
            return page;
        } catch (Error& error) {
            if (plan_.pages.size() > 1) error.in(fill(tr("page {0}"), {std::to_string(source.number)}));
            throw;
        }
    }

    // Reads the pages, several at a time, and hands each on as soon as all before it are: the document is written while
    // it is read.
    void read_all(const std::function<void(const PlannedPage&, ReadPage&&)>& take) {
        InOrder<ReadPage> answers([&](std::size_t i, ReadPage&& page) {
            if (i > 0) plain_ += '\f';
            if (page.text) plain_ += plain_text(*page.text);
            take(plan_.pages[i], std::move(page));
        });
        executor_.for_each(plan_.pages.size(), [&](std::size_t) {
            answers.make_next([&](std::size_t i) {
                const PlannedPage& page = plan_.pages[i];
                summaries_[i].number = page.taken.page.number;
                return page.read || plan_.anew ? read(page, threads_for(i), summaries_[i]) : ReadPage{};
            });
        });
    }

    void make_anew(WholeFile& out) {
        pdf::SearchableWriter writer([&](std::string_view bytes) { out.write(bytes); }, metadata_,
                                     stage_.options_.fonts);
        read_all([&](const PlannedPage& planned, ReadPage&& read) {
            PageAnswer& answer = read.answer;
            const Page& source = planned.taken.page;
            const Path file = folder_.path() / source.master.path;
            pdf::CopyPage page;
            page.image = std::move(answer.image);
            page.geometry = answer.geometry;
            if (answer.geometry.perspective) {  // the photograph lies as it was taken, and its text aslant on it
                page.read_as = answer.geometry;
                page.geometry = {};
                page.geometry.rotation = answer.geometry.rotation;
            }
            page.turn_from = stage_.options_.rules.turn_from;
            page.text = std::move(read.text);
            if (page.image.bytes.empty())  // a JPEG goes as it is
                page.image.bytes = source.master.path.empty() ? std::string(input_.bytes()) : read_file(file);
            page.dpi_x = page.read_as ? answer.dpi : source.dpi_x;
            page.dpi_y = page.read_as ? answer.dpi : source.dpi_y;
            writer.add(page);
        });
        writer.finish();
    }

    void add_text(WholeFile& out) {
        UpdateOrder update{absolute(order_.input), stage_.options_.fonts.text_layer, pdf::file_id(metadata_.key), {}};
        read_all([&](const PlannedPage& planned, ReadPage&& read) {
            if (read.text) update.texts.emplace_back(std::move(read.answer.alto), place_of(planned, read));
        });
        out.write(input_.bytes());
        if (!update.texts.empty()) out.write(stage_.workers_.borrow()->update(update));
    }

    // From the text's pixels to the page as it is shown, its sides 1 long.
    static std::array<double, 6> place_of(const PlannedPage& planned, const ReadPage& read) {
        const Page& source = planned.taken.page;
        Geometry lies;
        lies.rotation = std::max(0, planned.taken.rotation);
        const Size shown = derived_size(lies, source.width, source.height);
        const PageMap as_shown(lies, source.width, source.height, shown.width, shown.height);
        const PageMap as_read(read.answer.geometry, source.width, source.height, read.text->width, read.text->height);
        const auto onto = [&](double x, double y) {
            const Point p = as_shown.to_derived(as_read.to_master(Point{x, y}));
            return Point{p.x / shown.width, p.y / shown.height};
        };
        const double width = read.text->width, height = read.text->height;
        const Point origin = onto(0, 0), right = onto(width, 0), below = onto(0, height);
        return {(right.x - origin.x) / width,
                (right.y - origin.y) / width,
                (below.x - origin.x) / height,
                (below.y - origin.y) / height,
                origin.x,
                origin.y};
    }

    const Searchable& stage_;
    const Order& order_;
    Executor& executor_;
    const Teller& tell_;
    std::optional<Pool<Place>::Loan> place_;
    MappedFile input_;
    bool pdf_ = false;
    pdf::Metadata metadata_;
    TemporaryFolder folder_;
    PagePlan plan_;
    std::vector<Summary> summaries_;
    std::string plain_;
    std::vector<std::unique_ptr<PageWorker>> ending_;
};

std::string Searchable::parameters(const PageChoice& choice) const {
    std::string ranges;
    for (const auto& [first, last] : choice.pages) ranges += std::to_string(first) + "-" + std::to_string(last) + ",";
    return options_.worker.reader.languages + " " + version_ + " " + std::to_string(options_.dpi.value_or(0)) + " " +
           ranges + (choice.skip_text ? " skip-text" : "") + " " + std::to_string(format_version);
}

std::optional<std::vector<Searchable::Summary>> Searchable::operator()(const Order& order, const Clock& clock,
                                                                       Executor& executor, Events& events) const {
    const Teller tell(events, order.input);
    Work work(*this, order, clock, executor, tell);
    if (work.is_done()) {
        work.tell_unchanged();
        return std::nullopt;
    }
    std::vector<Summary> summaries = work.run();
    tell(Event::Kind::finished, 0, {{"pages", double(summaries.size())}});
    return summaries;
}

}  // namespace saoy::stages
