#include "sitting_claims.h"

#include "book.h"

#include <lodge/errors.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

bool same(const std::vector<Want>& some, const std::vector<Want>& others) {
  return std::ranges::equal(some, others, [](const Want& a, const Want& b) { return a.resource == b.resource && a.when == b.when; });
}

}  // namespace

std::optional<Interval> until(const Interval& when, Instant somebody_comes) {
  if (somebody_comes < when.starts() + when.length() / 2) return std::nullopt;
  return Interval::make(when.starts(), std::min(when.ends(), somebody_comes));
}

Claimed Claims::settle() {
  for (std::size_t before = 0; before != jobs_.size();) {
    before = jobs_.size();
    std::erase_if(jobs_, [&](const Job& job) { return !claim(job, job.wants); });
  }
  Claimed claimed;
  for (const auto& job : jobs_) {
    if (auto clash = claim_less(job, claimed.partly)) claimed.refused.push_back(std::move(*clash));
  }
  return claimed;
}

std::optional<InTheWay> Claims::claim_less(const Job& job, std::vector<InTheWay>& partly) {
  auto clash = claim(job, job.less.empty() ? job.wants : job.less);
  if (!clash || !job.until_taken || !claim_until(job, *clash)) return clash;
  if (!job.known) partly.push_back(std::move(*clash));
  return std::nullopt;
}

/// Who comes after may need time before, too: then it ends earlier still.
bool Claims::claim_until(const Job& job, const InTheWay& first) {
  const auto whole = job.wants.front().when;
  auto want = job.wants.front();
  for (auto clash = std::optional(first); clash; clash = claim(job, {want})) {
    const auto less = until(whole, std::min(clash->taken.clash.starts(), want.when.ends() - kTimeGrid));
    if (!less) return false;
    want.when = *less;
  }
  return true;
}

std::optional<InTheWay> Claims::claim(const Job& job, const std::vector<Want>& wants) {
  const auto now = job.booking ? kernel_.ledger.find(transaction_, *job.booking) : std::nullopt;
  const bool live = now && now->state != BookingState::cancelled;
  if (live && same(now->wants, wants)) return std::nullopt;
  const auto taken = live ? changed(*now, wants) : booked(job, wants);
  if (!taken) return std::nullopt;
  return InTheWay{*taken, kernel_.ledger.find(transaction_, taken->by)};
}

std::optional<Taken> Claims::changed(const Booking& now, const std::vector<Want>& wants) {
  const auto done = kernel_.ledger.change(transaction_, now.id, now.version, wants);
  if (done) return std::nullopt;
  const auto* taken = std::get_if<Taken>(&done.error());
  LODGE_CHECK(taken != nullptr);  // nobody else changes an evening's own booking: the evening's row is held
  return *taken;
}

std::optional<Taken> Claims::booked(const Job& job, const std::vector<Want>& wants) {
  const auto done = kernel_.ledger.book(transaction_, {.site = actor_.site, .kind = std::string(kSittingKind), .owner = actor_.person,
                                                       .held_until = {}, .wants = wants, .idempotency_key = "", .series = {},
                                                       .decided_on = {}});
  if (!done) return std::get<Taken>(done.error());
  job.then(done->id);
  return std::nullopt;
}

}  // namespace lodge::parents_evening
