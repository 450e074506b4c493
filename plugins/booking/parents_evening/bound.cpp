#include "bound.h"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/push_relabel_max_flow.hpp>

#include <algorithm>

namespace lodge::parents_evening::allocation {
namespace {

using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;

struct Arc {
  long capacity = 0, residual = 0;
  Traits::edge_descriptor reverse;
};

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, Arc>;

void connect(Graph& graph, std::size_t from, std::size_t to, std::size_t capacity) {
  const auto there = boost::add_edge(from, to, graph).first, back = boost::add_edge(to, from, graph).first;
  graph[there].capacity = static_cast<long>(capacity);
  graph[there].reverse = back;
  graph[back].reverse = there;
}

/// Most appointments one after another at any of these slots: always the one that ends first.
std::size_t most_in_a_row(const Timetable& timetable, std::span<const std::size_t> wishes) {
  std::vector<Span> spans;
  for (const auto wish : wishes) {
    for (const auto slot : timetable.job(wish).options) spans.push_back(timetable.span(slot, timetable.job(wish).slots));
  }
  std::ranges::sort(spans, {}, &Span::ends);
  std::size_t count = 0;
  auto free_from = std::chrono::minutes::min();
  for (const auto& span : spans) {
    if (span.starts < free_from) continue;
    ++count;
    free_from = span.ends + timetable.problem().pace.always_kept();
  }
  return count;
}

/// How many wishes of these lengths, rising, a desk can meet with what is not fixed: the shortest first, and in each run of
/// slots no more than the shortest goes into.
std::size_t most_at(const Timetable& timetable, std::size_t desk, std::span<const std::size_t> lengths) {
  if (lengths.empty()) return 0;
  std::size_t slots = 0, run = 0, begun = 0;
  for (auto slot = timetable.first_slot(desk); slot < timetable.last_slot(desk); ++slot) {
    const auto occupant = timetable.occupant(slot);
    const bool fixed = occupant != kNone && timetable.job(occupant).fixed;
    run = fixed ? 0 : run + 1;
    slots += fixed ? 0 : 1;
    begun += run > 0 && run % lengths.front() == 0 ? 1 : 0;
    if (timetable.run(slot) == 1) run = 0;
  }
  std::size_t count = 0;
  for (const auto length : lengths) {
    if (length > slots) break;
    slots -= length;
    ++count;
  }
  return std::min(count, begun);
}

/// The network, its nodes numbered: families, wishes, the two sides of each gate, limits, slots, desks, source, sink. A gate
/// lets one of several households' wishes through.
class Network {
 public:
  explicit Network(const Timetable& timetable)
      : timetable_(timetable), problem_(timetable.problem()), first_gate_(problem_.families.size() + problem_.wishes.size()),
        first_limit_(first_gate_ + 2 * gates()), first_slot_(first_limit_ + problem_.limits.size()),
        first_desk_(first_slot_ + timetable.slots()), source_(first_desk_ + problem_.desks.size()), graph_(source_ + 2) {
    connect_families();
    connect_limits();
    for (std::size_t gate = 0; gate < gates(); ++gate) connect(graph_, first_gate_ + 2 * gate, first_gate_ + 2 * gate + 1, 1);
    for (std::size_t wish = 0; wish < problem_.wishes.size(); ++wish) connect_wish(wish);
    connect_desks();
  }

  std::size_t flow() {
    return static_cast<std::size_t>(boost::push_relabel_max_flow(graph_, source_, source_ + 1, boost::get(&Arc::capacity, graph_),
                                                                 boost::get(&Arc::residual, graph_), boost::get(&Arc::reverse, graph_),
                                                                 boost::get(boost::vertex_index, graph_)));
  }

 private:
  std::size_t gates() const {
    std::size_t gates = 0;
    for (const auto& wish : problem_.wishes) gates = std::max(gates, wish.only_one_of ? *wish.only_one_of + 1 : 0);
    return gates;
  }

  void connect_families() {
    std::vector<std::vector<std::size_t>> wishes_of(problem_.families.size());
    for (std::size_t wish = 0; wish < problem_.wishes.size(); ++wish) wishes_of[problem_.wishes[wish].family].push_back(wish);
    for (std::size_t family = 0; family < wishes_of.size(); ++family) connect(graph_, source_, family, most_in_a_row(timetable_, wishes_of[family]));
  }

  /// A limit that several families share is left out: they would have to have one way in.
  void connect_limits() {
    whose_.assign(problem_.limits.size(), kNone);
    shared_.assign(problem_.limits.size(), false);
    met_.assign(problem_.limits.size(), 0);
    const auto note = [&](const auto& one) {
      if (!one.limit) return;
      shared_[*one.limit] = shared_[*one.limit] || (whose_[*one.limit] != kNone && whose_[*one.limit] != one.family);
      whose_[*one.limit] = one.family;
    };
    for (const auto& wish : problem_.wishes) note(wish);
    for (const auto& fixed : problem_.fixed) {
      note(fixed);
      if (fixed.limit) ++met_[*fixed.limit];
    }
    for (std::size_t limit = 0; limit < problem_.limits.size(); ++limit) {
      if (shared_[limit] || whose_[limit] == kNone) continue;
      connect(graph_, whose_[limit], first_limit_ + limit, problem_.limits[limit] - std::min(problem_.limits[limit], met_[limit]));
    }
  }

  void connect_desks() {
    std::vector<std::vector<std::size_t>> lengths(problem_.desks.size());
    for (const auto& wish : problem_.wishes) {
      for (const auto desk : wish.desks) lengths[desk].push_back(wish.slots);
    }
    for (std::size_t desk = 0; desk < problem_.desks.size(); ++desk) {
      std::ranges::sort(lengths[desk]);
      connect(graph_, first_desk_ + desk, source_ + 1, most_at(timetable_, desk, lengths[desk]));
    }
    for (std::size_t slot = 0; slot < timetable_.slots(); ++slot) {
      const auto occupant = timetable_.occupant(slot);
      const bool fixed = occupant != kNone && timetable_.job(occupant).fixed;
      if (!fixed) connect(graph_, first_slot_ + slot, first_desk_ + timetable_.desk_of(slot), 1);
    }
  }

  void connect_wish(std::size_t wish) {
    const auto node = problem_.families.size() + wish;
    const auto gate = problem_.wishes[wish].only_one_of;
    const auto limit = problem_.wishes[wish].limit;
    connect(graph_, limit && !shared_[*limit] ? first_limit_ + *limit : problem_.wishes[wish].family, node, 1);
    if (gate) connect(graph_, node, first_gate_ + 2 * *gate, 1);
    const auto from = gate ? first_gate_ + 2 * *gate + 1 : node;
    for (const auto slot : timetable_.job(wish).options) connect(graph_, from, first_slot_ + slot, 1);
  }

  const Timetable& timetable_;
  const Problem& problem_;
  std::size_t first_gate_, first_limit_, first_slot_, first_desk_, source_;
  std::vector<std::size_t> whose_, met_;  ///< by limit: the family, and what is fixed
  std::vector<bool> shared_;
  Graph graph_;
};

}  // namespace

std::size_t upper_bound(const Timetable& timetable) { return Network(timetable).flow(); }

}  // namespace lodge::parents_evening::allocation
