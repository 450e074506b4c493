#include "core/directory/households.h"

#include "core/directory/store.h"
#include "core/parents/store.h"
#include "core/revisions/revisions.h"

#include <lodge/parents.h>
#include <lodge/rooms.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace lodge::core {
namespace {

constexpr auto kNoEnd = std::chrono::days(365 * 100);

std::vector<Want> in_diary(std::vector<Want> wants, HouseholdId from, HouseholdId to) {
  for (auto& want : wants) {
    if (want.resource == diary_of(from)) want.resource = diary_of(to);
  }
  return wants;
}

/// Of whoever is, or was, in either household.
std::vector<StudentId> students_about(const People& before, const Regrouping& regrouping) {
  std::vector<StudentId> students;
  for (const auto household : {regrouping.from, regrouping.to}) {
    for (const auto member : before.members_of(household)) {
      for (const auto& tie : before.students_of(member)) students.push_back(tie.student);
    }
  }
  std::ranges::sort(students);
  students.erase(std::ranges::unique(students).begin(), students.end());
  return students;
}

}  // namespace

std::shared_ptr<const SitePeople> edited(const SitePeople& people, const std::function<void(DirectoryRows&)>& edit) {
  auto rows = people.rows();
  edit(rows);
  return std::make_shared<const SitePeople>(std::move(rows));
}

Regrouping Households::joining(SiteId site, HouseholdId from, HouseholdId to) const {
  if (from == to) throw std::invalid_argument("a household is not joined to itself");
  const auto people = directory_.snapshot(site);
  return {site, from, to, people->members_of(from), {}, people->rows().edits};
}

Regrouping Households::splitting(SiteId site, ContactId contact, std::vector<BookingId> taken) const {
  const auto people = directory_.snapshot(site);
  const auto* one = people->contact(contact);
  if (one == nullptr || people->members_of(one->household).size() < 2) throw std::invalid_argument("nobody would stay behind");
  // Its own number may by now be the number of those who stay.
  auto own = same_person<HouseholdId>(contact);
  if (!people->members_of(own).empty()) own = HouseholdId::random();
  return {site, one->household, own, {contact}, std::move(taken), people->rows().edits};
}

std::vector<Booking> Households::going(Reader& reader, const Regrouping& regrouping) {
  const auto now = clock_.now();
  auto bookings = ledger_.between(reader, std::array{diary_of(regrouping.from)}, Interval::make(now, now + kNoEnd).value());
  if (const auto& taken = regrouping.taken) {
    std::erase_if(bookings, [&](const Booking& one) { return std::ranges::find(*taken, one.id) == taken->end(); });
  }
  return bookings;
}

// Whoever was printed a letter goes on getting in by it; but where a household falls apart, either half may hold it.
std::int64_t Households::move_ways_in(Transaction& transaction, const Regrouping& regrouping, const FamiliesChange& change) {
  if (change.splits()) return end_(transaction, regrouping.site, regrouping.from, change.before.members_of(regrouping.from));
  for (const auto household : {regrouping.from, regrouping.to}) {
    name_parent_codes(transaction, regrouping.site, household, first_contact_of(change.before, household));
  }
  move_parent_codes(transaction, regrouping.site, regrouping.from, regrouping.to);
  return 0;
}

void Households::move_diary(Transaction& transaction, const Booking& booking, const Regrouping& regrouping, Rekeying& result) {
  const auto wants = in_diary(booking.wants, regrouping.from, regrouping.to);
  auto changed = ledger_.change(transaction, booking.id, booking.version, wants);
  if (!changed) {
    if (const auto* taken = std::get_if<Taken>(&changed.error())) result.clashing.push_back({booking, *taken});
    else result.overtaken = true;
  } else if (!ask_(transaction, booking, regrouping.from, regrouping.to)) {
    result.clashing.push_back({booking, {}});
  } else {
    result.moved.push_back(std::move(*changed));
  }
}

Households::Edit Households::edit(const Regrouping& regrouping) const {
  auto before = directory_.snapshot(regrouping.site);
  auto after = edited(*before, [&](DirectoryRows& rows) {
    for (const auto& contact : regrouping.contacts) rows.households[contact] = regrouping.to;
  });
  return {std::move(before), std::move(after)};
}

Rekeying Households::rekey(Transaction& transaction, const Regrouping& regrouping, const FamiliesChange& change) {
  const auto& [site, from, to, contacts, taken, edits] = regrouping;
  Rekeying result;
  result.overtaken = !still_at_revision(transaction, site, kPeopleRevision, change.before.revision() - edits) ||
                     !move_revision(transaction, site, kPeopleEdits, edits, edits + 1);
  if (result.overtaken) return result;
  for (const auto& contact : contacts) put_household(transaction, site, contact, to);
  ledger_.add_resource(transaction, household_diary(site, to));
  for (const auto& booking : going(transaction, regrouping)) move_diary(transaction, booking, regrouping, result);
  if (result.clashing.empty() && !result.overtaken) result.besides = tell_(transaction, change);
  // After the modules: they wait for whoever is just printing letters for the household as it was.
  result.codes_ended = move_ways_in(transaction, regrouping, change);
  return result;
}

Rekeying Households::preview(const Actor& actor, const Regrouping& regrouping, const Say& say) {
  const auto [before, after] = edit(regrouping);
  const FamiliesChange change{actor, *before, *after, say, students_about(*before, regrouping), regrouping.from, regrouping.to, regrouping.contacts};
  return central_.write([&](Transaction& transaction) -> std::expected<void, Rekeying> {
    return std::unexpected(rekey(transaction, regrouping, change));
  }).error();
}

std::expected<Rekeying, Rekeying> Households::apply(const Actor& actor, const Regrouping& regrouping, const Say& say) {
  const auto [before, after] = edit(regrouping);
  const FamiliesChange change{actor, *before, *after, say, students_about(*before, regrouping), regrouping.from, regrouping.to, regrouping.contacts};
  auto done = central_.write([&](Transaction& transaction) -> std::expected<Rekeying, Rekeying> {
    auto result = rekey(transaction, regrouping, change);
    if (result.overtaken || !result.clashing.empty()) return std::unexpected(std::move(result));
    audit_.record(transaction, actor, {"household.changed", regrouping.to.text(), "{\"from\":\"" + regrouping.from.text() + "\"}"});
    return result;
  });
  if (done) directory_.refresh(regrouping.site);
  return done;
}

}  // namespace lodge::core
