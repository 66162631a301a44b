// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/searchable.hpp"

#include <cstdint>
#include <map>
#include <utility>

#include "lib/base/files.hpp"
#include "lib/base/text.hpp"
#include "lib/pdf/content.hpp"
#include "lib/pdf/date.hpp"
#include "lib/pdf/deflate.hpp"
#include "lib/pdf/font_objects.hpp"
#include "lib/pdf/placing.hpp"
#include "lib/pdf/text_layer.hpp"
#include "lib/pdf/update.hpp"
#include "lib/pdf/xmp.hpp"

namespace saoy::pdf {

namespace {

constexpr int objects_a_stream = 200;  // readers unpack an object stream whole

std::string packed_stream(std::string entries, const std::string& data) {
    return stream_object(entries + "/Filter/FlateDecode", deflated(data));
}

std::string image_entries(const EncodedImage& image) {
    const auto number = [](int value) { return " " + std::to_string(value); };
    std::string entries = "/Type/XObject/Subtype/Image/Width" + number(image.width) + "/Height" + number(image.height) +
                          "/BitsPerComponent" + number(image.bits) + "/ColorSpace" +
                          (image.components == 3 ? "/DeviceRGB" : "/DeviceGray");
    switch (image.filter) {
        case EncodedImage::Filter::dct: return entries + "/Filter/DCTDecode";
        case EncodedImage::Filter::ccitt_g4:
            return entries + "/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns" + number(image.width) + "/Rows" +
                   number(image.height) + "/BlackIs1 " + (image.black_is_1 ? "true" : "false") + ">>";
        case EncodedImage::Filter::flate: break;
    }
    entries += "/Filter/FlateDecode";
    if (image.png_predictor)
        entries += "/DecodeParms<</Predictor 15/Colors" + number(image.components) + "/BitsPerComponent" +
                   number(image.bits) + "/Columns" + number(image.width) + ">>";
    return entries;
}

// ISO 32000-1, 7.5.7 and 7.5.8: objects one after the other, the small ones packed, and where each of them is.
class ObjectFile {
public:
    explicit ObjectFile(std::function<void(std::string_view)> out) : out_(std::move(out)) {
        write("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    }

    int reserve() { return next_++; }

    void put(int number, const std::string& body) {
        places_[number] = {1, at_, 0};
        write(std::to_string(number) + " 0 obj\n" + body + "\nendobj\n");
    }
    int add(const std::string& body) {
        const int number = reserve();
        put(number, body);
        return number;
    }

    void pack(int number, const std::string& body) {
        packed_.emplace_back(number, body);
        if (int(packed_.size()) == objects_a_stream) write_packed();
    }

    void finish(int root, int info, const std::string& id) {
        write_packed();
        const int number = reserve();
        places_[number] = {1, at_, 0};
        // Four bytes as long as they do: some readers, PoDoFo among them, know no wider offsets.
        const int width = at_ >> 32 == 0 ? 4 : 5;
        std::string rows = std::string(std::size_t(width) + 1, 0) + "\xFF\xFF";
        for (const auto& [object, place] : places_) {
            rows += char(place.kind);
            for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) rows += char(place.where >> shift & 255);
            for (int shift = 8; shift >= 0; shift -= 8) rows += char(place.index >> shift & 255);
        }
        const std::size_t start = at_;
        put(number,
            packed_stream("/Type/XRef/W[1 " + std::to_string(width) + " 2]/Size " + std::to_string(next_) + "/Root " +
                              reference(root) + "/Info " + reference(info) + "/ID[<" + id + "><" + id + ">]",
                          rows));
        write("startxref\n" + std::to_string(start) + "\n%%EOF\n");
    }

private:
    struct Place {
        int kind = 1;  // 1: at offset `where`; 2: in object stream `where`, the `index`th
        std::size_t where = 0;
        int index = 0;
    };

    void write(std::string_view bytes) {
        out_(bytes);
        at_ += bytes.size();
    }

    void write_packed() {
        if (packed_.empty()) return;
        const int holder = reserve();
        std::string places, bodies;
        int index = 0;
        for (const auto& [number, body] : packed_) {
            places += std::to_string(number) + " " + std::to_string(bodies.size()) + " ";
            bodies += body + "\n";
            places_[number] = {2, std::size_t(holder), index++};
        }
        put(holder, packed_stream(
                        "/Type/ObjStm/N " + std::to_string(packed_.size()) + "/First " + std::to_string(places.size()),
                        places + bodies));
        packed_.clear();
    }

    std::function<void(std::string_view)> out_;
    std::size_t at_ = 0;
    int next_ = 1;
    std::map<int, Place> places_;
    std::vector<std::pair<int, std::string>> packed_;
};

std::string info_entries(const Metadata& m) {
    std::string out = "<<";
    const auto set = [&](const char* name, const std::string& text) {
        if (!text.empty()) out += std::string("/") + name + text_string_of(printable(text));
    };
    set("Title", m.title);
    set("Author", m.author);
    set("Subject", m.subject);
    set("Creator", m.creator);
    set("Producer", m.producer);
    return out + "/CreationDate(" + pdf_date(m.at) + ")/ModDate(" + pdf_date(m.at) + ")>>";
}

}  // namespace

struct SearchableWriter::State {
    State(std::function<void(std::string_view)> out, Metadata its_metadata, Fonts its_fonts)
        : file(std::move(out)),
          metadata(std::move(its_metadata)),
          fonts(std::move(its_fonts)),
          catalog(file.reserve()),
          tree(file.reserve()),
          font(file.reserve()) {}

