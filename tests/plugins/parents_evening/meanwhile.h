#pragma once
// Stores at which something happens between what one act reads and what it writes.
#include <lodge/booking.h>
#include <lodge/database.h>

#include <functional>
#include <utility>

namespace lodge::parents_evening {

/// A store at which somebody does something once, right after the first write.
class Meanwhile : public Database {
 public:
  Meanwhile(Database& inner, std::function<void()> act) : inner_(inner), act_(std::move(act)) {}

 protected:
  void run_read(const std::function<void(Reader&)>& closure) override { inner_.read(closure); }
  void run_write(const std::function<bool(Transaction&)>& closure) override {
    (void)inner_.write([&](Transaction& transaction) { return closure(transaction) ? std::expected<bool, bool>(true) : std::unexpected(false); });
    if (auto act = std::exchange(act_, nullptr)) act();
  }

 private:
  Database& inner_;
  std::function<void()> act_;
};

/// A store at which somebody does something once, right after the first read, or that many.
class OnceRead : public Database {
 public:
  OnceRead(Database& inner, std::function<void()> act, int reads = 1) : inner_(inner), act_(std::move(act)), reads_(reads) {}

 protected:
  void run_read(const std::function<void(Reader&)>& closure) override {
    inner_.read(closure);
    if (--reads_ == 0) act_();
  }
  void run_write(const std::function<bool(Transaction&)>& closure) override {
    (void)inner_.write([&](Transaction& transaction) { return closure(transaction) ? std::expected<bool, bool>(true) : std::unexpected(false); });
  }

 private:
  Database& inner_;
  std::function<void()> act_;
  int reads_;
};

/// The same house on another store. What it is made of is lent.
inline Kernel on(const Kernel& all, Database& database) {
  return {all.clock, database, all.ledger, all.directory, all.calendar, all.rooms, all.timetable, all.outbox, all.access,
          all.audit, all.jobs, all.rules, all.settings, all.privacy, all.pages, all.parents, all.paper};
}

}  // namespace lodge::parents_evening
