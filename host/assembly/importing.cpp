#include "assembly/importing.h"

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

core::Sync sync_of(Services& s) {
  return core::Sync({s.stores.central(), s.stores, s.keyring, s.directory, s.rooms, s.calendar, s.timetable, s.ledger, s.audit,
                     s.clock, core::usual_thresholds()});
}

}  // namespace lodge::assembly
