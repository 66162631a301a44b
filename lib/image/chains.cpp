// SPDX-License-Identifier: Apache-2.0
#include "lib/image/chains.hpp"

#include <algorithm>
#include <cmath>

#include "lib/image/alleys.hpp"

namespace saoy::image {

namespace {

constexpr double widest_space = 2.3;  // of the letters' height, between words of one chain

template <class Value>
double median_of(std::vector<Value> values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return double(*middle);
}

class Finder {
public:
    Finder(const std::vector<Component>& components, const std::vector<bool>& ignored, const Rules& rules, double dpi)
        : components_(components), dividers_(rules.down), mm_(dpi / 25.4), free_(components.size()) {
        for (std::size_t i = 0; i < components.size(); ++i) free_[i] = !ignored[i];
        typical_ = typical_height();
    }

    std::vector<Chain> find() {
        if (typical_ <= 0) return {};
        link();
        for (Chain& chain : chains_) measure(chain);
        part();
        join();
        absorb();
        release_specks();
        attach();
        for (Chain& chain : chains_) measure(chain);
        return std::move(chains_);
    }

private:
    const Component& at(std::size_t i) const { return components_[i]; }

    double typical_height() const {
        std::vector<int> heights;
        for (std::size_t i = 0; i < components_.size(); ++i) {
            const Box& box = at(i).box;
            if (free_[i] && box.height >= 1.0 * mm_ && box.height <= 9 * mm_ && box.width >= 2 &&
                box.width <= 6 * box.height)
                heights.push_back(box.height);
        }
        return median_of(std::move(heights));
    }

    bool letter_like(std::size_t i) const {
        const Box& box = at(i).box;
        return free_[i] && box.height >= std::max(0.55 * typical_, 0.9 * mm_) && box.height <= 4.5 * typical_ &&
               box.width <= 16 * typical_;
    }

    bool divided(double from, double to, double y) const {
        return std::any_of(dividers_.begin(), dividers_.end(), [&](const Box& rule) {
            const double x = rule.left + rule.width / 2.0;
            return x > from && x < to && y >= rule.top && y <= rule.top + rule.height;
        });
    }

    // ---- letter to letter ----

    struct Growing {
        std::vector<std::size_t> letters;
        int right = 0;
        double size = 0, base = 0;
    };

    void refresh(Growing& chain) const {
        constexpr std::size_t recent = 8;
        std::vector<int> heights, bottoms;
        const std::size_t count = chain.letters.size();
        for (std::size_t k = count > recent ? count - recent : 0; k < count; ++k) {
            heights.push_back(at(chain.letters[k]).box.height);
            bottoms.push_back(at(chain.letters[k]).bottom());
        }
        chain.size = median_of(std::move(heights));
        chain.base = median_of(std::move(bottoms));
        chain.right = std::max(chain.right, at(chain.letters.back()).right());
    }

    // How badly a letter goes on with a chain; negative when it does not.
    double misfit(const Growing& chain, const Component& letter) const {
        const double gap = letter.box.left - chain.right, height = letter.box.height;
        if (gap > widest_space * chain.size || gap < -0.9 * std::max(chain.size, height)) return -1;
        if (height > 3.0 * chain.size || height < 0.4 * chain.size) return -1;
        const double off = std::abs(letter.bottom() - chain.base);
        if (off > 0.6 * chain.size) return -1;
        const double shared =
            std::min<double>(letter.bottom(), chain.base) - std::max<double>(letter.box.top, chain.base - chain.size);
        if (shared < 0.5 * std::min(height, chain.size)) return -1;
        if (divided(chain.right, letter.box.left, letter.box.top + height / 2)) return -1;
        return std::max(0.0, gap) + 2 * off;
    }

