#include "core/parents/knocks.h"

#include "core/login/guards.h"

#include <lodge/json.h>

#include <algorithm>
#include <array>

namespace lodge::core {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kAtOnce = 200, kShown = 500, kLongestName = 200;
constexpr auto kAttemptsKept = std::chrono::days(30);
constexpr std::array<std::string_view, 4> kStates{"sent", "unknown", "no_email", "too_many"};  // as Outcome has them

/// Not within a character.
std::string shortened(const std::string& text) {
  auto end = std::min(text.size(), kLongestName);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
  return text.substr(0, end);
}

std::string state_of(ParentKnocks::Outcome outcome) { return std::string(kStates.at(static_cast<std::size_t>(outcome))); }

/// Of a state that another version wrote: unknown.
ParentKnocks::Outcome outcome_of(std::string_view state) {
  const auto found = std::ranges::find(kStates, state);
  return found == kStates.end() ? ParentKnocks::Outcome::unknown : static_cast<ParentKnocks::Outcome>(found - kStates.begin());
}

std::string place(const RawId& ticket) { return "parent_knock.fields." + ticket.text(); }

}  // namespace

std::string ParentKnocks::seal(SiteId site, const RawId& ticket, const Knock& knock) const {
  const Value fields = Value::Map{{"parent", shortened(knock.names.parent)},
                                  {"child", shortened(knock.names.child)},
                                  {"born_or_class", shortened(knock.names.born_or_class)},
                                  {"language", knock.language},
                                  {"network", knock.network}};
  return keys_.seal(site, place(ticket), to_json(fields));
}

ParentKnocks::Knock ParentKnocks::open(SiteId site, const ParentKnock& row) const {
  const auto text = keys_.open(site, place(row.ticket), row.sealed);
  const auto value = parse_json(text.value_or("{}"), {}).value_or(Value());
  return {{value.text_or("parent"), value.text_or("child"), value.text_or("born_or_class")}, value.text_or("language"),
          value.text_or("network")};
}

RawId ParentKnocks::knock(SiteId site, const TypedNames& names, const std::string& language, std::string_view address) {
  const auto ticket = RawId::random();
  const Knock knock{names, language, keys_.mark("parent_knock.network", network_of(address))};
  const ParentKnock row{ticket, clock_.now(), "new", seal(site, ticket, knock)};
  vaults_.vault(site).write([&](Transaction& vault) { insert_parent_knock(vault, row); });
  return ticket;
}

void ParentKnocks::look(SiteId site) {
  auto& vault = vaults_.vault(site);
  const auto rows = vault.read([](Reader& reader) { return load_new_parent_knocks(reader, kAtOnce); });
  for (const auto& row : rows) {
    auto knock = open(site, row);
    const auto outcome = answer(site, row, knock);
    knock.network.clear();  // the office has no use for it
    vault.write([&](Transaction& transaction) {
      if (outcome == Outcome::sent) forget_parent_knock(transaction, row.ticket);
      else keep_parent_knock(transaction, {row.ticket, row.at, state_of(outcome), seal(site, row.ticket, knock)});
    });
  }
}

ParentKnocks::Outcome ParentKnocks::answer(SiteId site, const ParentKnock& row, const Knock& knock) {
  const auto people = directory_.people(site);
  auto found = recognise(*people, knock.names, calendar_.date_of(site, row.at));
  if (found.empty()) return Outcome::unknown;
  std::erase_if(found, [&](ContactId contact) { return people->contact(contact)->email.empty(); });
  if (found.empty()) return Outcome::no_email;
  if (row.at + kDigitsLive <= clock_.now() || is_posted(row.ticket)) return Outcome::sent;
  const auto kept_back = std::erase_if(found, [&](ContactId contact) { return too_many_mails(contact, knock.network); });
  if (!found.empty()) post(site, row, knock, found);
  return kept_back > 0 ? Outcome::too_many : Outcome::sent;
}

// What was posted before a crash is there already, with its ticket.
void ParentKnocks::post(SiteId site, const ParentKnock& row, const Knock& knock, const std::vector<ContactId>& contacts) {
  const auto expires = row.at + kDigitsLive;
  central_.write([&](Transaction& transaction) {
    if (!insert_parent_ticket(transaction, {row.ticket, site, contacts, expires})) return;
    for (const auto& contact : contacts) {
      const Value values = Value::Map{{"ticket", row.ticket.text()}, {"language", knock.language}};
      outbox_.post(transaction, {site, same_person<PersonId>(contact), std::string(kDigitsNotice), values}, expires);
    }
  });
}

bool ParentKnocks::is_posted(const RawId& ticket) const {
  return central_.read([&](Reader& reader) { return !load_parent_ticket(reader, ticket, clock_.now()).empty(); });
}

// Somebody else who knows a family must neither fill its mailbox nor shut it out. So each network has a bound of its own,
// and all together have four times as much, which a mailbox still bears (24 mails at once, and 24 an hour): whoever would
// keep its codes from a family elsewhere needs four networks and has to go on asking from each, and the office sees it.
bool ParentKnocks::too_many_mails(ContactId contact, const std::string& network) {
  const std::array bounds{bounded(keys_, "parent's mails from", contact.text() + "|" + network, 6, 10min),
                          bounded(keys_, "parent's mails", contact.text(), 24, 150s)};
  return throttle_.take(bounds).has_value();
}

std::vector<ParentKnocks::Attempt> ParentKnocks::attempts(SiteId site) const {
  const auto rows = vaults_.vault(site).read([](Reader& reader) { return load_failed_parent_knocks(reader, kShown); });
  std::vector<Attempt> all;
  for (const auto& row : rows) all.push_back({row.ticket, row.at, open(site, row).names, outcome_of(row.state)});
  return all;
}

bool ParentKnocks::forget(SiteId site, const RawId& attempt) {
  return vaults_.vault(site).write([&](Transaction& vault) { return forget_parent_knock(vault, attempt); });
}

void ParentKnocks::sweep(SiteId site) {
  const auto before = clock_.now() - kAttemptsKept;
  vaults_.vault(site).write([&](Transaction& vault) { forget_parent_knocks_before(vault, before); });
}

}  // namespace lodge::core
