// The ledger beside a model of a few lines: whatever is done to both, they answer alike.
#include "contract/ledger_fixture.h"

#include <rapidcheck.h>

#include <algorithm>

namespace lodge::test {
namespace {

using std::chrono::minutes;

/// Bookings in a list, and a look through all of them for each question. Time is in atoms of five minutes.
class Model {
 public:
  struct Kind {
    std::vector<std::size_t> leaves;
    int units, after;
  };
  struct Booked {
    std::size_t kind;
    int from, to, units;
    BookingState state;
    Instant held_until;
    std::int64_t version;
  };
  std::vector<Kind> kinds;
  std::vector<Booked> bookings;

  bool live(const Booked& one, Instant now) const {
    return one.state != BookingState::cancelled && (one.state != BookingState::held || one.held_until > now);
  }
  int used(std::size_t leaf, int atom, Instant now, const Booked* but) const {
    int units = 0;
    for (const auto& one : bookings) {
      const auto& kind = kinds[one.kind];
      const bool here = std::ranges::find(kind.leaves, leaf) != kind.leaves.end();
      if (&one != but && here && live(one, now) && one.from <= atom && atom < one.to + kind.after) units += one.units;
    }
    return units;
  }
  bool fits(std::size_t kind, int from, int to, int units, Instant now, const Booked* but = nullptr) const {
    for (const auto leaf : kinds[kind].leaves) {
      for (int atom = from; atom < to + kinds[kind].after; ++atom) {
        if (used(leaf, atom, now, but) + units > kinds[leaf].units) return false;
      }
    }
    return true;
  }
};

struct Step {
  unsigned what, kind, from, length, units, target;
};

std::ostream& operator<<(std::ostream& out, const Step& step) {
  return out << "{" << step.what << " kind " << step.kind << " from " << step.from << " length " << step.length << " units " << step.units
             << " target " << step.target << "}";
}

rc::Gen<Step> any_step() {
  return rc::gen::build<Step>(rc::gen::set(&Step::what, rc::gen::inRange(0u, 9u)), rc::gen::set(&Step::kind, rc::gen::inRange(0u, 5u)),
                              rc::gen::set(&Step::from, rc::gen::inRange(0u, 16u)), rc::gen::set(&Step::length, rc::gen::inRange(1u, 6u)),
                              rc::gen::set(&Step::units, rc::gen::inRange(1u, 4u)), rc::gen::set(&Step::target, rc::gen::inRange(0u, 50u)));
}

class LedgerModel : public OnALedger {
 protected:
  void fresh_school() {
    site = SiteId::random();
    model = Model();
    ids.clear();
    bookings.clear();
    ids.push_back(room());
    ids.push_back(room());
    ids.push_back(make({.kind = "room", .turn_round_after = minutes(10)}).id);
    ids.push_back(pool(3));
    ids.push_back(make({.kind = "room", .turn_round_after = minutes(5), .parts = {ids[0], ids[1]}}).id);
    model.kinds = {{{0}, 1, 0}, {{1}, 1, 0}, {{2}, 1, 2}, {{3}, 3, 0}, {{0, 1}, 1, 1}};
  }
  Want want_of(const Step& step) const {
    const int from = static_cast<int>(step.from) * 5, to = from + static_cast<int>(step.length) * 5;
    return {ids[step.kind], at(from, to), units_of(step)};
  }
  int units_of(const Step& step) const { return std::min(static_cast<int>(step.units), model.kinds[step.kind].units); }
  static int atom_of(Instant when) { return static_cast<int>((when - kEight) / minutes(5)); }

