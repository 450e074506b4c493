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

/// The network, its nodes numbered: families, wishes, the two sides of each gate, slots, source, sink. A gate lets one
/// of several households' wishes through.
class Network {
 public:
  explicit Network(const Timetable& timetable)
      : timetable_(timetable), problem_(timetable.problem()), first_gate_(problem_.families.size() + problem_.wishes.size()),
        first_slot_(first_gate_ + 2 * gates()), source_(first_slot_ + timetable.slots()), graph_(source_ + 2) {
    connect_families();
    for (std::size_t gate = 0; gate < gates(); ++gate) connect(graph_, first_gate_ + 2 * gate, first_gate_ + 2 * gate + 1, 1);
    for (std::size_t wish = 0; wish < problem_.wishes.size(); ++wish) connect_wish(wish);
    for (std::size_t slot = 0; slot < timetable_.slots(); ++slot) {
      const auto occupant = timetable_.occupant(slot);
      if (occupant == kNone || !timetable_.job(occupant).fixed) connect(graph_, first_slot_ + slot, source_ + 1, 1);
    }
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

  void connect_wish(std::size_t wish) {
    const auto node = problem_.families.size() + wish;
    const auto gate = problem_.wishes[wish].only_one_of;
    connect(graph_, problem_.wishes[wish].family, node, 1);
    if (gate) connect(graph_, node, first_gate_ + 2 * *gate, 1);
    const auto from = gate ? first_gate_ + 2 * *gate + 1 : node;
    for (const auto slot : timetable_.job(wish).options) connect(graph_, from, first_slot_ + slot, 1);
  }

  const Timetable& timetable_;
  const Problem& problem_;
  std::size_t first_gate_, first_slot_, source_;
  Graph graph_;
};

}  // namespace

std::size_t upper_bound(const Timetable& timetable) { return Network(timetable).flow(); }

}  // namespace lodge::parents_evening::allocation
