#include "core/sync/brakes.h"

#include <algorithm>
#include <set>

namespace lodge::core {
namespace {

using Reason = Brake::Reason;

std::string_view word_of(Reason reason) {
  constexpr std::string_view kWords[] = {"too_many_missing", "year_group_missing", "empty", "partial", "ids_changed"};
  return kWords[static_cast<std::size_t>(reason)];
}

std::string of_them(std::int64_t missing, std::int64_t of) { return std::to_string(missing) + " of " + std::to_string(of); }

std::int64_t known_of_kind(const Changes& changes, const std::string& kind) {
  const auto found = changes.counts.find(kind);
  return found == changes.counts.end() ? 0 : found->second.changed + found->second.missing + found->second.same;
}

std::int64_t people_known(const Present& present, PersonKind kind) {
  return std::ranges::count_if(present.people->rows().people, [&](const PersonRow& row) { return row.kind == kind && !row.missing; });
}

std::int64_t known_in(const Present& present, const std::string& kind) {
  for (const auto person : kPersonKinds) {
    if (kind == kind_of(person)) return people_known(present, person);
  }
  if (kind == kind::kClasses) return std::ssize(present.people->classes());
  if (kind == kind::kGroups) return std::ssize(present.people->groups());
  if (kind == kind::kRooms) return std::ssize(present.rooms->all());
  if (kind == kind::kPeriods) return std::ssize(present.years.periods);
  return kind == kind::kTerms ? std::ssize(present.years.terms) : std::ssize(present.lines);
}

// A kind that was asked for and came back empty. It removes nothing; somebody should know.
void brake_empty(const CheckedSchool& school, const Present& present, std::vector<Brake>& brakes) {
  for (const auto& kind : school.asked) {
    const auto came = school.received.find(kind);
    const auto known = known_in(present, kind);
    if (came == school.received.end() || came->second > 0 || known == 0) continue;
    brakes.push_back({Reason::empty, kind, known, known, "The MIS sent no " + kind + " at all; it had " + std::to_string(known) +
                      " before. Nobody is marked missing because of it. Look at the export."});
  }
}

// The end marker tells how many records there were; fewer arrived than it says.
void brake_partial(const Pulled& pulled, const CheckedSchool& school, std::vector<Brake>& brakes) {
  const auto unreadable = std::ranges::count_if(pulled.records, [](const Record& one) { return std::holds_alternative<UnreadableRecord>(one); });
  for (const auto& [kind, total] : pulled.end.totals) {
    const auto found = school.received.find(kind);
    if (found == school.received.end() || found->second + unreadable >= total) continue;
    brakes.push_back({Reason::partial, kind, total - found->second, total, "Only " + of_them(found->second, total) + " " + kind + " arrived. Pull again."});
  }
}

void brake_missing(const Changes& changes, const Thresholds& thresholds, std::vector<Brake>& brakes) {
  for (const auto& [kind, count] : changes.counts) {
    const auto threshold = thresholds.find(kind);
    const auto known = known_of_kind(changes, kind);
    if (threshold == thresholds.end() || count.missing < threshold->second.at_least) continue;
    if (count.missing * 100 <= known * threshold->second.per_cent) continue;
    brakes.push_back({Reason::too_many_missing, kind, count.missing, known,
                      of_them(count.missing, known) + " " + kind + " would go missing. Confirm if that is true."});
  }
}

void brake_year_group(const Present& present, const Changes& changes, std::vector<Brake>& brakes) {
  std::map<int, std::pair<std::int64_t, std::int64_t>> years;  // missing, of
  for (const auto& row : present.people->rows().people) {
    if (row.kind == PersonKind::student && !row.missing && row.year_group) ++years[*row.year_group].second;
  }
  for (const auto& person : changes.people) {
    if (person.row.kind == PersonKind::student && person.row.missing && person.row.year_group) ++years[*person.row.year_group].first;
  }
  for (const auto& [year, many] : years) {
    if (many.first < 3 || many.first < many.second) continue;
    brakes.push_back({Reason::year_group_missing, kind::kStudents, many.first, many.second,
                      "The whole of year group " + std::to_string(year) + " would go missing. Confirm if it left."});
  }
}

using Described = std::tuple<std::string, std::string, std::optional<LocalDate>>;

Described described(const PersonFields& fields) { return {fields.first_name, fields.surname, fields.date_of_birth}; }

// Nearly nobody keeps their number and most keep their name: the MIS was changed, or numbers its people anew.
void brake_ids(const CheckedSchool& school, const Present& present, const Changes& changes, std::vector<Brake>& brakes) {
  for (const auto kind : kPersonKinds) {
    const auto counted = changes.counts.find(kind_of(kind));
    if (counted == changes.counts.end()) continue;
    const auto& count = counted->second;
    const auto known = known_of_kind(changes, kind_of(kind));
    if (count.missing < 5 || (known - count.missing) * 10 > known) continue;
    std::set<Described> came;
    for (const auto& [who, person] : school.people) {
      if (who.first == kind) came.insert(described(person.fields));
    }
    const auto again = std::ranges::count_if(present.people->rows().people, [&](const PersonRow& row) {
      return row.kind == kind && !row.missing && came.contains(described(row.fields));
    });
    if (again * 2 < known) continue;
    brakes.push_back({Reason::ids_changed, kind_of(kind), count.missing, known,
                      "The same " + std::string(kind_of(kind)) + " came with other numbers. That is a migration: keep the old numbers in the export."});
  }
}

}  // namespace

std::string Brake::key() const { return kind + "." + std::string(word_of(reason)); }

Thresholds usual_thresholds() {
  return {{kind::kStudents, {}},          {kind::kContacts, {}},         {kind::kTeachers, {}},       {kind::kClasses, {20, 5}},
          {kind::kGroups, {20, 5}}, {kind::kRooms, {20, 3}}, {kind::kLessons, {50, 20}}};
}

std::vector<Brake> brakes(const Pulled& pulled, const CheckedSchool& school, const Present& present, const Changes& changes,
                          const Thresholds& thresholds) {
  std::vector<Brake> found;
  brake_empty(school, present, found);
  brake_partial(pulled, school, found);
  brake_missing(changes, thresholds, found);
  brake_year_group(present, changes, found);
  brake_ids(school, present, changes, found);
  return found;
}

}  // namespace lodge::core
