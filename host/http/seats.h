#pragma once
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace lodge::http {

/// How many connections each address holds. [any thread]
class Seats {
 public:
  /// One connection's place; given back when it goes.
  class Seat {
   public:
    Seat(Seats& seats, std::string address) : seats_(&seats), address_(std::move(address)) { seats_->add(address_); }
    Seat(Seat&& other) noexcept : seats_(std::exchange(other.seats_, nullptr)), address_(std::move(other.address_)) {}
    Seat& operator=(Seat&&) = delete;
    ~Seat() {
      if (seats_ != nullptr) seats_->remove(address_);
    }

    const std::string& address() const { return address_; }

   private:
    Seats* seats_;
    std::string address_;
  };

  std::size_t held_by(const std::string& address) const {
    const std::scoped_lock lock(mutex_);
    const auto found = held_.find(address);
    return found == held_.end() ? 0 : found->second;
  }

 private:
  void add(const std::string& address) {
    const std::scoped_lock lock(mutex_);
    ++held_[address];
  }
  void remove(const std::string& address) {
    const std::scoped_lock lock(mutex_);
    const auto found = held_.find(address);
    if (--found->second == 0) held_.erase(found);
  }

  mutable std::mutex mutex_;
  std::map<std::string, std::size_t> held_;
};

}  // namespace lodge::http
