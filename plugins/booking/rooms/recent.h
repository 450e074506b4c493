#pragma once
#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace lodge::rooms {

/// The most recently used results, each true only while its stamp is. [any thread]
template <class T>
class Recent {
 public:
  explicit Recent(std::size_t most) : most_(most) {}

  /// What is kept for `key` under this very `stamp`; nullptr otherwise.
  std::shared_ptr<const T> find(const std::string& key, const std::string& stamp) {
    const std::lock_guard lock(mutex_);
    const auto found = places_.find(key);
    if (found == places_.end() || found->second->stamp != stamp) return nullptr;
    order_.splice(order_.begin(), order_, found->second);
    return found->second->value;
  }

  std::shared_ptr<const T> keep(const std::string& key, const std::string& stamp, T value) {
    auto kept = std::make_shared<const T>(std::move(value));
    const std::lock_guard lock(mutex_);
    if (const auto found = places_.find(key); found != places_.end()) drop(found);
    order_.push_front({key, stamp, kept});
    places_[key] = order_.begin();
    if (order_.size() > most_) drop(places_.find(order_.back().key));
    return kept;
  }

 private:
  struct Held {
    std::string key, stamp;
    std::shared_ptr<const T> value;
  };
  using Place = typename std::list<Held>::iterator;

  void drop(typename std::map<std::string, Place>::iterator which) {
    order_.erase(which->second);
    places_.erase(which);
  }

  std::mutex mutex_;
  std::list<Held> order_;  ///< most recent first
  std::map<std::string, Place> places_;
  std::size_t most_;
};

}  // namespace lodge::rooms
