#pragma once
#include "contract/engines.h"

#include <map>
#include <memory>
#include <string>

namespace lodge::test {

/// A central store of each engine that all tests of a suite share, with the tables of what happens later emptied for
/// each test: making them takes longer than most of these tests.
class OnASharedStore : public testing::TestWithParam<Engine> {
 public:
  static void TearDownTestSuite() { stores().clear(); }

 protected:
  OnASharedStore() {
    for (const auto* table : {"job", "setting", "outbox"}) {
      central().write([&](Transaction& transaction) { transaction.execute(std::string("delete from ") + table); });
    }
  }
  static Engine engine() { return GetParam(); }
  static Database& central() {
    auto& store = stores()[GetParam()];
    if (!store) {
      store = std::make_unique<FreshStore>(GetParam());
      store->migrate("host", "host/core/migrations/central");
    }
    return store->database();
  }

 private:
  static std::map<Engine, std::unique_ptr<FreshStore>>& stores() {
    static std::map<Engine, std::unique_ptr<FreshStore>> stores;
    return stores;
  }
};

}  // namespace lodge::test
