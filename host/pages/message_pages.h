#pragma once
#include "core/access/accounts.h"
#include "core/outbox/doorbell.h"

#include <lodge/booking.h>
#include <lodge/calendar.h>
#include <lodge/pages.h>
#include <lodge/web.h>

#include <map>
#include <string>
#include <vector>

namespace lodge::pages {

/// What the page of messages that did not arrive works on; all outlive the routes.
struct MessagePages {
  const Pages& pages;
  Database& central;
  const Directory& directory;
  const Calendar& calendar;
  const core::Accounts& accounts;
  Audit& audit;
  core::Doorbell& doorbell;
  /// What a module's messages are about, by the part of a notice's name before its dot: "Parents' evenings". Said in the
  /// reader's language.
  std::map<std::string, std::string, std::less<>> about;
};

/// Whoever can ring up, and see to it, when a message did not arrive.
inline constexpr Permission kManageMessages{"messages.manage", {Role::administrator, Role::manager, Role::office}, {}};

/// All of: /admin/messages/…. [startup]
void register_message_pages(Routes& routes, const MessagePages& on);
std::vector<NavigationEntry> message_navigation();

/// "3 messages did not arrive", of the actor's school; empty when there is none. [any thread] @throws Unavailable
std::string message_trouble_words(Database& central, const Request& request);

}  // namespace lodge::pages
