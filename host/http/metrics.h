#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace lodge::http {

/// Only grows. [any thread]
class Counter {
 public:
  void add(std::uint64_t n = 1) { count_.fetch_add(n, std::memory_order_relaxed); }
  std::uint64_t count() const { return count_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> count_{0};
};

/// What was answered on one route, and how fast. [any thread]
class RouteFigures {
 public:
  /// The upper bounds of the histogram's buckets, in seconds.
  static constexpr std::array<double, 9> kBounds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.3, 1, 5};

  void add(int status, std::chrono::nanoseconds took);
  /// Appends the lines of this route.
  void write(std::string& text, std::string_view method, std::string_view pattern) const;

 private:
  std::array<Counter, 5> by_class_;
  std::array<Counter, kBounds.size() + 1> buckets_;
  Counter nanoseconds_;
};

/// Figures of this process in Prometheus' text format, version 0.0.4. Names begin with "lodge_"; labels are
/// written by the caller (`{engine="sqlite"}`) and hold no personal value.
class Metrics {
 public:
  /// `read` is called at each scrape, by any thread. [any thread]
  void gauge(std::string name, std::string help, std::function<double()> read, std::string labels = {});
  /// The same one for the same name and labels; lives as long as this object. [any thread]
  Counter& counter(std::string name, std::string help, std::string labels = {});
  /// Appends whole families at each scrape: for figures whose labels change. A name that is there already stays as it
  /// is, so that two servers over one router show it once. [any thread]
  void family(std::string name, std::function<void(std::string&)> write);

  std::string text() const;  ///< [any thread]

 private:
  struct Entry {
    std::string name, help, labels, type;
    std::function<double()> read;
  };
  mutable std::mutex mutex_;
  std::vector<Entry> entries_;
  std::map<std::string, Counter> counters_;  ///< by name and labels
  std::map<std::string, std::function<void(std::string&)>> families_;
};

}  // namespace lodge::http
