#pragma once
// A small school in memory behind the Kernel's interfaces, for the tests of booking modules. Its ledger and its database
// are the caller's. Plain objects that a test sets and reads while nobody else is at work; what is noted may be noted by several threads.
#include "core/outbox/timed_outbox.h"

#include <lodge/booking.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace lodge::test {

class SetClock final : public Clock {
 public:
  Instant now() const override { return instant; }
  Instant instant{};
};

/// A calendar in UTC: Monday to Friday are school days with the given periods; closures are by date.
class PlainCalendar final : public Calendar {
 public:
  struct Plan {
    std::string code, name;
    PeriodKind kind;
    int starts, ends;  // minutes
  };
  SchoolDay day(SiteId, LocalDate date) const override {
    const std::chrono::sys_days midnight(date);
    SchoolDay day{date, SchoolDay::Kind::school, "", "B", {}, *Interval::make(midnight, midnight + std::chrono::days(1))};
    for (const auto& plan : periods) {
      const std::chrono::minutes from(plan.starts), to(plan.ends);
      day.periods.push_back({plan.code, plan.name, plan.kind, from, to, *Interval::make(midnight + from, midnight + to)});
    }
    const auto weekday = std::chrono::weekday(midnight).iso_encoding();
    if (const auto closed = closures.find(date); closed != closures.end()) {
      day.kind = SchoolDay::Kind::closure;
      day.closure = closed->second;
    } else if (weekday > 5) {
      day.kind = SchoolDay::Kind::weekend;
    } else if (date < term.first_day || date > term.last_day) {
      day.kind = SchoolDay::Kind::outside_term;
    }
    if (day.kind != SchoolDay::Kind::school) day.week_letter.clear();
    return day;
  }
  std::optional<Term> term_at(SiteId, LocalDate date) const override {
    return date < term.first_day || date > term.last_day ? std::nullopt : std::optional(term);
  }
  std::vector<Term> terms(SiteId) const override { return {term}; }
  LocalDate date_of(SiteId, Instant when) const override { return std::chrono::floor<std::chrono::days>(when); }
  std::chrono::minutes minutes_of(SiteId, Instant when) const override {
    return std::chrono::floor<std::chrono::minutes>(when - std::chrono::floor<std::chrono::days>(when));
  }
  std::expected<Instant, LocalTimeFault> instant(SiteId, LocalDate date, std::chrono::minutes since_midnight) const override {
    return Instant(std::chrono::sys_days(date) + since_midnight);
  }
  std::string time_zone(SiteId) const override { return "UTC"; }
  std::int64_t revision(SiteId) const override { return 1; }

  Term term{"Autumn", std::chrono::year(2026) / 9 / 2, std::chrono::year(2026) / 12 / 18};
  std::map<LocalDate, std::string> closures;
  std::vector<Plan> periods{{"Reg", "Registration", PeriodKind::registration, 520, 540},
                            {"1", "Period 1", PeriodKind::lesson, 540, 600},
                            {"2", "Period 2", PeriodKind::lesson, 600, 660},
                            {"Br", "Break", PeriodKind::rest, 660, 680},
                            {"3", "Period 3", PeriodKind::lesson, 680, 740},
                            {"4", "Period 4", PeriodKind::lesson, 740, 800},
                            {"L", "Lunch", PeriodKind::rest, 800, 850},
                            {"5", "Period 5", PeriodKind::lesson, 850, 910},
                            {"AS", "After school", PeriodKind::after_school, 910, 990}};
};

class ListedRooms final : public Rooms {
 public:
  std::int64_t revision() const override { return 1; }
  const std::vector<Room>& all() const override { return list; }
  const Room* room(RoomId id) const override { return find([&](const Room& room) { return room.id == id; }); }
  const Room* by_code(std::string_view code) const override { return find([&](const Room& room) { return room.code == code; }); }
  std::vector<Room> list;

 private:
  template <class Is>
  const Room* find(Is is) const {
    const auto found = std::ranges::find_if(list, is);
    return found == list.end() ? nullptr : &*found;
  }
};

class OneCatalogue final : public RoomCatalogue {
 public:
  std::shared_ptr<const Rooms> rooms(SiteId) const override { return listed; }
  std::shared_ptr<ListedRooms> listed = std::make_shared<ListedRooms>();
};

class ListedTimetable final : public Timetable {
 public:
  std::vector<Lesson> lessons(Reader&, SiteId, Interval when) const override {
    std::vector<Lesson> some;
    for (const auto& lesson : list) {
      if (when.contains(lesson.when.starts())) some.push_back(lesson);
    }
    return some;
  }
  std::optional<Lesson> lesson(Reader&, BookingId booking) const override {
    const auto found = std::ranges::find(list, booking, &Lesson::booking);
    return found == list.end() ? std::nullopt : std::optional(*found);
  }
  std::vector<Lesson> list;
};

