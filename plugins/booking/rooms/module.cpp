#include "module.h"

#include "notices.h"
#include "settings.h"

namespace lodge::rooms {

std::vector<Setting> RoomsModule::settings() const { return {kBookAhead, kNotice, kClosedDays, kOpens, kCloses}; }

std::vector<Permission> RoomsModule::permissions() const { return {kView, kBook, kManage, kBookForOthers}; }

std::vector<NavigationEntry> RoomsModule::navigation() const {
  return {{"/staff/rooms", "Rooms", kView}, {"/staff/rooms/find", "Find a room", kBook}, {"/staff/rooms/bookings", "My bookings", kBook}};
}

void RoomsModule::add_routes(Routes& routes) {
  pages_.add_routes(routes);
  api_.add_routes(routes);
}

Notice RoomsModule::render(const QueuedMessage& message, const Say& say) { return in_words(kernel_, message, say); }

void RoomsModule::displaced(Transaction& transaction, const Booking& booking, const Booking& by,
                            const std::vector<Want>& alternatives) {
  give_back(transaction, booking.id, by.kind);
  tell_displaced(kernel_, transaction, booking, by, alternatives);
}

Value RoomsModule::export_person(Reader& reader, SiteId site, PersonId person) {
  Value::List bookings;
  for (const auto& record : of_person(reader, site, person)) {
    Value::Map one{{"booking", record.booking.text()},
                   {"room", record.room.text()},
                   {"date", date_text(record.when.date)},
                   {"starts", minutes_text(record.when.starts)},
                   {"ends", minutes_text(record.when.ends)}};
    if (record.words.author == person) {
      const auto words = open(kernel_.privacy, site, record.words);
      one["purpose"] = words.purpose;
      one["notes"] = words.notes;
    }
    bookings.push_back(std::move(one));
  }
  return Value::Map{{"room_booking", std::move(bookings)}};
}

void RoomsModule::erase_person(Transaction& transaction, SiteId site, PersonId person) {
  forget_words(transaction, site, person);
}

}  // namespace lodge::rooms
