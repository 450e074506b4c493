#pragma once
#include "api.h"
#include "pages.h"

#include <lodge/booking.h>

namespace lodge::rooms {

/// Rooms, and kit that is booked like rooms.
class RoomsModule final : public BookingModule {
 public:
  explicit RoomsModule(const Kernel& kernel) : kernel_(kernel), pages_(kernel_), api_(kernel_) {}

  std::vector<Setting> settings() const override;
  std::vector<Permission> permissions() const override;
  std::vector<NavigationEntry> navigation() const override;
  void add_routes(Routes& routes) override;
  Notice render(const QueuedMessage& message, const Say& say) override;
  void displaced(Transaction& transaction, const Booking& booking, const Booking& by,
                 const std::vector<Want>& alternatives) override;
  std::vector<std::string> verify(Reader& reader) override;
  Value export_person(Reader& reader, SiteId site, PersonId person) override;
  void erase_person(Transaction& transaction, SiteId site, PersonId person) override;

 private:
  Kernel kernel_;
  RoomPages pages_;
  RoomApi api_;
};

}  // namespace lodge::rooms