    void link() {
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < components_.size(); ++i)
            if (letter_like(i)) order.push_back(i);
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return at(a).box.left != at(b).box.left ? at(a).box.left < at(b).box.left : at(a).box.top < at(b).box.top;
        });
        std::vector<Growing> growing;
        for (const std::size_t i : order) {
            Growing* best = nullptr;
            double least = 0;
            for (Growing& chain : growing) {
                const double cost = misfit(chain, at(i));
                if (cost >= 0 && (best == nullptr || cost < least)) best = &chain, least = cost;
            }
            if (best == nullptr) best = &growing.emplace_back();
            best->letters.push_back(i);
            refresh(*best);
        }
        for (Growing& chain : growing) {
            Chain made;
            made.letters = std::move(chain.letters);
            for (const std::size_t i : made.letters) free_[i] = false;
            chains_.push_back(std::move(made));
        }
    }

    // ---- size and baseline ----

    void measure(Chain& chain) const {
        chain.box = {};
        std::vector<int> heights, bottoms;
        for (const std::size_t i : chain.letters) {
            chain.box = hull(chain.box, at(i).box);
            heights.push_back(at(i).box.height);
            bottoms.push_back(at(i).bottom());
        }
        for (const std::size_t i : chain.marks) chain.box = hull(chain.box, at(i).box);
        chain.size = median_of(std::move(heights));
        chain.level = median_of(std::move(bottoms));
        chain.slope = 0;
        if (chain.letters.size() >= 6 && chain.box.width >= 8 * chain.size) fit(chain);
        std::vector<double> rises;
        for (const std::size_t i : chain.letters) {
            const Box& box = at(i).box;
            rises.push_back(chain.baseline_at(box.left + box.width / 2.0) - box.top + 1);
        }
        std::sort(rises.begin(), rises.end());
        chain.capital = std::clamp(rises[rises.size() * 4 / 5], 0.8 * chain.size, 2.2 * chain.size);
    }

    // Least squares through the feet of the letters, without those that go below or end above.
    void fit(Chain& chain) const {
        for (int round = 0; round < 4; ++round) {
            double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
            const double near = (round == 0 ? 0.8 : 0.15) * chain.size + 1;
            for (const std::size_t i : chain.letters) {
                const double x = at(i).box.left + at(i).box.width / 2.0, y = at(i).bottom();
                if (std::abs(y - chain.baseline_at(x)) > near) continue;
                n += 1, sx += x, sy += y, sxx += x * x, sxy += x * y;
            }
            const double spread = n * sxx - sx * sx;
            if (n < 4 || spread <= 0) return;
            const double slope = (n * sxy - sx * sy) / spread;
            if (std::abs(slope) > 0.12) return;
            chain.slope = slope;
            chain.level = (sy - slope * sx) / n;
        }
    }

    // ---- columns ----

    // Lines of two columns need not stand on one level: what counts is the white between a line and the nearest beside
    // it.
    std::vector<Gap> gaps() const {
        constexpr double least = 1.2, most = 8, widest = 60, level = 1.2;  // letter heights
        std::vector<Gap> found;
        for (const Chain& chain : chains_) {
            const int first = at(chain.letters.front()).box.left;
            int last = first;
            for (const std::size_t i : chain.letters) {
                const Box& box = at(i).box;
                if (box.left - last > least * chain.size)
                    found.push_back({last, box.left, chain.baseline_at(last), chain.size});
                last = std::max(last, at(i).right());
            }
            const double room = widest * chain.size;
            int before = 0, after = 0;
            for (const Chain& other : chains_) {
                const int left = other.box.left, right = left + other.box.width;
                const bool follows = left > last && left < last + room, leads = right < first && right > first - room;
                if (!follows && !leads) continue;
                const double x = follows ? last : first;
                if (std::abs(other.baseline_at(x) - chain.baseline_at(x)) > level * chain.size) continue;
                if (follows && (after == 0 || left < after)) after = left;
                if (leads && right > before) before = right;
            }
            const auto add = [&](int left, int right) {
                if (right - left > least * chain.size)
                    found.push_back(
                        {left, right, chain.baseline_at(left), chain.size, right - left > most * chain.size});
            };
            if (after > 0) add(last, after);
            if (before > 0) add(before, first);
        }
        return found;
    }

    // Cuts the chains that run from one column of text into the next.
    void part() {
        const std::vector<Box> alleys = find_alleys(gaps());
        if (alleys.empty()) return;
        dividers_.insert(dividers_.end(), alleys.begin(), alleys.end());
        std::vector<Chain> parts;
        for (Chain& chain : chains_) {
            const std::size_t first = parts.size();
            int right = at(chain.letters.front()).box.left;
            for (const std::size_t i : chain.letters) {
                const Box& box = at(i).box;
                if (parts.size() == first || divided(right, box.left, chain.baseline_at(box.left) - chain.size / 2))
                    parts.emplace_back();
                parts.back().letters.push_back(i);
                right = std::max(right, at(i).right());
            }
        }
        chains_ = std::move(parts);
        for (Chain& chain : chains_) measure(chain);
    }

    // ---- chains with chains ----

    void take_over(Chain& into, Chain& from, bool as_marks) {
        auto& to = as_marks ? into.marks : into.letters;
        to.insert(to.end(), from.letters.begin(), from.letters.end());
        into.marks.insert(into.marks.end(), from.marks.begin(), from.marks.end());
        from.letters.clear();
        std::sort(into.letters.begin(), into.letters.end(),
                  [&](std::size_t a, std::size_t b) { return at(a).box.left < at(b).box.left; });
        measure(into);
    }

    bool same_line(const Chain& a, const Chain& b) const {
        const Chain& left = a.box.left <= b.box.left ? a : b;
        const Chain& right = &left == &a ? b : a;
        const double size = std::max(a.size, b.size), lesser = std::min(a.size, b.size);
        if (lesser < 0.5 * size) return false;
        const double gap = right.box.left - (left.box.left + left.box.width);
        if (gap > widest_space * lesser) return false;
        const double x = right.box.left + std::min(gap, 0.0) / 2;
        if (std::abs(left.baseline_at(x) - right.baseline_at(x)) > 0.35 * lesser) return false;
        return !divided(left.box.left + left.box.width, right.box.left, right.baseline_at(x) - lesser / 2);
    }

    void join() {
        std::sort(chains_.begin(), chains_.end(),
                  [](const Chain& a, const Chain& b) { return a.box.left < b.box.left; });
        for (bool again = true; again;) {
            again = false;
            for (std::size_t i = 0; i < chains_.size(); ++i)
                for (std::size_t k = i + 1; k < chains_.size(); ++k)
                    if (!chains_[i].letters.empty() && !chains_[k].letters.empty() &&
                        same_line(chains_[i], chains_[k])) {
                        take_over(chains_[i], chains_[k], false);
                        again = true;
                    }
            std::erase_if(chains_, [](const Chain& chain) { return chain.letters.empty(); });
        }
    }

    // Accents of large print look like small letters: they lie right over, or under, the letters of another chain.
    bool is_accents_of(const Chain& small, const Chain& large) const {
        if (small.size > 0.75 * large.size || small.letters.size() > large.letters.size()) return false;
        const auto over = [&](std::size_t i) {
            const Box& box = at(i).box;
            return std::any_of(large.letters.begin(), large.letters.end(), [&](std::size_t k) {
                const Box& letter = at(k).box;
                const bool beside = box.left + box.width > letter.left && box.left < letter.left + letter.width;
                const double gap =
                    std::max(letter.top - (box.top + box.height), box.top - (letter.top + letter.height));
                return beside && box.width <= 1.3 * letter.width && gap < 0.4 * large.size;
            });
        };
        return std::all_of(small.letters.begin(), small.letters.end(), over);
    }

    // A comma or a quotation mark that is as high as small letters are elsewhere on the page.
    bool is_sign_of(const Chain& small, const Chain& large) const {
        return small.letters.size() <= 2 && large.letters.size() > 2 &&
               std::all_of(small.letters.begin(), small.letters.end(), [&](std::size_t i) {
                   return at(i).box.height < 0.8 * large.size && distance(at(i).box, large) < 1;
               });
    }

    void absorb() {
        for (Chain& small : chains_)
            for (Chain& large : chains_)
                if (&small != &large && !small.letters.empty() && !large.letters.empty() &&
                    (is_accents_of(small, large) || is_sign_of(small, large)))
                    take_over(large, small, true);
        std::erase_if(chains_, [](const Chain& chain) { return chain.letters.empty(); });
    }

    // ---- accents, dots, punctuation ----

    // Distance of a small component to the nearest letter of a chain, in letter heights; large when it is not its mark.
    double distance(const Box& box, const Chain& chain) const {
        constexpr double far = 1e9;
        const double size = chain.size, base = chain.baseline_at(box.left);
        if (box.left > chain.box.left + chain.box.width + 1.6 * size ||
            box.left + box.width < chain.box.left - 1.6 * size)
            return far;
        if (box.top + box.height < base - 2.6 * size || box.top > base + 1.0 * size) return far;
        double least = far;
        for (const std::size_t i : chain.letters) {
            const Box& letter = at(i).box;
            const double dx =
                std::max({0, letter.left - (box.left + box.width), box.left - (letter.left + letter.width)});
            const double dy =
                std::max({0, letter.top - (box.top + box.height), box.top - (letter.top + letter.height)});
            if (dx > 1.6 * size || dy > 0.75 * size) continue;
            if (dy > 0 && dx > 0.5 * size) continue;
            least = std::min(least, (dy * 2 + dx) / size);
        }
        return least;
    }

    void attach() {
        for (std::size_t i = 0; i < components_.size(); ++i) {
            const Box& box = at(i).box;
            if (!free_[i] || box.height > 1.2 * typical_ * 2 || box.width > 4 * typical_ || at(i).area < 2) continue;
            Chain* best = nullptr;
            double least = 1e8;
            for (Chain& chain : chains_) {
                const double d = distance(box, chain);
                if (d < least) best = &chain, least = d;
            }
            if (best == nullptr) continue;
            best->marks.push_back(i);
            free_[i] = false;
        }
    }

    // One or two spots, smaller than what is written elsewhere on the page: commas and hyphens, or dirt.
    void release_specks() {
        std::erase_if(chains_, [&](const Chain& chain) {
            if (chain.letters.size() > 2) return false;
            int area = 0;
            for (const std::size_t i : chain.letters) area += at(i).area;
            if (chain.box.height >= 0.7 * typical_ && area >= 0.15 * typical_ * typical_) return false;
            for (const auto* members : {&chain.letters, &chain.marks})
                for (const std::size_t i : *members) free_[i] = true;
            return true;
        });
    }

    const std::vector<Component>& components_;
    std::vector<Box> dividers_;  // rules that go down, alleys
    double mm_, typical_ = 0;
    std::vector<bool> free_;
    std::vector<Chain> chains_;
};

}  // namespace

std::vector<Chain> find_chains(const std::vector<Component>& components, const std::vector<bool>& ignored,
                               const Rules& rules, double dpi) {
    return Finder(components, ignored, rules, dpi).find();
}

}  // namespace saoy::image
