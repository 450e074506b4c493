#pragma once
// A school with families, a real ledger on a fresh store, one evening that is open, and the module's ways in.
#include "contract/engines.h"
#include "plugins/asking.h"

#include "module.h"

#include "core/directory/rows.h"
#include "core/ledger/ledger.h"
#include "pages/frame.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lodge::test {

inline constexpr LocalDate kEveningDay = std::chrono::year(2026) / 11 / 12;  // a Thursday

/// Monday 2 November 2026, 9 in the evening, UTC. Maya (9B) and Leo (7A) Reed are siblings; their parents, Ann Reed and
/// Tom Birch, are separated: a household each. Sam Cole (9B) has two parents who share a household, Jo and Kim.
/// Okafor teaches Maths to Maya, Leo and Sam, Lowther English to Maya and Sam, Zając is the tutor of 9B, Bo teaches Art to Leo,
/// Shah teaches nobody. The evening is for years 7 and 9, from 4 to 7 pm, 10 minutes a slot, with a desk for each of the
/// four: Okafor and Lowther in M12 and M13 (Main), Zając in S03 (Science), Bo online. Slots 6 and 7 of Okafor are a break.
class EveningSchool : public AskedByPage<EveningSchool> {
 public:
  explicit EveningSchool(Engine engine);

  Actor parent(ContactId contact) const;
  Actor teacher(TeacherId teacher) const;
  Actor office() const { return office_actor; }
  /// A room of another school's on the same machine.
  RoomId room_elsewhere();
  /// Moves the clock on by that much.
  void wait(std::chrono::seconds time) { clock.instant += time; }
  parents_evening::Desk desk(TeacherId teacher) const;
  std::shared_ptr<const parents_evening::Plan> plan() const;
  /// Changes the evening as the office would, and raises its version.
  void change(const std::function<void(parents_evening::Evening&)>& edit);
  /// Changes what the directory holds, and makes its people anew.
  void people(const std::function<void(core::DirectoryRows&)>& edit);
  parents_evening::Choice choice(StudentId student, TeacherId teacher, int slot) const;
  parents_evening::Basket basket(HouseholdId household, std::vector<parents_evening::Choice> choices, std::string key = {}) const;
  std::vector<std::string> faults();
  /// Subject and text of a posted message, as its recipient reads it who chose that language.
  std::string told(std::size_t which, std::string_view language = "en");

  SiteId site = SiteId::random();
  StudentId maya, leo, sam;
  ContactId ann, tom, jo, kim;
  HouseholdId anns, toms, coles;
  TeacherId okafor, lowther, zajac, bo, shah;
  parents_evening::EveningId evening = parents_evening::EveningId::random();

  FreshStore store;
  SetClock clock;
  PlainCalendar calendar;
  OneCatalogue catalogue;
  ListedTimetable timetable;
  OneDirectory directory;
  ByRole access;
  StandardSettings settings;
  ScriptedRules rules;
  ClearPrivacy privacy;
  KeptOutbox outbox;
  KeptAudit audit;
  KeptJobs jobs;
  ListedParents parents;
  PlainPaper paper;
  pages::CatalogueLanguages languages{LODGE_LANGUAGES, {"qps", "pl"}};
  std::unique_ptr<core::StoredLedger> ledger;
  std::unique_ptr<pages::Frame> frame;
  std::unique_ptr<Kernel> kernel;
  std::unique_ptr<parents_evening::ParentsEveningModule> module;
  KeptRoutes routes;

 private:
  PersonId add_person(core::PersonKind kind, std::string title, std::string first, std::string surname, std::string form = {}, int year = 0);
  HouseholdId add_contact(ContactId contact, std::initializer_list<StudentId> students, int priority);
  void add_class(const std::string& code, const std::string& subject, TeacherId teacher, std::initializer_list<StudentId> students);
  void add_people();
  void add_rooms();
  void add_evening();
  void add_desk(Transaction& transaction, TeacherId teacher, std::string_view room, std::vector<int> breaks);

  core::DirectoryRows rows;
  std::optional<parents_evening::EveningDate> date;
  Actor office_actor;
};

}  // namespace lodge::test