  void take(const Step& step) {
    if (step.what <= 3 || bookings.empty()) return do_book(step);
    const auto target = step.target % bookings.size();
    if (step.what == 4) do_change(step, target);
    else if (step.what == 5) do_cancel(target);
    else if (step.what == 6) do_advance(step, target);
    else if (step.what == 7) clock.advance(minutes(step.length));
    else ledger.sweep();
  }
  void do_book(const Step& step) {
    auto wanted = wish({want_of(step)});
    wanted.state = static_cast<BookingState>(step.what % 3);
    if (wanted.state == BookingState::held) wanted.held_until = clock.now() + minutes(7);
    const Model::Booked one{step.kind, static_cast<int>(step.from), static_cast<int>(step.from + step.length), units_of(step), wanted.state,
                            wanted.held_until.value_or(Instant()), 1};
    const bool fits = model.fits(one.kind, one.from, one.to, one.units, clock.now());
    const auto booked = book(wanted);
    RC_ASSERT(booked.has_value() == fits);
    if (booked) {
      model.bookings.push_back(one);
      bookings.push_back(booked->id);
    } else {
      check_offers(booked.error(), one);
    }
  }
  /// Whatever is offered instead can be had.
  void check_offers(const BookRefusal& refusal, const Model::Booked& wanted) {
    for (const auto& offer : nearest(refusal)) {
      const auto kind = static_cast<std::size_t>(std::ranges::find(ids, offer.resource) - ids.begin());
      RC_ASSERT(offer.when.starts() >= clock.now());
      RC_ASSERT(model.fits(kind, atom_of(offer.when.starts()), atom_of(offer.when.ends()), offer.units, clock.now()));
    }
    RC_ASSERT(!model.fits(wanted.kind, wanted.from, wanted.to, wanted.units, clock.now()));
  }
  void do_change(const Step& step, std::size_t target) {
    auto& one = model.bookings[target];
    const int from = static_cast<int>(step.from), to = static_cast<int>(step.from + step.length);
    const bool may = model.live(one, clock.now()) && model.fits(step.kind, from, to, units_of(step), clock.now(), &one);
    RC_ASSERT(change(bookings[target], one.version, {want_of(step)}).has_value() == may);
    if (may) one = {step.kind, from, to, units_of(step), one.state, one.held_until, one.version + 1};
  }
  void do_cancel(std::size_t target) {
    auto& one = model.bookings[target];
    const auto cancelled = cancel(bookings[target]);
    RC_ASSERT(cancelled.has_value());
    RC_ASSERT(cancelled->state == BookingState::cancelled);
    one.state = BookingState::cancelled;
    one.version = cancelled->version;
  }
  void do_advance(const Step& step, std::size_t target) {
    auto& one = model.bookings[target];
    const auto to = step.units % 2 == 0 ? BookingState::pending : BookingState::confirmed;
    const bool may = model.live(one, clock.now()) && one.state < to;
    RC_ASSERT(advance(bookings[target], one.version, to).has_value() == may);
    if (!may) return;
    one.state = to;
    ++one.version;
  }
  void compare() {
    for (std::size_t i = 0; i < bookings.size(); ++i) {
      const auto found = find(bookings[i]);
      const bool live = model.live(model.bookings[i], clock.now());
      RC_ASSERT(found->state == (live ? model.bookings[i].state : BookingState::cancelled));
    }
    for (int atom = 0; atom < 24; ++atom) {
      const auto is_free = free(ids, at(atom * 5, atom * 5 + 5));
      for (std::size_t kind = 0; kind < ids.size(); ++kind) {
        const bool has = std::ranges::find(is_free, ids[kind]) != is_free.end();
        RC_ASSERT(has == model.fits(kind, atom, atom + 1, 1, clock.now()));
      }
    }
    RC_ASSERT(faults().empty());
  }

  Model model;
  std::vector<ResourceId> ids;
  std::vector<BookingId> bookings;
};

TEST_P(LedgerModel, AnswersAsTheModelDoes) {
  const bool alike = rc::check("the ledger answers as the model does", [&] {
    fresh_school();
    for (const auto& step : *rc::gen::container<std::vector<Step>>(any_step())) take(step);
    compare();
  });
  EXPECT_TRUE(alike);
}

LODGE_ON_BOTH_ENGINES(LedgerModel);

}  // namespace
}  // namespace lodge::test
