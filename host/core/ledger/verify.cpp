#include "core/ledger/verify.h"

#include "core/ledger/booking_store.h"

#include <lodge/errors.h>

#include <algorithm>

namespace lodge::core::ledger {
namespace {

constexpr std::size_t kMostSentences = 1'000;

bool is_state(std::string_view word) {
  return word == "held" || word == "pending" || word == "confirmed" || word == "cancelled";
}

auto place(const Due& one) { return std::tuple(one.atom, one.booking); }

/// Single units of one booking and atom become one entry.
std::vector<Due> added_up(std::vector<Due> held) {
  std::ranges::sort(held);
  std::vector<Due> result;
  for (const auto& one : held) {
    if (!result.empty() && place(result.back()) == place(one)) result.back().units += one.units;
    else result.push_back(one);
  }
  return result;
}

bool reached(const std::vector<Reach>& reaches, const Claim& claim, std::chrono::seconds grid) {
  const auto when = time_of(claim.atom, claim.atom + 1, grid);
  return std::ranges::any_of(reaches, [&](const Reach& reach) {
    return reach.from < when.ends() && when.starts() < reach.to && std::ranges::find(reach.leaves, claim.leaf) != reach.leaves.end();
  });
}

}  // namespace

Proof::Proof(const std::vector<StoredResource>& resources) {
  for (const auto& stored : resources) {
    if (const auto wrong = misfit(stored.resource)) say("resource " + stored.resource.id.text() + ": " + std::string(*wrong));
    resources_.emplace(stored.resource.id, stored);
  }
}

void Proof::say(std::string sentence) {
  if (sentences_.size() < kMostSentences) {
    sentences_.push_back(std::move(sentence));
  } else {
    ++more_;
  }
}

void Proof::bookings(std::vector<BookingRow> rows) {
  for (auto& row : rows) {
    Known known{std::move(row), {}, {}, Instant::max(), Instant::min()};
    known.live = known.row.state != "cancelled";
    booking(known);
    series(known);
    bookings_.emplace(known.row.id, std::move(known));
  }
}

void Proof::booking(const Known& known) {
  const auto& row = known.row;
  const auto name = "booking " + row.id.text();
  if (!is_state(row.state)) say(name + " is in no known state");
  if ((row.state == "held") != row.held_until.has_value()) say(name + " must say until when it is held if, and only if, it is held");
  if (row.version < 1) say(name + " has a version below 1");
}

/// Occurrences of one series are of one site, kind and owner.
void Proof::series(const Known& known) {
  if (!known.row.series) return;
  const auto [first, is_first] = series_.emplace(*known.row.series, known.row.id);
  if (is_first) return;
  const auto& other = bookings_.at(first->second).row;
  if (other.site != known.row.site || other.kind != known.row.kind || other.owner != known.row.owner) {
    say("bookings " + other.id.text() + " and " + known.row.id.text() + " are of series " + known.row.series->text() +
        " but differ in site, kind or owner");
  }
}

void Proof::wants(const std::vector<WantRow>& rows) {
  for (const auto& row : rows) {
    const auto found = bookings_.find(row.booking);
    if (found == bookings_.end()) {
      say("a want belongs to booking " + row.booking.text() + ", which does not exist");
    } else {
      want(row, found->second);
    }
  }
  for (auto& [id, known] : bookings_) {
    if (known.wants == 0) say("booking " + id.text() + " wants nothing");
    else if (known.from != known.row.starts_at || known.to != known.row.ends_at) say("booking " + id.text() + " does not span its wants");
    if (!known.live || !known.exact) continue;
    for (const auto& need : needs(known.spans)) due_[need.leaf].push_back({need.atom, id, need.units});
  }
}

void Proof::want(const WantRow& row, Known& known) {
  const auto name = "booking " + row.booking.text();
  if (row.nth != known.wants++) say(name + " has wants that are not numbered in a row");
  known.reaches.push_back(row.reach);
  known.from = std::min(known.from, row.starts_at);
  known.to = std::max(known.to, row.ends_at);
  const auto when = Interval::make(row.starts_at, row.ends_at);
  if (!when) return say(name + " wants an empty time");
  if ((row.is_long != 0) != (when->length() > std::chrono::hours(12))) say(name + " has a want of the wrong length class");
  const auto resource = resources_.find(row.resource);
  if (resource == resources_.end()) return say(name + " wants resource " + row.resource.text() + ", which does not exist");
  if (row.ends_at <= shaped_at(row.resource)) {
    known.exact = false;  // of a shape that the resource no longer has
    return;
  }
  const Want want{row.resource, *when, static_cast<int>(row.units)};
  if (const auto wrong = misfit(resource->second.resource, want)) return say(name + ": " + std::string(*wrong));
  const auto some = spans(shape_of(resource->second.resource), want);
  known.spans.insert(known.spans.end(), some.begin(), some.end());
}

void Proof::claims(ResourceId resource, const std::vector<Claim>& claims) {
  const auto found = resources_.find(resource);
  if (found == resources_.end()) return say("there are claims on resource " + resource.text() + ", which does not exist");
  std::vector<Due> held;
  for (const auto& claim : claims) {
    const auto booking = bookings_.find(claim.booking);
    if (booking == bookings_.end()) {
      say("a claim on " + resource.text() + " is of booking " + claim.booking.text() + ", which does not exist");
    } else if (!booking->second.live) {
      say("booking " + claim.booking.text() + " is cancelled and still has a claim on " + resource.text());
    } else if (!reached(booking->second.reaches, claim, found->second.resource.grid)) {
      say("booking " + claim.booking.text() + " has a claim on " + resource.text() + " where its wants do not say it has: it would not be freed");
    } else if (booking->second.exact) {
      if (claim.unit < 0 || claim.unit >= found->second.resource.units) {
        say("booking " + claim.booking.text() + " claims unit " + std::to_string(claim.unit) + " of " + resource.text() + ", which has " +
            std::to_string(found->second.resource.units));
      }
      held.push_back({claim.atom, claim.booking, 1});
    }
  }
  compare(resource, std::move(held));
}

/// Merges what is due and what is held, and says where they differ.
void Proof::compare(ResourceId resource, std::vector<Due> held) {
  auto due = std::move(due_[resource]);
  due_.erase(resource);
  std::ranges::sort(due);
  held = added_up(std::move(held));
  auto d = due.cbegin();
  auto h = held.cbegin();
  while (d != due.cend() || h != held.cend()) {
    if (h == held.cend() || (d != due.cend() && place(*d) < place(*h))) {
      differ(resource, &*d++, nullptr);
    } else if (d == due.cend() || place(*h) < place(*d)) {
      differ(resource, nullptr, &*h++);
    } else {
      if (d->units != h->units) differ(resource, &*d, &*h);
      ++d;
      ++h;
    }
  }
}

void Proof::differ(ResourceId resource, const Due* due, const Due* held) {
  const auto& one = due ? *due : *held;
  say("booking " + one.booking.text() + " should hold " + std::to_string(due ? due->units : 0) + " of atom " + std::to_string(one.atom) + " of " +
      resource.text() + " and holds " + std::to_string(held ? held->units : 0));
}

void Proof::keys(const std::vector<KeyRow>& rows) {
  for (const auto& row : rows) {
    const auto found = bookings_.find(row.booking);
    if (found == bookings_.end()) say("an idempotency key leads to booking " + row.booking.text() + ", which does not exist");
    else if (found->second.row.owner != row.owner) say("an idempotency key leads to booking " + row.booking.text() + ", which is another owner's");
  }
}

void Proof::lost_part(ResourceId whole, ResourceId part) {
  say("resource " + whole.text() + " has part " + part.text() + ", and one of them does not exist");
}

std::vector<std::string> Proof::sentences() {
  while (!due_.empty()) compare(due_.begin()->first, {});
  if (more_ > 0) sentences_.push_back("and " + std::to_string(more_) + " more");
  more_ = 0;
  return std::move(sentences_);
}

Shape Proof::shape_of(const Resource& resource) const {
  Shape shape{resource, {}};
  add_leaves(resource, shape.leaves);
  return shape;
}

void Proof::add_leaves(const Resource& resource, std::vector<Leaf>& leaves) const {
  if (resource.parts.empty()) leaves.push_back({resource.id, resource.grid, resource.units});
  for (const auto& part : resource.parts) {
    if (const auto found = resources_.find(part); found != resources_.end()) add_leaves(found->second.resource, leaves);
  }
}

Instant Proof::shaped_at(ResourceId id) const {
  const auto found = resources_.find(id);
  if (found == resources_.end()) return {};
  auto latest = found->second.shaped_at;
  for (const auto& part : found->second.resource.parts) latest = std::max(latest, shaped_at(part));
  return latest;
}

}  // namespace lodge::core::ledger
