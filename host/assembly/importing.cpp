#include "assembly/importing.h"

#include "assembly/thinking.h"
#include "core/sync/record_json.h"
#include "worker/pool.h"

#include <lodge/errors.h>

namespace lodge::assembly {
namespace {

constexpr std::chrono::minutes kLongestSilence{2};

worker::PoolSettings connector_worker(const ops::Config& config, const std::filesystem::path& plugin, const Value& settings) {
  worker::PoolSettings pool;
  pool.program = config.text("worker");
  pool.role = "mis";
  pool.arguments = {"--plugin", plugin.string()};
  pool.settings = settings;
  return pool;
}

void take_records(core::Collector& collector, const Value& frame) {
  const auto* records = frame.at("records").list();
  if (records == nullptr) throw Unavailable("the connector's worker sent a frame without records");
  for (const auto& value : *records) {
    auto record = core::record_from(value);
    if (!record) throw Unavailable("the connector's worker sent what is no record: " + record.error());
    collector.take(*std::move(record));
  }
}

}  // namespace

core::Pulled pull(const ops::Config& config, const std::filesystem::path& plugin, const Value& settings) {
  worker::Pool pool(connector_worker(config, plugin, settings));
  core::Collector collector;
  const auto end = pool.stream(Value::Map{{"pull", true}}, [&](const Value& frame) { take_records(collector, frame); }, kLongestSilence);
  const auto marker = core::end_marker_from(end);
  if (!marker) throw Unavailable("the connector did not say how much it sent: " + marker.error());
  collector.end(*marker);
  return *std::move(collector).pulled();
}

namespace {

worker::PoolSettings mapping_worker(const ops::Config& config) {
  worker::PoolSettings pool;
  pool.program = config.text("worker");
  pool.role = "rules";
  return pool;
}

}  // namespace

std::expected<core::Plan, std::string> plan(const ops::Config& config, Services& services, const Actor& actor, core::Pulled pulled) {
  auto sync = sync_of(services);
  auto mappings = core::mappings_of(rule_folders(config));
  if (!mappings) return std::unexpected(mappings.error().sentence);
  if (mappings->empty()) return sync.plan(actor.site, pulled, actor);
  worker::Pool worker(mapping_worker(config));
  core::Mapper mapper(worker, *std::move(mappings));
  if (const auto loaded = mapper.load(); !loaded) return std::unexpected(loaded.error().sentence);
  const auto mapped = sync.mapped(actor.site, std::move(pulled), mapper);
  if (!mapped) return std::unexpected(mapped.error());
  return sync.plan(actor.site, *mapped, actor);
}

core::Sync sync_of(Services& s) {
  return core::Sync({s.stores.central(), s.stores, s.keyring, s.directory, s.rooms, s.calendar, s.timetable, s.ledger, s.audit,
                     s.clock, core::usual_thresholds()});
}

}  // namespace lodge::assembly
