#include "http/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace lodge::http {

void RouteFigures::add(int status, std::chrono::nanoseconds took) {
  by_class_[static_cast<std::size_t>(std::clamp(status / 100, 1, 5) - 1)].add();
  const auto bound = std::ranges::lower_bound(kBounds, std::chrono::duration<double>(took).count());
  buckets_[static_cast<std::size_t>(bound - kBounds.begin())].add();
  nanoseconds_.add(static_cast<std::uint64_t>(took.count()));
}

void RouteFigures::write(std::string& text, std::string_view method, std::string_view pattern) const {
  const auto out = std::back_inserter(text);
  const auto labels = fmt::format(R"(method="{}",route="{}")", method, pattern);
  for (std::size_t i = 0; i < by_class_.size(); ++i) {
    if (by_class_[i].count() == 0) continue;
    fmt::format_to(out, "lodge_http_requests_total{{{},status=\"{}xx\"}} {}\n", labels, i + 1, by_class_[i].count());
  }
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < buckets_.size(); ++i) {
    total += buckets_[i].count();
    const auto bound = i < kBounds.size() ? fmt::format("{}", kBounds[i]) : "+Inf";
    fmt::format_to(out, "lodge_http_request_seconds_bucket{{{},le=\"{}\"}} {}\n", labels, bound, total);
  }
  fmt::format_to(out, "lodge_http_request_seconds_sum{{{}}} {}\n", labels, static_cast<double>(nanoseconds_.count()) / 1e9);
  fmt::format_to(out, "lodge_http_request_seconds_count{{{}}} {}\n", labels, total);
}

void Metrics::gauge(std::string name, std::string help, std::function<double()> read, std::string labels) {
  const std::scoped_lock lock(mutex_);
  entries_.push_back({std::move(name), std::move(help), std::move(labels), "gauge", std::move(read)});
}

Counter& Metrics::counter(std::string name, std::string help, std::string labels) {
  const std::scoped_lock lock(mutex_);
  const auto [place, fresh] = counters_.try_emplace(name + labels);
  auto& counter = place->second;
  if (!fresh) return counter;
  entries_.push_back({std::move(name), std::move(help), std::move(labels), "counter",
                      [&counter] { return static_cast<double>(counter.count()); }});
  return counter;
}

void Metrics::family(std::string name, std::function<void(std::string&)> write) {
  const std::scoped_lock lock(mutex_);
  families_.try_emplace(std::move(name), std::move(write));
}

std::string Metrics::text() const {
  const std::scoped_lock lock(mutex_);
  // A family's lines stand together, whoever registered them when.
  std::vector<const Entry*> sorted;
  for (const auto& entry : entries_) sorted.push_back(&entry);
  std::ranges::stable_sort(sorted, {}, &Entry::name);
  std::string text;
  std::string_view previous;
  for (const auto* entry : sorted) {
    const auto out = std::back_inserter(text);
    if (entry->name != previous) fmt::format_to(out, "# HELP {0} {1}\n# TYPE {0} {2}\n", entry->name, entry->help, entry->type);
    fmt::format_to(out, "{}{} {}\n", entry->name, entry->labels, entry->read());
    previous = entry->name;
  }
  for (const auto& [name, write] : families_) write(text);
  return text;
}

}  // namespace lodge::http
