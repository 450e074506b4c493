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

/// Not within a character.
std::string shortened(const std::string& text) {
  auto end = std::min(text.size(), kLongestName);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
  return text.substr(0, end);
}

std::string place(const RawId& ticket) { return "parent_knock.fields." + ticket.text(); }

}  // namespace

std::string ParentKnocks::seal(SiteId site, const RawId& ticket, const Knock& knock) const {
  const Value fields = Value::Map{{"parent", shortened(knock.names.parent)},
                                  {"child", shortened(knock.names.child)},
                                  {"born_or_class", shortened(knock.names.born_or_class)},
                                  {"language", knock.language}};
  return keys_.seal(site, place(ticket), to_json(fields));
}

ParentKnocks::Knock ParentKnocks::open(SiteId site, const ParentKnock& row) const {
  const auto text = keys_.open(site, place(row.ticket), row.sealed);
  const auto value = parse_json(text.value_or("{}"), {}).value_or(Value());
  return {{value.text_or("parent"), value.text_or("child"), value.text_or("born_or_class")}, value.text_or("language")};
}

RawId ParentKnocks::knock(SiteId site, const Knock& knock) {
  const auto ticket = RawId::random();
  const ParentKnock row{ticket, clock_.now(), "new", seal(site, ticket, knock)};
  vaults_.vault(site).write([&](Transaction& vault) { insert_parent_knock(vault, row); });
  return ticket;
}

void ParentKnocks::look(SiteId site) {
  auto& vault = vaults_.vault(site);
  const auto rows = vault.read([](Reader& reader) { return load_new_parent_knocks(reader, kAtOnce); });
  for (const auto& row : rows) {
    const auto outcome = answer(site, row);
    vault.write([&](Transaction& transaction) {
      if (outcome == Outcome::sent) forget_parent_knock(transaction, row.ticket);
      else save_parent_knock_state(transaction, row.ticket, outcome == Outcome::unknown ? "unknown" : "no_email");
    });
  }
}

// What was posted before a crash is there already, with its ticket.
ParentKnocks::Outcome ParentKnocks::answer(SiteId site, const ParentKnock& row) {
  const auto knock = open(site, row);
  const auto people = directory_.people(site);
  const auto expires = row.at + kDigitsLive;
  auto found = recognise(*people, knock.names, calendar_.date_of(site, row.at));
  if (found.empty()) return Outcome::unknown;
  std::erase_if(found, [&](ContactId contact) { return people->contact(contact)->email.empty(); });
  if (found.empty()) return Outcome::no_email;
  std::erase_if(found, [&](ContactId contact) { return too_many_mails(contact); });
  if (found.empty() || expires <= clock_.now()) return Outcome::sent;
  central_.write([&](Transaction& transaction) {
    if (!insert_parent_ticket(transaction, {row.ticket, site, found, expires})) return;
    for (const auto& contact : found) {
      const Value values = Value::Map{{"ticket", row.ticket.text()}, {"language", knock.language}};
      outbox_.post(transaction, {site, same_person<PersonId>(contact), std::string(kDigitsNotice), values}, expires);
    }
  });
  return Outcome::sent;
}

// Somebody else who knows a family must not fill its mailbox.
bool ParentKnocks::too_many_mails(ContactId contact) {
  const std::array bounds{bounded(keys_, "parent's mails", contact.text(), 6, 10min)};
  return throttle_.take(bounds).has_value();
}

std::vector<ParentKnocks::Attempt> ParentKnocks::attempts(SiteId site) const {
  const auto rows = vaults_.vault(site).read([](Reader& reader) { return load_failed_parent_knocks(reader, kShown); });
  std::vector<Attempt> all;
  for (const auto& row : rows) all.push_back({row.ticket, row.at, open(site, row).names, row.state == "no_email"});
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
