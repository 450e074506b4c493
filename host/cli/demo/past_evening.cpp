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
constexpr days kWishesBefore{21}, kBookingBefore{12};
constexpr auto kLanguages = std::to_array<std::string_view>({"Polish", "Urdu", "Polish", "Welsh"});

std::string at(std::chrono::sys_days day, std::string_view time) { return date_text(day) + "T" + std::string(time); }

/// The office sets it up: three weeks before, families say whom they wish to see; twelve days before, they book.
class PastEvening {
 public:
  PastEvening(assembly::House& house, SiteId site) : house_(house), site_(site), browser_(house, site), people_(house.services.directory.people(site)) {
    night_ = std::chrono::sys_days(house.services.calendar.date_of(site, house.services.clock.now())) - kAgo;
  }
  ~PastEvening() { house_.services.clock.turn(0us); }
  PastEvening(const PastEvening&) = delete;
  PastEvening& operator=(const PastEvening&) = delete;

  void make() {
    go_to(night_ - kWishesBefore, 9h);
    if (!open()) return;
    // From the other end of the list than the parent who signs in, whose mailbox stays as it is.
    std::vector<const Contact*> families;
    std::set<HouseholdId> seen;
    for (const auto* contact : people_->contacts() | std::views::reverse) {
      if (families.size() < kFamilies && wishes(*contact, families.size()) && seen.insert(contact->household).second) families.push_back(contact);
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
    return as_office(link + "/stages", {{"version", "2"}, {"title", title}, {"wishes_from", at(night_ - kWishesBefore, "08:00")},
                                        {"wishes_until", at(night_ - kBookingBefore, "12:00")}, {"opens_at", opens}, {"closes_at", closes},
                                        {"one_each", "household"}, {"gap", "avoid"}, {"most_each", "0"}, {"gap_length", "5"}, {"walk", "5"},
                                        {"change_until", "0"}, {"notes", "yes"}}).status == 303;
  }
  /// False for a family that it was not for.
  bool wishes(const Contact& contact, std::size_t nth) {
    const auto person = same_person<PersonId>(contact.id);
    const auto path = "/parents/evenings/" + evening_ + "/wishes";
    const auto page = browser_.ask(Method::get, path, person, {Role::parent});
    if (page.status != 200) return false;
    Fields form;
    std::size_t wish = 0;
    for (const auto& whom : whom_to_see(*people_, contact)) form.add("wish-" + whom, std::to_string(++wish));
    if (nth % 4 == 0) form.add("interpreter", std::string(kLanguages[nth / 4 % kLanguages.size()]));
    if (nth % 6 == 1) form.add("step_free", "yes");
    if (nth % 12 == 2) form.add("with_whom", "Grandmother");
    come_all_evening(page.body, form);
    return browser_.ask(Method::post, path, person, {Role::parent}, form).status == 303;
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
