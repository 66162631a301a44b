// SPDX-License-Identifier: Apache-2.0
// The kinds of paper an office knows and how each is told by its title and printed phrases; data of the profile.
#pragma once

#include <string>
#include <vector>

namespace saoy {

struct Phrase {
    enum class Place {
        whole,       // the line (or title of several lines) is the phrase
        line_start,  // the line begins with it
        anywhere,    // it stands somewhere in a line
    };
    std::string text;  // as printed; compared without accents and case
    double weight = 0;
    Place place = Place::anywhere;
};

struct FieldLabel {
    std::string name;   // "ho_ten"
    std::string label;  // as printed, without the colon
};

struct DocumentType {
    std::string code;  // "khai_sinh"
    std::string name;  // as the register writes it
    std::vector<Phrase> titles;
    std::vector<Phrase> cues;
    std::vector<Phrase> negatives;  // their weights are taken off
    std::vector<FieldLabel> fields;
};

struct DocumentTypes {
    double accept = 0;               // least score of an answer
    double margin = 0;               // least distance to the runner-up
    double title_match = 0;          // least likeness of a title, 0 … 1
    double cue_match = 0;            // least likeness of a cue, label or mark
    double cue_cap = 0;              // most that all cues of a type with a title can give
    double title_zone = 0;           // part of the first page, from the top, where the title stands
    double title_size = 0;           // height of a title's line in lower case, in median line heights
    double field_surety = 0;         // least confidence of each word of a field
    std::string unknown_name;        // the register's name of a paper of no known type
    std::vector<Phrase> copy_marks;  // say that a paper is a copy
    std::vector<DocumentType> types;
};

}  // namespace saoy
