// SPDX-License-Identifier: Apache-2.0
// Private to changes.cpp and its parts: two states of a file side by side.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lib/pdf/changes.hpp"

namespace saoy::pdf {

// An attribute of a page, its own or of a node above it.
const Value& inherited(const Document& document, const Value& page, const std::string& key);
// Whether a value holds no stream and is nested no deeper than that.
bool is_plain(const Document& document, const Value& value, int levels);

class Comparison {
public:
    Comparison(const Document& before, const Document& after, const Permission& permission);
    Changes run();

private:
    using Keys = std::set<std::string>;

    // Equal by meaning. Stops at pages, fields and the catalog, which are compared by rules of their own.
    bool same(const Value& before, const Value& after) const;
    Keys changed_keys(const Value& before, const Value& after) const;
    void report(const std::string& sentence, std::vector<std::string> values);
    // The object did not exist in the signed state, so no hidden object was prepared for it.
    bool is_new(const Value& value) const;
    // `after` begins with the items of `before`, in order, and may have more; each of those goes to `extra`.
    bool grown(const Value& before, const Value& after, std::vector<const Value*>& extra) const;

    void compare_trailer();
    void compare_catalog();
    void compare_information();
    bool is_harmless_metadata(const Value& before, const Value& after) const;
    void compare_pages();
    void compare_annotations(const Value& before, const Value& after, int page);
    bool is_small_note(const Value& annotation) const;
    bool is_harmless_on_page(const std::string& key, const Value& page) const;
    bool same_box(const Value& before, const Value& after) const;
    bool same_by_inheritance(Reference node, const std::string& key) const;

    void compare_form();
    bool draws_nothing_else() const;
    bool are_grown_resources(const Value& before, const Value& after) const;
    void compare_field(const Field& field);
    void compare_value_change(const Field& field, const Value& before, const Value& after, const Keys& changed);
    void accept_new_field(const Value& reference);
    const Value* widget_apart(const Value& reference, const Value& field) const;
    bool value_changed(const Field& field) const;
    bool may_sign(const Value& signature, const std::string& name) const;
    bool locked(const std::string& name) const;

    void find_structure();
    void compare_structure();
    bool has_grown_kids(const Value& before, const Value& after) const;
    bool has_grown_parents(const Value& before, const Value& after) const;
    bool is_new_element(const Value& value, int level) const;

    void compare_security_store();
    bool is_store_array(const Value& before, const Value& after) const;
    bool is_validation_entry(const Value& before, const Value& after) const;
    bool is_new_store_stream(const Value& value) const;
    std::set<Reference> store_streams() const;  // of the signed state

    bool is_validation_leftover(const Value& value) const;
    void account_for_objects();
    void account_for_bytes();
    void account_for_object_streams();
    void account_for_lengths();
    void collect_shown();
    void check_startxref(std::size_t place);
    bool takes_number(std::size_t stream) const;
    void look_for_hidden(std::size_t from, const std::set<std::size_t>& places);

    const Document& before_;
    const Document& after_;
    const Permission& permission_;
    Outline old_, new_;
    std::vector<Reference> elements_;  // of the structure tree of the signed state
    std::size_t covered_ = 0;          // the end of the bytes that some signature of the last revision covers
    std::set<int> new_widgets_;        // that a page may show now
    std::set<int> filled_;             // fields with a new value, where they stood
    std::vector<Finding> findings_;
    std::vector<Shown> shown_;
    mutable std::set<std::pair<Reference, Reference>> equal_;  // pairs of objects found equal
};

}  // namespace saoy::pdf
