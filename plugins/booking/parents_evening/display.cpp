#include "display.h"

#include "secret.h"
#include "store.h"

namespace lodge::parents_evening {

void Displays::make(const Actor& actor, const Plan& plan, const std::string& name) const {
  Display display{.id = DisplayId::random(), .evening = plan.evening.id, .name = name, .author = actor.person, .secret = {},
                  .made_at = kernel_.clock.now()};
  display.secret = kernel_.privacy.seal(actor.site, actor.person, display_place(display.id), RawId::random().text());
  kernel_.database.write([&](Transaction& transaction) {
    insert(transaction, display);
    kernel_.audit.record(transaction, actor, {"evening.display_made", display.id.text(), ""});
  });
}

void Displays::take_away(const Actor& actor, const Plan& plan, DisplayId id) const {
  kernel_.database.write([&](Transaction& transaction) {
    remove_display(transaction, plan.evening.id, id);
    kernel_.audit.record(transaction, actor, {"evening.display_taken_away", id.text(), ""});
  });
}

std::vector<Displays::Made> Displays::all(SiteId site, const Plan& plan) const {
  std::vector<Made> all;
  for (auto& one : kernel_.database.read([&](Reader& reader) { return displays(reader, plan.evening.id); })) {
    const auto secret = kernel_.privacy.open(site, one.author, display_place(one.id), one.secret);
    auto path = secret ? "/display/evenings/" + one.id.text() + *secret : std::string();
    all.push_back({std::move(one), std::move(path)});
  }
  return all;
}

std::optional<Displays::Opened> Displays::open(std::string_view token) const {
  const auto id = DisplayId::parse(token.substr(0, RawId::kTextSize));
  if (!id || token.size() != 2 * RawId::kTextSize) return std::nullopt;
  const auto found = kernel_.database.read([&](Reader& reader) -> std::optional<std::pair<Display, Evening>> {
    auto display = find_display(reader, *id);
    auto evening = display ? find_evening(reader, display->evening) : std::nullopt;
    if (!evening) return std::nullopt;
    return std::pair(std::move(*display), std::move(*evening));
  });
  if (!found) return std::nullopt;
  const auto& [display, evening] = *found;
  const auto secret = kernel_.privacy.open(evening.site, display.author, display_place(*id), display.secret);
  if (!secret || !same_secret(*secret, token.substr(RawId::kTextSize))) return std::nullopt;
  return Opened{evening.site, evening.id};
}

}  // namespace lodge::parents_evening