/// Only names and teachers; nobody has ties.
class NamedPeople final : public People {
 public:
  std::int64_t revision() const override { return 1; }
  const Student* student(StudentId) const override { return nullptr; }
  const Teacher* teacher(TeacherId id) const override {
    const auto found = std::ranges::find(staff, id, &Teacher::id);
    return found == staff.end() ? nullptr : &*found;
  }
  const Contact* contact(ContactId) const override { return nullptr; }
  std::string name(PersonId id) const override {
    const auto* found = teacher(same_person<TeacherId>(id));
    return found == nullptr ? "" : found->shown();
  }
  const std::vector<const Student*>& students() const override { return no_students_; }
  const std::vector<const Teacher*>& teachers() const override { return listed_; }
  const std::vector<const Contact*>& contacts() const override { return no_contacts_; }
  const std::vector<TaughtClass>& classes() const override { return no_classes_; }
  const std::vector<Group>& groups() const override { return no_groups_; }
  const std::vector<Tie>& contacts_of(StudentId) const override { return no_ties_; }
  const std::vector<Tie>& students_of(ContactId) const override { return no_ties_; }
  std::vector<const TaughtClass*> classes_of(StudentId) const override { return {}; }
  std::vector<const TaughtClass*> classes_taught_by(TeacherId) const override { return {}; }
  ContactRule contact_rule(StudentId) const override { return ContactRule::joint; }
  std::vector<ContactId> members_of(HouseholdId) const override { return {}; }
  std::vector<PersonId> by_email(std::string_view email) const override {
    std::vector<PersonId> found;
    for (const auto& teacher : staff)
      if (teacher.email == email) found.push_back(same_person<PersonId>(teacher.id));
    return found;
  }
  TeacherId add(std::string first_name, std::string surname, std::string email) {
    const auto id = staff.emplace_back(TeacherId::random(), "Ms", std::move(first_name), std::move(surname), std::move(email)).id;
    list();
    return id;
  }
  void remove(PersonId person) {
    std::erase_if(staff, [&](const Teacher& one) { return same_person<PersonId>(one.id) == person; });
    list();
  }
  std::vector<Teacher> staff;

 private:
  void list() {
    listed_.clear();
    for (const auto& teacher : staff) listed_.push_back(&teacher);
  }
  std::vector<const Teacher*> listed_;
  std::vector<const Student*> no_students_;
  std::vector<const Contact*> no_contacts_;
  std::vector<TaughtClass> no_classes_;
  std::vector<Group> no_groups_;
  std::vector<Tie> no_ties_;
};

class OneDirectory final : public Directory {
 public:
  std::shared_ptr<const People> people(SiteId) const override { return whole ? whole : std::shared_ptr<const People>(named); }
  std::shared_ptr<const People> whole;  ///< stands before `named` when it is set
  std::shared_ptr<NamedPeople> named = std::make_shared<NamedPeople>();
};

class ByRole final : public Access {
 public:
  bool may(const Actor& actor, const Permission& permission) const override {
    return permission.name == kAnybody.name || actor.roles.meets(permission.roles);
  }
  bool may(const Actor& actor, const Permission& permission, const Object& object) const override {
    return may(actor, permission) || (actor.person == object.owner && actor.roles.meets(permission.own));
  }
};

class StandardSettings : public Settings {
 public:
  std::string text(SiteId, const Setting& setting) const override { return value(setting); }
  std::int64_t number(SiteId, const Setting& setting) const override { return std::stoll(value(setting)); }
  bool yes(SiteId, const Setting& setting) const override { return value(setting) == "yes"; }
  std::chrono::seconds duration(SiteId, const Setting& setting) const override {
    const auto text = value(setting);
    const auto count = std::stoll(text);
    if (text.find("day") != std::string::npos) return std::chrono::days(count);
    return text.find('h') != std::string::npos ? std::chrono::hours(count) : std::chrono::seconds(std::chrono::minutes(count));
  }
  std::map<std::string, std::string, std::less<>> set;

 private:
  std::string value(const Setting& setting) const {
    const auto found = set.find(setting.name);
    return found == set.end() ? std::string(setting.standard) : found->second;
  }
};

class ScriptedRules final : public Rules {
 public:
  Verdict ask(SiteId, const Hook&, const Value& question) override {
    {
      const std::scoped_lock one_at_a_time(mutex);
      asked.push_back(question);
    }
    return answer ? answer(question) : Verdict{};
  }
  std::mutex mutex;
  std::vector<Value> asked;
  std::function<Verdict(const Value&)> answer;
};

