#include "reach.h"

#include "appointments.h"

#include <lodge/errors.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

std::string_view word(Told kind) {
  switch (kind) {
    case Told::letter: return "letter";
    case Told::invitation: return "invitation";
    case Told::reminder: break;
  }
  return "reminder";
}

constexpr std::string_view kTold = "select household, kind, told_at from family_told where evening = ?";

using ToldOf = std::map<std::pair<HouseholdId, std::string>, Instant>;

ToldOf told_of(Reader& reader, EveningId evening) {
  ToldOf all;
  for (const auto& [household, kind, at] : reader.rows<HouseholdId, std::string, Instant>(kTold, {evening})) all[{household, kind}] = at;
  return all;
}

std::optional<Instant> at(const ToldOf& told, HouseholdId household, Told kind) {
  const auto found = told.find({household, std::string(word(kind))});
  return found == told.end() ? std::nullopt : std::optional(found->second);
}

bool has_email(const People& people, HouseholdId household) {
  return std::ranges::any_of(people.members_of(household), [&](ContactId one) {
    const auto* contact = people.contact(one);
    return contact != nullptr && !contact->email.empty();
  });
}

}  // namespace

std::vector<Reach> reach(const Kernel& kernel, Reader& reader, const Plan& plan) {
  const auto site = plan.evening.site;
  const auto people = kernel.directory.people(site);
  const auto& say = kernel.pages.say("");
  const auto told = told_of(reader, plan.evening.id);
  const auto in = kernel.parents.signed_in(reader, site, plan.evening.created_at);
  std::map<HouseholdId, std::size_t> booked;
  for (const auto& one : of_evening(reader, plan.evening.id)) booked[one.household] += one.state == AppointmentState::booked ? 1U : 0U;
  std::vector<Reach> all;
  for (auto& [household, students] : families(plan, *people)) {
    Reach one{.household = household, .students = std::move(students), .names = names_of(say, *people, household),
              .email = has_email(*people, household), .signed_in = std::ranges::binary_search(in, household),
              .letter_at = at(told, household, Told::letter), .invited_at = at(told, household, Told::invitation),
              .reminded_at = at(told, household, Told::reminder), .appointments = booked[household]};
    all.push_back(std::move(one));
  }
  std::ranges::sort(all, {}, [&](const Reach& one) {
    const auto* student = people->student(one.students.front());
    return std::tuple(student->surname, student->first_name, one.names, one.household);
  });
  return all;
}

constexpr std::string_view kForgetTold = "delete from family_told where evening = ? and household = ? and kind = ?";
constexpr std::string_view kMarkTold = "insert into family_told (evening, household, kind, told_at) values (?, ?, ?, ?)";

void mark_told(Transaction& transaction, EveningId evening, HouseholdId household, Told kind, Instant when) {
  transaction.execute(kForgetTold, {evening, household, word(kind)});
  transaction.execute(kMarkTold, {evening, household, word(kind), when});
}

std::string names_of(const Say& say, const People& people, HouseholdId household) {
  std::vector<std::string> names;
  for (const auto member : people.members_of(household)) names.push_back(people.name(same_person<PersonId>(member)));
  std::ranges::sort(names);
  std::string all = names.empty() ? "" : names.front();
  for (std::size_t i = 1; i < names.size(); ++i) all = say.say("{first} and {second}", {{"first", all}, {"second", names[i]}});
  return all;
}

constexpr std::string_view kPack = "select written_at from pack_written where evening_date = ?";

bool pack_written(Reader& reader, EveningDateId date) { return reader.row<Instant>(kPack, {date}).has_value(); }

constexpr std::string_view kMarkPack = "insert into pack_written (evening_date, written_at) values (?, ?)";

bool mark_pack_written(Transaction& transaction, EveningDateId date, Instant when) {
  try {
    transaction.execute(kMarkPack, {date, when});
    return true;
  } catch (const DuplicateKey&) {
    return false;
  }
}

}  // namespace lodge::parents_evening
