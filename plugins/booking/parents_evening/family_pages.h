#pragma once
#include "basket_page.h"
#include "booked_page.h"
#include "choose_page.h"
#include "feed_page.h"
#include "needs_page.h"
#include "times_page.h"
#include "wishes_page.h"

namespace lodge::parents_evening {

/// What a parent sees of parents' evenings. [any thread]
class FamilyPages {
 public:
  FamilyPages(const Kernel& kernel, Plans& plans, const Appointments& appointments)
      : choose_(kernel, plans, appointments), basket_(kernel, appointments), times_(kernel, appointments), booked_(kernel, appointments),
        feed_(kernel, plans), wishes_(kernel, appointments), needs_(kernel, appointments) {}
  void add_routes(Routes& routes);  ///< `this` outlives them. [startup]

 private:
  ChoosePage choose_;
  BasketPage basket_;
  TimesPage times_;
  BookedPage booked_;
  FeedPage feed_;
  WishesPage wishes_;
  NeedsPage needs_;
};

}  // namespace lodge::parents_evening
