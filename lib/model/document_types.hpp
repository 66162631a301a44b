// SPDX-License-Identifier: Apache-2.0
// The kinds of paper an office knows and how each is told by its title and printed phrases; data of the profile.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace saoy {

struct Phrase {
    enum class Place {
        whole,       // the line (or title of several lines) is the phrase
        line_start,  // the line begins with it
        anywhere,    // it stands somewhere in a line
    };
    std::string text;    // as printed; compared without accents and case
    std::string folded;  // text::fold(text)
    double weight = 0;
    Place place = Place::anywhere;
};

enum class FieldKind { text, name, date, date_words, code, personal, sex, place, money };

// What is read behind a printed label.
struct FieldRule {
    std::string name;  // "ho_ten"
    FieldKind kind = FieldKind::text;
    std::vector<std::string> labels;  // in words without signs, folded; today's form, older ones, other languages
    std::string caption{};            // for people: as the form prints it, "Họ và tên/Full name" where it has both
};

// How a kind is laid out as a rule; what holds speaks for it, what does not hold says nothing.
struct LayoutHints {
    bool card_sized = false;     // the page is no larger than a card
    bool landscape = false;      // wider than high
    bool title_centred = false;  // in the middle of the page
};

struct DocumentType {
    std::string code;  // "khai_sinh"
    std::string name;  // as the register writes it
    std::vector<Phrase> titles;
    std::vector<Phrase> cues;
    std::vector<Phrase> negatives;  // their weights are taken off
    std::vector<FieldRule> fields;
    LayoutHints layout;
    bool card = false;      // has the size of a card: two sides, of which either may be scanned first
    bool identity = false;  // carries a square code or machine-readable lines that say who it is
    int months = 0;         // for so long after its date it holds; 0: not limited
};

struct DocumentTypes {
    std::map<std::string, std::string> captions;  // of fields that no label names
    double accept = 0;                            // least score of an answer
    double margin = 0;                            // least distance to the runner-up
    double accept_agreed = 0;                     // least score where the trained model is sure of the same kind
    double model_agrees = 0;                      // least probability of the model's first kind to be an assent
    double model_sure = 0;                        // … to carry a kind that the rules hesitate to name
    double title_match = 0;                       // least likeness of a title, 0 … 1
    double cue_match = 0;                         // least likeness of a cue, label or mark
    double cue_cap = 0;                           // most that all cues of a type with a title can give
    double layout_weight = 0;                     // of each layout hint that holds, where there is a title
    double title_zone = 0;                        // part of the first page, from the top, where the title stands
    double title_size = 0;                        // height of a title's line in lower case, in median line heights
    double field_surety = 0;                      // least confidence of each word of a field
    std::string unknown_name;                     // the register's name of a paper of no known type
    std::vector<Phrase> copy_marks;               // say that a paper is a copy
    std::vector<Phrase> agencies;                 // how names of those who issue papers begin
    std::vector<Phrase> roles;                    // stand above the name of who signed
    std::vector<Phrase> subjects;                 // begin the line that says what the paper is about
    std::vector<Phrase> terms;                    // stand before how long it holds
    std::vector<Phrase> scopes;                   // stand before where or for what it holds
    std::set<std::string> birth_places;           // first three digits of personal numbers
    std::vector<FieldRule> fields;                // all that types name: a value ends where any label begins
    std::vector<DocumentType> types;
};

// A label as labels are compared: folded, and its words parted by one blank each instead of signs.
std::string label_key(std::string_view label);

const DocumentType* find_type(const DocumentTypes& types, const std::string& code);

// What people call the field on papers of the type; its name where the types do not know it.
std::string caption_of(const DocumentTypes& types, const std::string& type, const std::string& field);

}  // namespace saoy
