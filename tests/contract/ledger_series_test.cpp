// Many bookings at once.
#include "contract/ledger_fixture.h"

#include <gmock/gmock.h>

namespace lodge::test {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class LedgerSeries : public OnALedger {};

TEST_P(LedgerSeries, BooksASeriesOrSaysEveryClash) {
  const auto hall = room();
  ASSERT_TRUE(book(hall, 60, 70));
  ASSERT_TRUE(book(hall, 180, 190));
  std::vector<BookingWish> wishes;
  for (int i = 0; i < 5; ++i) {
    wishes.push_back(wish({{hall, at(i * 60, i * 60 + 60), 1}}));
    wishes.back().idempotency_key = "one form";
  }
  const auto series = [&] { return central().write([&](Transaction& transaction) { return ledger.book_series(transaction, wishes); }); };
  const auto refused = series();
  ASSERT_FALSE(refused);
  ASSERT_THAT(refused.error(), SizeIs(2));
  EXPECT_EQ(refused.error()[0].index, 1u);
  EXPECT_EQ(refused.error()[1].index, 3u);
  const auto preview = central().read([&](Reader& reader) { return ledger.preview(reader, wishes); });
  ASSERT_THAT(preview, SizeIs(2));
  EXPECT_EQ(preview[1].taken.by, refused.error()[1].taken.by);
  EXPECT_EQ(claims(), 4);
  wishes.erase(wishes.begin() + 3);
  wishes.erase(wishes.begin() + 1);
  const auto booked = series(), again = series();
  ASSERT_TRUE(booked && again);
  ASSERT_THAT(*booked, SizeIs(3));
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ((*again)[i].id, (*booked)[i].id);
    EXPECT_TRUE((*again)[i].repeated);
  }
  EXPECT_THAT(central().read([&](Reader& reader) { return ledger.preview(reader, wishes); }), IsEmpty());
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(LedgerSeries, SeesClashesWithinASeries) {
  const auto laptops = pool(3);
  const std::vector wishes{wish({{laptops, at(0, 60), 2}}), wish({{laptops, at(30, 90), 2}}), wish({{laptops, at(30, 90), 1}})};
  const auto refused = central().write([&](Transaction& transaction) { return ledger.book_series(transaction, wishes); });
  ASSERT_FALSE(refused);
  ASSERT_THAT(refused.error(), SizeIs(1));
  EXPECT_EQ(refused.error()[0].index, 1u);
  EXPECT_EQ(refused.error()[0].taken.by_kind, "rooms.booking");
}

TEST_P(LedgerSeries, AnswersASeriesThatWasDecidedOnSomethingMovedWithNoClash) {
  const auto hall = room();
  auto wanted = wish({{hall, at(0, 60), 1}});
  wanted.decided_on = {{"quota", 3}};
  const auto refused = central().write([&](Transaction& transaction) { return ledger.book_series(transaction, std::vector{wanted}); });
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error(), IsEmpty());
}

LODGE_ON_BOTH_ENGINES(LedgerSeries);

}  // namespace
}  // namespace lodge::test
