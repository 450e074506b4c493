#pragma once
#include "core/ledger/shapes.h"
#include "core/ledger/verify_store.h"

namespace lodge::core::ledger {

/// Units that one booking must hold, or holds, of one atom.
struct Due {
  std::int64_t atom;
  BookingId booking;
  int units;
  auto operator<=>(const Due&) const = default;
};

/// Goes through a ledger's rows and says in sentences, by ids, what is not as it must be. Give it all bookings, then
/// all wants, then the claims of each resource, then the rest, then ask. [one thread]
class Proof {
 public:
  explicit Proof(const std::vector<StoredResource>& resources);

  void bookings(std::vector<BookingRow> rows);
  void wants(const std::vector<WantRow>& rows);
  /// All claims on one resource, by atom and unit. Each resource once.
  void claims(ResourceId resource, const std::vector<Claim>& claims);
  void keys(const std::vector<KeyRow>& rows);
  void lost_part(ResourceId whole, ResourceId part);
  /// After everything was given. At most 1,000 sentences, then how many more.
  std::vector<std::string> sentences();

 private:
  /// A booking with what is to be proved of it. `exact`: its claims follow the present shapes.
  struct Known {
    BookingRow row;
    std::vector<Span> spans;
    std::vector<Reach> reaches;
    Instant from, to;
    std::int64_t wants = 0;
    bool live = false, exact = true;
  };

  void say(std::string sentence);
  void booking(const Known& known);
  void want(const WantRow& row, Known& known);
  void series(const Known& known);
  void compare(ResourceId resource, std::vector<Due> held);
  void differ(ResourceId resource, const Due* due, const Due* held);
  Shape shape_of(const Resource& resource) const;
  void add_leaves(const Resource& resource, std::vector<Leaf>& leaves) const;
  Instant shaped_at(ResourceId id) const;

  std::unordered_map<ResourceId, StoredResource> resources_;
  std::unordered_map<BookingId, Known> bookings_;
  std::unordered_map<ResourceId, std::vector<Due>> due_;
  std::unordered_map<SeriesId, BookingId> series_;
  std::vector<std::string> sentences_;
  std::size_t more_ = 0;
};

}  // namespace lodge::core::ledger
