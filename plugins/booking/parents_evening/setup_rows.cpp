#include "appointments.h"
#include "claims.h"
#include "lengths.h"
#include "setup_claims.h"
#include "store.h"
#include "told.h"

namespace lodge::parents_evening {

void write_rows(const Kernel& kernel, Transaction& transaction, const Plan& before, const Plan& after) {
  const auto id = after.evening.id;
  if (before.audience != after.audience) replace_audience(transaction, id, after.audience);
  if (before.staggered != after.staggered) replace_stagger(transaction, id, after.staggered);
  if (before.early != after.early) replace_early(transaction, id, after.early);
  if (before.lengths != after.lengths) replace_lengths(transaction, id, after.lengths);
  if (before.interpreters != after.interpreters) {
    for (const auto& one : after.interpreters) kernel.ledger.add_resource(transaction, interpreter_resource(after.evening.site, one.id));
    replace_interpreters(transaction, id, after.interpreters);
  }
  for (const auto& date : after.dates) {
    const auto* was = before.date(date.id);
    if (was == nullptr) insert(transaction, id, date);
    if (was != nullptr && *was != date) update(transaction, date);
    if (was != nullptr && was->date != date.date) forget_reminders(transaction, date.id);
  }
  // A teacher who changes desks leaves the old one before sitting down at the new one.
  for (const auto& desk : before.desks) {
    const auto* now = after.desk(desk.id);
    if (now == nullptr || now->teachers != desk.teachers) replace_teachers(transaction, {.id = desk.id, .date = desk.date});
  }
  for (const auto& desk : after.desks) {
    const auto* was = before.desk(desk.id);
    if (was == nullptr) {
      kernel.ledger.add_resource(transaction, {.id = resource_of(desk.id), .site = after.evening.site, .kind = "desk", .grid = kDeskGrid, .parts = {}});
      insert(transaction, id, desk);
    } else if (*was != desk) {
      update(transaction, desk);
      if (was->teachers != desk.teachers) replace_teachers(transaction, desk);
    }
  }
}

void remove_rows(Transaction& transaction, const Plan& before, const Plan& after) {
  for (const auto& desk : before.desks) {
    if (after.desk(desk.id) == nullptr) remove_desk(transaction, desk.id);
  }
  for (const auto& date : before.dates) {
    if (after.date(date.id) == nullptr) remove_date(transaction, date.id);
  }
}

}  // namespace lodge::parents_evening
