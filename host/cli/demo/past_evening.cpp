#include "cli/demo/past_evening.h"

#include "cli/demo/browsing.h"

#include <lodge/errors.h>
#include <lodge/iso8601.h>

#include <array>
#include <ranges>

namespace lodge::demo {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

constexpr std::size_t kFamilies = 24;
constexpr days kAgo{364 - 17};  // the same weekday as the evening that is to come
constexpr days kPlannedBefore{21}, kBookingBefore{12};
constexpr auto kLanguages = std::to_array<std::string_view>({"Polish", "Urdu", "Polish", "Welsh"});

std::string at(std::chrono::sys_days day, std::string_view time) { return date_text(day) + "T" + std::string(time); }

/// The office sets it up three weeks before and notes what families need; twelve days before, they book.
class PastEvening {
 public:
  PastEvening(assembly::House& house, SiteId site) : house_(house), site_(site), browser_(house, site), people_(house.services.directory.people(site)) {
    night_ = std::chrono::sys_days(house.services.calendar.date_of(site, house.services.clock.now())) - kAgo;
  }
  ~PastEvening() { house_.services.clock.turn(0us); }
  PastEvening(const PastEvening&) = delete;
  PastEvening& operator=(const PastEvening&) = delete;

  void make() {
    go_to(night_ - kPlannedBefore, 9h);
    if (!open()) return;
    // From the other end of the list than the parent who signs in, whose mailbox stays as it is.
    std::vector<const Contact*> families;
    std::set<HouseholdId> seen;
    for (const auto* contact : people_->contacts() | std::views::reverse) {
      if (families.size() < kFamilies && seen.insert(contact->household).second && needs(*contact, families.size())) families.push_back(contact);
    }
    go_to(night_ - kBookingBefore, 19h);
    std::set<std::string> appointments;
    for (const auto* contact : families) {
      book(browser_, *people_, *contact, evening_);
      appointments.merge(booked(*contact));
    }
    go_to(night_, 19h + 30min);
    std::size_t nth = 0;
    for (const auto& appointment : appointments) attend(appointment, nth++);
  }

 private:
  void go_to(std::chrono::sys_days day, std::chrono::minutes time) {
    auto& clock = house_.services.clock;
    const auto then = house_.services.calendar.instant(site_, day, time).value_or(day + time);
    clock.turn(0us);
    clock.turn(then - clock.now());
  }
  Response as_office(const std::string& path, std::initializer_list<std::pair<const char*, std::string>> fields) {
    Fields form;
    for (const auto& [name, value] : fields) form.add(name, value);
    return browser_.ask(Method::post, path, office_, {Role::office}, std::move(form));
  }
  bool open() {
    const std::string opens = at(night_ - kBookingBefore, "18:00"), closes = at(night_, "12:00"), title = "Last year's parents' evening";
    const auto made = as_office("/admin/evenings/new", {{"title", title}, {"year_group", "7"}, {"year_group", "8"}, {"year_group", "9"}, {"class_teachers", "yes"},
                                                        {"date", date_text(night_)}, {"from", "16:00"}, {"to", "19:00"}, {"slot", "10"}, {"mode", "in_person"},
                                                        {"opens_at", opens}, {"closes_at", closes}});
    const auto link = target(made);
    if (made.status != 303 || as_office(link + "/publish", {{"version", "1"}}).status != 303) return false;
    evening_ = link.substr(link.rfind('/') + 1);
    return as_office(link + "/stages", {{"version", "2"}, {"title", title}, {"opens_at", opens}, {"closes_at", closes},
                                        {"one_each", "household"}, {"gap", "avoid"}, {"most_each", "0"}, {"gap_length", "5"}, {"walk", "5"},
                                        {"change_until", "0"}, {"notes", "yes"}}).status == 303;
  }
  /// The office notes what the family rang about. False for a family that the evening was not for.
  bool needs(const Contact& contact, std::size_t nth) {
    const auto card = "/admin/evenings/" + evening_ + "/families/" + contact.household.text();
    if (browser_.ask(Method::get, card, office_, {Role::office}).status != 200) return false;
    if (nth % 4 == 0) as_office(card + "/needs", {{"interpreter", std::string(kLanguages[nth / 4 % kLanguages.size()])}});
    if (nth % 6 == 1) as_office(card + "/needs", {{"step_free", "yes"}});
    if (nth % 12 == 2) as_office(card + "/needs", {{"with_whom", "Grandmother"}});
    return true;
  }
  std::set<std::string> booked(const Contact& contact) {
    constexpr std::string_view kLink = "/appointments/";
    const auto page = browser_.ask(Method::get, "/parents/evenings/" + evening_ + "/booked", same_person<PersonId>(contact.id), {Role::parent});
    std::set<std::string> all;
    for (auto found = page.body.find(kLink); found != std::string::npos; found = page.body.find(kLink, found + 1)) {
      all.insert(page.body.substr(found + kLink.size(), RawId::kTextSize));
    }
    return all;
  }
  /// Most came, some did not, and of some nobody noted it.
  void attend(const std::string& appointment, std::size_t nth) {
    if (nth % 11 == 5) return;
    as_office("/staff/evenings/" + evening_ + "/attendance", {{"booking", appointment}, {"attended", nth % 7 == 3 ? "missed" : "came"}});
  }

  assembly::House& house_;
  SiteId site_;
  Browser browser_;
  std::shared_ptr<const People> people_;
  PersonId office_ = PersonId::random();
  std::chrono::sys_days night_;
  std::string evening_;
};

}  // namespace

void make_past_evening(assembly::House& house, SiteId site) { PastEvening(house, site).make(); }

}  // namespace lodge::demo