    void write_font() {
        put_font(
            text.font_parts(fonts.text_layer), font,
            [&](const std::string& body) {
                if (body.ends_with("endstream")) return file.add(body);
                const int number = file.reserve();
                file.pack(number, body);
                return number;
            },
            [&](int number, const std::string& body) { file.pack(number, body); });
    }

    ObjectFile file;
    Metadata metadata;
    Fonts fonts;
    TextLayer text;
    int catalog, tree, font;
    std::string kids;
    int pages = 0;
};

SearchableWriter::SearchableWriter(std::function<void(std::string_view)> out, Metadata metadata, const Fonts& fonts)
    : state_(new State(std::move(out), std::move(metadata), fonts)) {}

SearchableWriter::~SearchableWriter() = default;

void SearchableWriter::add(const CopyPage& page) {
    State& state = *state_;
    const Size size = page_size(page);
    const int image = state.file.add(stream_object(image_entries(page.image), page.image.bytes));
    std::string text = page.text ? state.text.operators(*page.text, size.width, size.height) : "";
    if (const std::string lean = text_turn(page); !text.empty() && !lean.empty()) text = "q\n" + lean + text + "Q\n";
    const int content = state.file.add(packed_stream("", placed(page, "Image") + text));
    const int number = state.file.reserve();
    state.file.pack(
        number,
        "<</Type/Page/Parent " + reference(state.tree) + "/MediaBox[0 0 " + numbers(size.width, size.height) +
            "]/Contents " + reference(content) + "/Resources<</XObject<</Image " + reference(image) + ">>" +
            (text.empty() ? "" : std::string("/Font<</") + TextLayer::resource + " " + reference(state.font) + ">>") +
            ">>>>");
    state.kids += (state.pages++ == 0 ? "" : " ") + reference(number);
}

void SearchableWriter::finish() {
    State& state = *state_;
    if (state.pages == 0) throw Error(Fault::input, "no-pages", text::tr("there is no page to write"));
    if (state.text.used())
        state.write_font();
    else
        state.file.pack(state.font, "null");
    const std::string icc = read_file(state.fonts.icc, std::size_t(16) << 20);
    const int profile = state.file.add(packed_stream("/N 3", icc));
    const int xmp = state.file.add(stream_object("/Type/Metadata/Subtype/XML", xmp_packet(state.metadata, 2)));
    state.file.pack(state.tree, "<</Type/Pages/Count " + std::to_string(state.pages) + "/Kids[" + state.kids + "]>>");
    state.file.pack(state.catalog, "<</Type/Catalog/Pages " + reference(state.tree) + "/Metadata " + reference(xmp) +
                                       "/Lang" + text_string_of(state.metadata.language) +
                                       "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
                                       "/Info(sRGB IEC61966-2.1)/DestOutputProfile " +
                                       reference(profile) + ">>]>>");
    const int info = state.file.reserve();
    state.file.pack(info, info_entries(state.metadata));
    state.file.finish(state.catalog, info, file_id(state.metadata.key));
}

// FNV-1a, twice: an /ID must differ from file to file (ISO 32000-1, 14.4), it protects nothing.
std::string file_id(const std::string& key) {
    std::string id;
    for (std::uint64_t hash : {0xcbf29ce484222325ULL, 0x9ae16a3b2f90404fULL}) {
        for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
        for (int shift = 56; shift >= 0; shift -= 8) id += char(hash >> shift & 255);
    }
    return hex(id);
}

std::string write_searchable(const std::vector<CopyPage>& pages, const Metadata& metadata, const Fonts& fonts) {
    std::string bytes;
    SearchableWriter writer([&](std::string_view more) { bytes += more; }, metadata, fonts);
    for (const CopyPage& page : pages) writer.add(page);
    writer.finish();
    return bytes;
}

}  // namespace saoy::pdf
