#include "assembly/front_of_house.h"

#include "core/log.h"
#include "http/openapi.h"
#include "pages/access_pages.h"
#include "pages/calendar_api.h"
#include "pages/family_pages.h"
#include "pages/message_pages.h"
#include "pages/parent_pages.h"
#include "pages/settings_pages.h"
#include "pages/sync_api.h"
#include "pages/timetable_pages.h"
#include "pages/typed_pages.h"

#include <lodge/errors.h>

#include <algorithm>
#include <iterator>

namespace lodge::assembly {
namespace {

core::AskModules each_module_asked(House& house) {
  return [&house](Transaction& transaction, const Booking& booking, HouseholdId from, HouseholdId to) {
    return std::ranges::all_of(house.modules, [&](const Module& one) { return one.module->rekeyed(transaction, booking, from, to); });
  };
}

// "rooms.booking" is of the module "rooms".
core::LessonPlaces::ModuleOf module_of_kind(House& house) {
  return [&house](std::string_view kind) -> BookingModule* {
    const auto found = std::ranges::find(house.modules, kind.substr(0, kind.find('.')), &Module::name);
    return found == house.modules.end() ? nullptr : found->module.get();
  };
}

core::TellModules each_module_told(House& house) {
  return [&house](Transaction& transaction, const FamiliesChange& change) {
    std::vector<std::string> done;
    for (auto& [name, module] : house.modules) std::ranges::move(module->families_changed(transaction, change), std::back_inserter(done));
    return done;
  };
}

std::string metrics_token(const ops::Config& config) {
  auto token = config.secret("http.metrics_token");
  if (!token) throw CannotStart(token.error());
  return std::move(*token);
}

/// What each module is called in the navigation, by what `key` says of it.
std::map<std::string, std::string, std::less<>> words_of_modules(House& house, const std::function<std::string(const Module&)>& key) {
  std::map<std::string, std::string, std::less<>> words;
  for (const auto& one : house.modules) {
    const auto entries = one.module->navigation();
    if (!entries.empty()) words.emplace(key(one), entries.front().words);
  }
  return words;
}

}  // namespace

FrontOfHouse::FrontOfHouse(House& house)
    : house_(house),
      identities_(house.services.access_parts, house.services.accounts, house.services.tokens),
      sessions_(house.services.access_parts),
      throttle_(house.services.stores.central(), house.services.clock),
      searches_(house.services.keys),
      kept_(house.services.stores.central(), house.services.keyring, house.services.clock),
      sign_in_(house.services.access_parts, house.services.accounts, sessions_, passwords_, throttle_),
      credentials_(house.services.access_parts, house.services.accounts, sessions_, passwords_, throttle_),
      parent_sign_in_(house.services.access_parts, house.services.accounts, sessions_, throttle_),
      parent_knocks_(knocks_of(house.services, throttle_)),
      contact_rules_(house.services.stores.central(), house.services.directory, house.services.keyring, house.services.audit,
                     house.services.clock, each_module_told(house)),
      households_(house.services.stores.central(), house.services.ledger, house.services.directory, house.services.audit,
                  house.services.clock,
                  [this](Transaction& transaction, SiteId site, HouseholdId household, const std::vector<ContactId>& members) {
                    return parent_sign_in_.end_ways_in(transaction, site, household, members);
                  },
                  each_module_asked(house), each_module_told(house)),
      places_(house.services.stores.central(), house.services.ledger, house.services.audit, house.services.clock, module_of_kind(house)),
      parts_{.router = router_,
             .identities = identities_,
             .access = house.services.access,
             .languages = house.languages,
             .clock = house.services.clock,
             .metrics = metrics_,
             .pages = &house.frame,
             .visit_mac = [&house](std::string_view visit) { return house.services.keys.mark("visit", visit); },
             .why_not_ready = [this] { return why_not_ready(); },
             .metrics_token = metrics_token(house.services.config),
             .searches = &searches_,
             .kept = &kept_} {
  add_routes();
}

void FrontOfHouse::add_routes() {
  house_.frame.add_routes(router_);
  auto& s = house_.services;
  pages::register_access_pages(router_, {house_.frame, s.access, s.stores.central(), s.directory, s.accounts, sessions_, sign_in_,
                                         credentials_, s.config.text("public_url")});
  pages::register_typed_pages(router_, {house_.frame, searches_, kept_});
  add_parent_routes();
  add_family_routes();
  add_message_routes();
  add_settings_routes();
  add_timetable_routes();
  pages::add_sync_api(router_, s.stores.central());
  pages::add_calendar_api(router_, s.calendar, s.clock);
  for (auto& [name, module] : house_.modules) module->add_routes(router_);
  for (const auto& entry : pages::access_navigation()) house_.frame.add_navigation(entry);
  http::add_openapi(router_, "0.1.0");
  set_body_limits();
}

void FrontOfHouse::add_parent_routes() {
  auto& s = house_.services;
  std::vector<NavigationEntry> ways;
  for (const auto& [name, module] : house_.modules) {
    for (const auto& entry : module->navigation()) ways.push_back(entry);
  }
  pages::register_parent_pages(router_, {house_.frame, s.access, s.stores.central(), s.directory, s.settings, house_.languages,
                                         s.accounts, sessions_, parent_sign_in_, parent_knocks_, std::move(ways)});
}

void FrontOfHouse::add_family_routes() {
  auto& s = house_.services;
  pages::register_family_pages(router_, {house_.frame, s.stores.central(), s.directory, s.calendar, s.ledger, s.accounts, contact_rules_,
                                         households_, parent_sign_in_, parent_knocks_, s.audit, s.config.text("public_url")});
  for (const auto& entry : pages::family_navigation()) house_.frame.add_navigation(entry);
}

void FrontOfHouse::add_message_routes() {
  auto& s = house_.services;
  pages::register_message_pages(router_, {house_.frame, s.stores.central(), s.directory, s.calendar, s.accounts, s.audit, s.doorbell, words_of_modules(house_, [](const Module& module) { return module.name; })});
  for (const auto& entry : pages::message_navigation()) house_.frame.add_navigation(entry);
}

void FrontOfHouse::add_settings_routes() {
  auto& s = house_.services;
  const auto prefix = [](const Module& module) {
    const auto settings = module.module->settings();
    return settings.empty() ? std::string() : std::string(settings.front().name.substr(0, settings.front().name.find('.')));
  };
  pages::register_settings_pages(router_, {house_.frame, s.stores.central(), s.settings, s.audit, words_of_modules(house_, prefix)});
  for (const auto& entry : pages::settings_navigation()) house_.frame.add_navigation(entry);
}

void FrontOfHouse::add_timetable_routes() {
  auto& s = house_.services;
  pages::register_timetable_pages(router_, {house_.frame, s.directory, s.calendar, s.rooms, places_, [&s](SiteId site, PersonId person) { return s.accounts.shown_name(site, person); }});
  for (const auto& entry : pages::timetable_navigation()) house_.frame.add_navigation(entry);
}

// Routes that need more than the usual say so themselves.
void FrontOfHouse::set_body_limits() {
  const auto usual = static_cast<std::size_t>(house_.services.config.size("http.body_limit"));
  for (const auto& served : router_.all()) {
    if (served->route.body_limit == Route{}.body_limit) served->route.body_limit = usual;
  }
}

std::optional<std::string> FrontOfHouse::why_not_ready() const {
  try {
    core::sites(house_.services.stores.central());
    out_of_reach_ = false;
    return std::nullopt;
  } catch (const Unavailable& outage) {
    // Anybody may ask, so the cause is the journal's alone, and is told once.
    if (!out_of_reach_.exchange(true)) core::log(core::Level::error, "HOUSE-007", "The store is out of reach.", {{"cause", outage.what()}});
    return "the store is out of reach";
  }
}

void FrontOfHouse::add_figures(const Doors& doors, const Sending& sending) {
  metrics_.gauge("lodge_connections_open", "Connections that are open now.",
                 [&doors] { return static_cast<double>(doors.open_connections()); });
  metrics_.gauge("lodge_messages_sent", "Messages that this host's channels took since its start.", [&sending] {
    const auto figures = sending.figures();
    return figures ? static_cast<double>(figures->sent) : 0.0;
  });
}

}  // namespace lodge::assembly
