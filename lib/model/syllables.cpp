// SPDX-License-Identifier: Apache-2.0
// Onsets and rimes as in Đoàn Thiện Thuật, "Ngữ âm tiếng Việt"; places of tone marks as in "Quy định về chính tả tiếng
// Việt" (Bộ Giáo dục và Đào tạo, QĐ 1989/QĐ-BGDĐT, 2018), which leaves "hòa" and "hoà" both in use.
#include "lib/model/syllables.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/text.hpp"

namespace saoy {

namespace {

enum Tone { level, grave, hook, tilde, acute, dot };

// Each vowel with its six tones, in the order of Tone.
constexpr std::array<std::u32string_view, 12> vowels{
    U"aàảãáạ", U"ăằẳẵắặ", U"âầẩẫấậ", U"eèẻẽéẹ", U"êềểễếệ", U"iìỉĩíị",
    U"oòỏõóọ", U"ôồổỗốộ", U"ơờởỡớợ", U"uùủũúụ", U"ưừửữứự", U"yỳỷỹýỵ",
};

constexpr std::array<std::u32string_view, 28> onsets{
    U"",  U"b",  U"c",   U"ch", U"d", U"đ",  U"g",  U"gh", U"gi", U"h", U"k",  U"kh", U"l", U"m",
    U"n", U"ng", U"ngh", U"nh", U"p", U"ph", U"qu", U"r",  U"s",  U"t", U"th", U"tr", U"v", U"x",
};

constexpr std::u32string_view rimes =
    U" a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et "
    U"ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu o oc oi om on ong ooc oong op "
    U"ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet ô ôc ôi ôm ôn ông ôp ôt "
    U"ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt uân uâng uât uây uê uêch uên uênh uêt uơ uy "
    U"uya uych uyn uynh uyp uyt uyu uyên uyêt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu "
    U"y yêm yên yêng yêt yêu ";
// After "qu", whose u is heard in the rime.
constexpr std::u32string_view rimes_after_qu =
    U" a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây e en eo et ê êch ên ênh êt êu i ich in "
    U"it "
    U"ơ ôc y ych yên yêt ynh yt yu ";

bool listed(std::u32string_view list, const std::u32string& word) {
    return list.find(U' ' + word + U' ') != std::u32string_view::npos;
}

bool is_in(char32_t letter, std::u32string_view set) { return set.find(letter) != std::u32string_view::npos; }

// Small letters; code points that are no capitals stay.
char32_t small(char32_t c) {
    if (c >= U'A' && c <= U'Z') return c + 32;
    if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
    // in these blocks a capital is even and its small letter follows
    const bool pairs = (c >= 0x102 && c <= 0x129 && c != 0x127) || c == 0x168 || (c >= 0x1EA0 && c <= 0x1EF9);
    if (pairs && c % 2 == 0) return c + 1;
    if (c == 0x1A0 || c == 0x1AF) return c + 1;  // Ơ, Ư
    return c;
}

struct Letters {
    std::u32string plain;  // without tone marks
    Tone tone = level;
    std::size_t tone_at = 0;
    int tones = 0;
};

Letters without_tone(const std::u32string& word) {
    Letters letters;
    for (const char32_t letter : word) {
        char32_t plain = letter;
        for (const std::u32string_view& vowel : vowels)
            if (const auto at = vowel.find(letter); at != std::u32string_view::npos) {
                plain = vowel.front();
                if (at > 0) letters.tone = Tone(at), letters.tone_at = letters.plain.size(), ++letters.tones;
            }
        letters.plain += plain;
    }
    return letters;
}

// Where in a rime its tone mark may stand.
bool tone_fits(const std::u32string& rime, std::size_t at) {
    const std::size_t end = rime.find_first_not_of(U"aăâeêioôơuưy");
    const std::u32string vowel = rime.substr(0, end);
    const bool closed = end != std::u32string::npos;
    if (const auto marked = vowel.find_last_of(U"ăâêôơ"); marked != std::u32string::npos) return at == marked;
    if (const auto horned = vowel.find(U'ư'); horned != std::u32string::npos) return at == horned;
    if (vowel.size() == 1) return at == 0;
    if (vowel == U"oo") return at == 1;
    if (vowel == U"oa" || vowel == U"oe" || vowel == U"uy") return at == 1 || (at == 0 && !closed);
    if (vowel.size() == 3) return at == 1;
    return at == 0;
}

// k, gh and ngh stand before e, ê, i, y and nowhere else; c, g and ng before the rest.
bool spelt(std::u32string_view onset, char32_t next) {
    const bool front = is_in(next, U"eêiy");
    if (onset == U"k" || onset == U"gh" || onset == U"ngh") return front;
    if (onset == U"c" || onset == U"ng") return !front;
    if (onset == U"g") return !front || next == U'i';  // "gì", "giếng"
    return true;
}

bool is_syllable(const std::u32string& word) {
    const Letters letters = without_tone(word);
    if (letters.tones > 1) return false;
    const auto fits = [&](std::u32string_view onset) {
        if (letters.plain.size() <= onset.size() || !letters.plain.starts_with(onset)) return false;
        const std::u32string rime = letters.plain.substr(onset.size());
        if (!spelt(onset, rime.front()) || !listed(onset == U"qu" ? rimes_after_qu : rimes, rime)) return false;
        const bool stopped = is_in(rime.back(), U"cpt") || rime.ends_with(U"ch");
        if (stopped && letters.tone != acute && letters.tone != dot) return false;
        return letters.tones == 0 ||
               (letters.tone_at >= onset.size() && tone_fits(rime, letters.tone_at - onset.size()));
    };
    return std::any_of(onsets.begin(), onsets.end(), fits);
}

bool is_vietnamese_letter(char32_t c) {
    if (is_in(c, U"ăâđêôơư")) return true;
    return std::any_of(vowels.begin(), vowels.end(),
                       [&](std::u32string_view vowel) { return is_in(c, vowel.substr(1)); });
}

}  // namespace

Spelling spelling_of(std::string_view word) {
    std::vector<std::u32string> parts{{}};
    bool vietnamese = false, letters = false;
    for (const char32_t point : text::code_points(word)) {
        const char32_t c = small(point);
        const bool letter = (c >= U'a' && c <= U'z') || (c >= 0xC0 && c < 0x250) || (c >= 0x1E00 && c < 0x1F00);
        if (c >= U'0' && c <= U'9') return Spelling::other;
        vietnamese = vietnamese || is_vietnamese_letter(c);
        letters = letters || letter;
        if (letter)
            parts.back() += c;
        else if (!parts.back().empty())
            parts.emplace_back();
    }
    if (!letters) return Spelling::other;
    if (parts.back().empty()) parts.pop_back();
    if (std::all_of(parts.begin(), parts.end(), is_syllable)) return Spelling::possible;
    // abbreviations of words ("Đ/c", "QĐ", "TTg") are written with Đ and not much else
    const auto abbreviation = [](const std::u32string& part) {
        return part.find_first_of(U"aăâeêioôơuưyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ") ==
               std::u32string::npos;
    };
    if (!vietnamese || std::all_of(parts.begin(), parts.end(),
                                   [&](const std::u32string& part) { return abbreviation(part) || is_syllable(part); }))
        return Spelling::other;
    return Spelling::impossible;
}

}  // namespace saoy
