#include "pages.h"

#include "settings.h"

namespace lodge::rooms {

void RoomPages::add_routes(Routes& routes) {
  const auto add = [&](Method method, std::string pattern, const Permission& permission, Handler handler) {
    routes.add({.method = method, .pattern = std::move(pattern), .permission = permission, .handler = std::move(handler)});
  };
  const auto get = [&](std::string pattern, const Permission& permission, Handler handler) {
    add(Method::get, std::move(pattern), permission, std::move(handler));
  };
  const auto post = [&](std::string pattern, const Permission& permission, Handler handler) {
    add(Method::post, std::move(pattern), permission, std::move(handler));
  };
  get("/staff/rooms", kView, [this](const Request& request) { return day_.find_day(request); });
  get("/staff/rooms/day/{date}", kView, [this](const Request& request) { return day_.show(request); });
  get("/staff/rooms/week/{room}", kView, [this](const Request& request) { return find_.week(request); });
  get("/staff/rooms/find", kRead, [this](const Request& request) { return find_.find(request); });
  get("/staff/rooms/book", kBook, [this](const Request& request) { return book_.form(request); });
  post("/staff/rooms/book", kBook, [this](const Request& request) { return book_.book(request); });
  get("/staff/rooms/bookings", kBook, [this](const Request& request) { return booking_.mine(request); });
  get("/staff/rooms/bookings/{id}", kRead, [this](const Request& request) { return booking_.show(request); });
  get("/staff/rooms/bookings/{id}/calendar.ics", kRead, [this](const Request& request) { return booking_.calendar(request); });
  get("/staff/rooms/bookings/{id}/edit", kBook, [this](const Request& request) { return booking_.ask_to_change(request); });
  post("/staff/rooms/bookings/{id}/edit", kBook, [this](const Request& request) { return booking_.change(request); });
  get("/staff/rooms/bookings/{id}/cancel", kBook, [this](const Request& request) { return booking_.ask_to_cancel(request); });
  post("/staff/rooms/bookings/{id}/cancel", kBook, [this](const Request& request) { return booking_.cancel(request); });
}

}  // namespace lodge::rooms
