#pragma once
#include "core/timetable/places.h"

#include <lodge/pages.h>
#include <lodge/rooms.h>

#include <functional>
#include <string>
#include <vector>

namespace lodge::pages {

/// What the pages of lessons without their room work on; all outlive the routes.
struct TimetablePages {
  const Pages& pages;
  const Directory& directory;
  const Calendar& calendar;
  const RoomCatalogue& rooms;
  core::LessonPlaces& places;
  std::function<std::string(SiteId, PersonId)> name_of;  ///< of staff, with an account of their own or not; empty: nobody's any more
};

/// Whoever may take a room from somebody, because a lesson needs it.
inline constexpr Permission kManageTimetable{"timetable.manage", {Role::administrator, Role::manager, Role::office}, {}};

/// All of: /admin/timetable/…. [startup]
void register_timetable_pages(Routes& routes, const TimetablePages& on);
std::vector<NavigationEntry> timetable_navigation();

}  // namespace lodge::pages
