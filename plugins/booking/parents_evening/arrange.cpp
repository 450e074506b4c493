#include "arrange.h"

#include <algorithm>
#include <random>

namespace lodge::parents_evening {
namespace {

using std::chrono::minutes;

constexpr minutes kGrid{5}, kShortest{2}, kLongest{120};
constexpr int kMostSlots = 200;

int slots_in(const EveningDate& date, minutes slot) { return static_cast<int>(date.when.length() / slot); }

std::string link_of(const Evening& evening, DeskId desk) {
  auto link = evening.online_link;
  if (const auto at = link.find(kDeskPlace); at != std::string::npos) link.replace(at, kDeskPlace.size(), desk.text());
  return link;
}

/// Breaks of `before`, by the clock, in the slots of `after`.
std::vector<int> same_breaks(const Desk& before, const Desk& after) {
  std::vector<int> breaks;
  for (int slot = 0; slot < after.slots; ++slot) {
    const auto offset = slot * after.slot;
    const bool rests = std::ranges::any_of(before.breaks, [&](int old) {
      return old * before.slot < offset + after.slot && offset < (old + 1) * before.slot;
    });
    if (rests) breaks.push_back(slot);
  }
  return breaks;
}

void add_slots(Desk& desk, const std::vector<int>& slots) {
  desk.breaks.insert(desk.breaks.end(), slots.begin(), slots.end());
  std::ranges::sort(desk.breaks);
  desk.breaks.erase(std::unique(desk.breaks.begin(), desk.breaks.end()), desk.breaks.end());
}

/// `later` weeks after `day`.
LocalDate weeks_after(LocalDate day, std::chrono::days later) { return std::chrono::sys_days(day) + later; }

std::optional<Instant> moved(const Calendar& calendar, SiteId site, const std::optional<Instant>& when, std::chrono::days by) {
  if (!when) return std::nullopt;
  const auto then = calendar.instant(site, weeks_after(calendar.date_of(site, *when), by), calendar.minutes_of(site, *when));
  return then ? std::optional(*then) : std::optional(*when + by);
}

/// Whether a teacher's families only went to a colleague's desk: her own desk is gone.
bool is_guest(const Desk& desk, const DeskTeacher& one) { return one.substitute && desk.has(*one.substitute); }

/// Made for those who could not come on an earlier date: nobody else sits there.
bool is_to_make_up(const Plan& last, const EveningDate& date) {
  const auto was_away = [&](TeacherId teacher) {
    return std::ranges::any_of(last.desks, [&](const Desk& desk) {
      const auto& other = *last.date(desk.date);
      return desk.away && desk.has(teacher) && !other.called_off && other.when.starts() < date.when.starts();
    });
  };
  std::size_t seats = 0;
  for (const auto& desk : last.desks) {
    if (desk.date != date.id) continue;
    for (const auto& one : desk.teachers) {
      if (!was_away(one.teacher)) return false;
      ++seats;
    }
  }
  return seats > 0;
}

/// Desks of `date`, for those who are here still, at `to`: whoever was ill last time sits at a desk of her own again.
void copy_desks(const Plan& last, const EveningDate& date, const EveningDate& to, const People& people, Plan& plan) {
  for (const auto& old : last.desks) {
    if (old.date != date.id) continue;
    std::vector<TeacherId> here;
    for (const auto& one : old.teachers) {
      if (people.teacher(one.teacher) == nullptr) continue;
      if (is_guest(old, one)) plan.desks.push_back(make_desk(plan.evening, to, {one.teacher}));
      else here.push_back(one.teacher);
    }
    if (here.empty()) continue;
    auto desk = make_desk(plan.evening, to, std::move(here));
    desk.room = old.room;
    desk.place = old.place;
    desk.step_free = old.step_free;
    if (has_own_link(last.evening, old)) desk.link = old.link;
    if (!date.planned) set_mode(desk, plan.evening, old.mode);
    set_slot(desk, to, old.slot);
    desk.breaks = same_breaks(old, desk);
    plan.desks.push_back(std::move(desk));
  }
}

}  // namespace

std::uint64_t new_seed(Instant now) { return static_cast<std::uint64_t>(now.time_since_epoch().count()) % 1'000'000; }

std::vector<EveningDate> dates_again(const Plan& last) {
  std::vector<EveningDate> dates;
  for (const auto& date : last.held_dates()) {
    if (!is_to_make_up(last, date)) dates.push_back(date);
  }
  return dates;
}

std::expected<EveningDate, UnfitDate> make_date(const Calendar& calendar, SiteId site, const DateWish& wish, Instant now, EveningDateId id) {
  if (wish.from % kGrid != minutes(0) || wish.to % kGrid != minutes(0)) return std::unexpected(UnfitDate::not_five_minutes);
  if (wish.to <= wish.from) return std::unexpected(UnfitDate::ends_before_starts);
  if (wish.slot < kShortest || wish.slot > kLongest || wish.slot > wish.to - wish.from) return std::unexpected(UnfitDate::slot_length);
  if ((wish.to - wish.from) / wish.slot > kMostSlots) return std::unexpected(UnfitDate::too_many_slots);
  const auto starts = calendar.instant(site, wish.date, wish.from), ends = calendar.instant(site, wish.date, wish.to);
  const auto when = starts && ends ? Interval::make(*starts, *ends) : std::nullopt;
  if (!when) return std::unexpected(UnfitDate::impossible_time);
  if (when->ends() <= now) return std::unexpected(UnfitDate::past);
  return EveningDate{.id = id, .date = wish.date, .from = wish.from, .to = wish.to, .when = *when, .mode = wish.mode, .slot = wish.slot};
}

Desk make_desk(const Evening& evening, const EveningDate& date, std::vector<TeacherId> teachers) {
  Desk desk{.id = DeskId::random(), .date = date.id};
  for (const auto teacher : teachers) desk.teachers.push_back({teacher, std::nullopt});
  desk.starts = date.when.starts();
  desk.slot = date.slot;
  desk.slots = slots_in(date, date.slot);
  set_mode(desk, evening, date.mode);
  return desk;
}

std::chrono::microseconds days_between(const Calendar& calendar, SiteId site, const EveningDate& from, const EveningDate& to) {
  if (from.date == to.date) return {};
  const auto then = calendar.instant(site, to.date, from.from);
  return then ? *then - from.when.starts() : std::chrono::microseconds();
}

void replace_date(Plan& plan, const EveningDate& date) {
  const auto found = std::ranges::find(plan.dates, date.id, &EveningDate::id);
  if (found == plan.dates.end()) return;
  const auto before = *found;
  *found = date;
  for (auto& desk : plan.desks) {
    if (desk.date != date.id) continue;
    const auto slot = desk.slot == before.slot ? date.slot : desk.slot;
    desk.starts += date.when.starts() - before.when.starts();
    set_slot(desk, date, slot);
    if (before.mode != date.mode) set_mode(desk, plan.evening, date.mode);
  }
  const auto by = date.when.starts() - before.when.starts();
  for (auto& one : plan.interpreters) {
    for (auto& time : one.times) {
      if (time.date == date.id) time.when = *Interval::make(time.when.starts() + by, time.when.ends() + by);
    }
  }
}

void set_slot(Desk& desk, const EveningDate& date, minutes slot) {
  const auto before = desk;
  desk.slot = slot;
  desk.slots = std::clamp(static_cast<int>((date.when.ends() - desk.starts) / slot), 1, kMostSlots);
  if (before.slot != slot || before.slots != desk.slots) desk.breaks = same_breaks(before, desk);
}

void set_mode(Desk& desk, const Evening& evening, Mode mode) {
  desk.mode = mode == Mode::mixed ? Mode::in_person : mode;
  if (!has_own_link(evening, desk)) desk.link = desk.mode == Mode::online ? link_of(evening, desk.id) : "";
}

bool has_own_link(const Evening& evening, const Desk& desk) {
  return !desk.link.empty() && desk.link != link_of(evening, desk.id);
}

std::int64_t desks_without_call(const Plan& plan) {
  return std::ranges::count_if(plan.desks, [](const Desk& desk) { return !desk.away && desk.mode == Mode::online && desk.link.empty(); });
}

void renew_links(Plan& plan, const Evening& before) {
  for (auto& desk : plan.desks) {
    if (desk.mode == Mode::online && !has_own_link(before, desk)) desk.link = link_of(plan.evening, desk.id);
  }
}

std::vector<int> slots_between(const Desk& desk, const EveningDate& date, minutes from, minutes to) {
  const auto starts = date.when.starts() + (from - date.from), ends = date.when.starts() + (to - date.from);
  std::vector<int> slots;
  for (int slot = 0; slot < desk.slots; ++slot) {
    const auto when = desk.when(slot);
    if (when.starts() < ends && starts < when.ends()) slots.push_back(slot);
  }
  return slots;
}

void add_breaks(Plan& plan, EveningDateId id, const BreakWish& wish) {
  const auto* date = plan.date(id);
  if (date == nullptr || wish.length <= minutes(0)) return;
  const auto room = std::max(wish.until - wish.from - wish.length, minutes(0));
  const auto turns = room / wish.length + 1;
  std::mt19937_64 dice(plan.evening.seed);
  std::int64_t turn = 0;
  for (auto& desk : plan.desks) {
    if (desk.date != id) continue;
    auto from = wish.from;
    if (wish.spread == BreakSpread::staggered) from += (turn++ % turns) * wish.length;
    if (wish.spread == BreakSpread::random) from += static_cast<std::int64_t>(dice() % static_cast<std::uint64_t>(turns)) * wish.length;
    add_slots(desk, slots_between(desk, *date, from, from + wish.length));
  }
}

std::expected<Plan, UnfitDate> copy_of(const Plan& last, const Calendar& calendar, const People& people, LocalDate first, Instant now) {
  const auto site = last.evening.site;
  const auto dates = dates_again(last);
  const auto begins = std::chrono::sys_days(dates.empty() ? first : dates.front().date);
  // The same weekday: that day, or the first such after it.
  const auto away = std::chrono::sys_days(first) - begins;
  const auto by = std::chrono::ceil<std::chrono::weeks>(away);
  Plan plan{.evening = last.evening, .audience = last.audience, .staggered = {}, .early = {}, .dates = {}, .desks = {}};
  auto& evening = plan.evening;
  evening.id = EveningId::random();
  evening.state = EveningState::draft;
  for (auto* when : {&evening.requests_from, &evening.wishes_from, &evening.wishes_until, &evening.early_from, &evening.opens_at, &evening.closes_at}) {
    *when = moved(calendar, site, *when, by);
  }
  evening.seed = new_seed(now);  // by the old one, whoever lost a draw would lose it again
  evening.allocated_at.reset();
  evening.copied_from = last.evening.id;
  evening.version = 1;
  evening.created_at = now;
  plan.lengths = last.lengths;
  std::erase_if(plan.lengths.teachers, [&](const auto& one) { return people.teacher(one.first) == nullptr; });
  for (const auto& [year, opens] : last.staggered) plan.staggered.emplace(year, *moved(calendar, site, opens, by));
  for (const auto& old : dates) {
    // As it was planned: what a fire alarm or the snow made of it was for that night.
    auto date = make_date(calendar, site, {weeks_after(old.date, by), old.from - old.shifted, old.to - old.shifted, old.planned.value_or(old.mode), old.slot}, now);
    if (!date) return std::unexpected(date.error());
    plan.dates.push_back(*date);
    copy_desks(last, old, *date, people, plan);
  }
  return plan;
}

}  // namespace lodge::parents_evening
