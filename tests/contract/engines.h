#pragma once
#include "contract/store_shelf.h"
#include "sql/address.h"

#include <gtest/gtest.h>
#include <lodge/database.h>

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace lodge::test {

/// A fresh store of one engine: a file of its own, or a schema of its own, made when it is first asked for its
/// address or database. Gone when this ends.
class FreshStore {
 public:
  explicit FreshStore(Engine engine) : engine_(engine) {}
  ~FreshStore();
  FreshStore(const FreshStore&) = delete;
  FreshStore& operator=(const FreshStore&) = delete;

  /// Adds the migrations of a folder of the source tree, such as "host/core/migrations/central".
  void migrate(std::string_view owner, const std::string& folder);
  void migrate(std::string_view owner, const std::vector<Migration>& migrations);
  const DatabaseAddress& address();
  /// Opened when first asked for. [any thread]
  Database& database();
  /// Closes it, so that database() opens it anew.
  void close() { database_.reset(); }

 private:
  void make();

  Engine engine_;
  Recipe recipe_;
  bool made_ = false;
  bool changed_ = false;  ///< by migrations that came after it was made
  DatabaseAddress address_;
  std::filesystem::path folder_;
  std::mutex opening_;
  std::unique_ptr<Database> database_;
};

/// One contract, every engine: derive from it, write TEST_P, and end the file with
///   LODGE_ON_BOTH_ENGINES(MyContract);
/// Each test has a fresh central store and a fresh vault, with the host's migrations.
class OnBothEngines : public testing::TestWithParam<Engine> {
 protected:
  OnBothEngines();
  Engine engine() const { return GetParam(); }
  Database& central() { return central_.database(); }
  Database& vault() { return vault_.database(); }
  FreshStore central_, vault_;
};

std::string name_of(Engine engine);

}  // namespace lodge::test

#define LODGE_ON_BOTH_ENGINES(Suite) \
  INSTANTIATE_TEST_SUITE_P(Engines, Suite, testing::Values(::lodge::Engine::sqlite, ::lodge::Engine::mariadb), \
                           [](const auto& one) { return ::lodge::test::name_of(one.param); })
