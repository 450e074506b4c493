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

}  // namespace

std::size_t upper_bound(const Timetable& timetable) {
  const auto& problem = timetable.problem();
  const auto families = problem.families.size(), wishes = problem.wishes.size(), slots = timetable.slots();
  const std::size_t first_wish = families, first_slot = families + wishes, source = first_slot + slots, sink = source + 1;
  Graph graph(sink + 1);
  std::vector<std::vector<std::size_t>> wishes_of(families);
  for (std::size_t wish = 0; wish < wishes; ++wish) wishes_of[problem.wishes[wish].family].push_back(wish);
  for (std::size_t family = 0; family < families; ++family) connect(graph, source, family, most_in_a_row(timetable, wishes_of[family]));
  for (std::size_t wish = 0; wish < wishes; ++wish) {
    connect(graph, problem.wishes[wish].family, first_wish + wish, 1);
    for (const auto slot : timetable.job(wish).options) connect(graph, first_wish + wish, first_slot + slot, 1);
  }
  for (std::size_t slot = 0; slot < slots; ++slot) {
    const auto occupant = timetable.occupant(slot);
    if (occupant == kNone || !timetable.job(occupant).fixed) connect(graph, first_slot + slot, sink, 1);
  }
  return static_cast<std::size_t>(boost::push_relabel_max_flow(
      graph, source, sink, boost::get(&Arc::capacity, graph), boost::get(&Arc::residual, graph), boost::get(&Arc::reverse, graph),
      boost::get(boost::vertex_index, graph)));
}

}  // namespace lodge::parents_evening::allocation