/// Not sealed at all, but bound to its author and place as the real one is.
class ClearPrivacy final : public Privacy {
 public:
  std::string seal(SiteId, PersonId author, std::string_view place, std::string_view text) override {
    return author.text() + "|" + std::string(place) + "|" + std::string(text);
  }
  std::optional<std::string> open(SiteId, PersonId author, std::string_view place, std::string_view sealed) override {
    const auto head = author.text() + "|" + std::string(place) + "|";
    LODGE_CHECK(sealed.starts_with(head));
    return erased.contains(author) ? std::nullopt : std::optional(std::string(sealed.substr(head.size())));
  }
  std::set<PersonId> erased;
};

class KeptOutbox final : public core::TimedOutbox {
 public:
  MessageId post(Transaction& transaction, const QueuedMessage& message) override { return post(transaction, message, std::nullopt); }
  MessageId post(Transaction& transaction, const QueuedMessage& message, std::optional<Instant> ends) override {
    transaction.after_commit([this, message, ends] {
      const std::scoped_lock one_at_a_time(mutex);
      posted.push_back(message), posted_until.push_back(ends);
    });
    return MessageId::random();
  }
  std::mutex mutex;
  std::vector<QueuedMessage> posted;
  std::vector<std::optional<Instant>> posted_until;
};

class KeptAudit final : public Audit {
 public:
  void record(Transaction& transaction, const Actor&, const Act& act) override {
    transaction.after_commit([this, action = std::string(act.action)] {
      const std::scoped_lock one_at_a_time(mutex);
      actions.push_back(action);
    });
  }
  std::mutex mutex;
  std::vector<std::string> actions;
};

/// They run when the test says so.
class KeptJobs final : public Jobs {
 public:
  void every(std::string name, std::chrono::seconds, std::function<void()> work) override { kept[std::move(name)] = std::move(work); }
  std::map<std::string, std::function<void()>> kept;
};

/// Codes that count up, who is said to have got in, and the languages of those who have one.
class ListedParents final : public ParentAccess {
 public:
  std::vector<std::string> letter_codes(Transaction&, SiteId, std::string_view, std::span<const HouseholdId> households,
                                        Instant) override {
    std::vector<std::string> codes;
    for (const auto& household : households) {
      codes.push_back("aaaa-bbbb-" + std::to_string(10 + codes.size()));
      household_of_code[codes.back()] = household;
    }
    return codes;
  }
  void extend_letter_codes(Transaction&, SiteId, std::string_view what, Instant until) override { extended[std::string(what)] = until; }
  std::vector<HouseholdId> signed_in(Reader&, SiteId, Instant) override { return in; }
  std::string language_of(Reader&, ContactId contact) const override {
    const auto found = languages.find(contact);
    return found == languages.end() ? "" : found->second;
  }
  std::string letter_address(std::string_view code) const override { return "https://lodge.test" + letter_path(code); }
  std::map<std::string, HouseholdId> household_of_code;
  std::map<std::string, Instant> extended;
  std::vector<HouseholdId> in;
  std::map<ContactId, std::string> languages;
};

/// Its "PDF" is the words alone: a line a text, a cell, a code's content; a form feed before each sheet.
class PlainPaper final : public Paper {
 public:
  std::string pdf(std::string_view, std::span<const Sheet> sheets) const override {
    std::string words;
    const auto line = [&](const std::string& text) { words += text + "\n"; };
    for (const auto& sheet : sheets) {
      words += "\f";
      for (const auto& block : sheet.blocks) {
        if (const auto* text = std::get_if<PaperText>(&block)) line(text->text);
        if (const auto* table = std::get_if<PaperTable>(&block)) {
          for (const auto& row : table->rows) std::ranges::for_each(row, line);
        }
        if (const auto* code = std::get_if<PaperCode>(&block)) {
          line(code->content);
          for (const auto& text : code->beside) line(text.text);
        }
      }
    }
    return words;
  }
  void print(const std::string& printer, const std::string&, std::string_view pdf) const override {
    if (out_of_paper) throw Unavailable("out of paper");
    printed.emplace_back(printer, pdf);
    if (const auto act = std::exchange(meanwhile, nullptr)) act();
  }
  bool out_of_paper = false;
  mutable std::function<void()> meanwhile;  ///< what somebody does once, while a sheet is being printed
  mutable std::vector<std::pair<std::string, std::string>> printed;
};

class KeptRoutes final : public Routes {
 public:
  void add(Route route) override { all.push_back(std::move(route)); }
  std::vector<Route> all;
};

}  // namespace lodge::test
