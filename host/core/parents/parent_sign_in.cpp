#include "core/parents/parent_sign_in.h"

#include "core/access/roles.h"
#include "core/access/store.h"
#include "core/encoding.h"
#include "core/login/guards.h"
#include "core/parents/codes.h"
#include "core/parents/knocks.h"
#include "core/parents/store.h"

#include <array>

namespace lodge::core {
namespace {

using namespace std::chrono_literals;

constexpr auto kTelephoneCodeLives = 1h;
constexpr std::string_view kTelephone = "telephone";

Actor parent_of(SiteId site, PersonId person) {
  Actor actor;
  actor.by = Actor::By::page;
  actor.site = site;
  actor.person = person;
  actor.roles = {Role::parent};
  return actor;
}

}  // namespace

/// A ticket as it came back.
struct ParentSignIn::Held {
  RawId knock;
  SiteId site;
};

std::optional<std::chrono::seconds> ParentSignIn::too_many_knocks(std::string_view address) {
  const std::array bounds{bounded(parts_.keys, "parents' knocks", network_of(address), 120, 5s)};
  return throttle_.take(bounds);
}

std::string ParentSignIn::ticket_for(SiteId site, const RawId& knock) const {
  return tickets_.make(knock.text() + site.text(), parts_.clock.now() + kDigitsLive);
}

bool ParentSignIn::ticket_is_good(std::string_view ticket) const { return held(ticket).has_value(); }

SiteId ParentSignIn::site_of(std::string_view ticket) const {
  const auto known = held(ticket);
  return known ? known->site : SiteId();
}

std::optional<ParentSignIn::Held> ParentSignIn::held(std::string_view ticket) const {
  const auto text = tickets_.read(ticket, parts_.clock.now()).value_or("");
  if (text.size() != 2 * RawId::kTextSize) return std::nullopt;
  const auto knock = RawId::parse(text.substr(0, RawId::kTextSize));
  const auto site = SiteId::parse(text.substr(RawId::kTextSize));
  return knock && site ? std::optional(Held{*knock, *site}) : std::nullopt;
}

// Digits are few, so wrong ones are: of one address what a school behind it may mistype, of a site more, so that no
// single address keeps the others out, and still so few that a year of guessing finds next to nothing. A letter's code
// has 50 bits; there the bound only keeps the load down.
std::vector<Bounds> ParentSignIn::failures(std::string_view address, std::optional<SiteId> site) const {
  const auto network = network_of(address);
  if (!site) return {bounded(parts_.keys, "parents' wrong letters from", network, 600, 1s)};
  return {bounded(parts_.keys, "parents' wrong digits from", network, 60, 60s),
          bounded(parts_.keys, "parents' wrong digits at", site->text(), 300, 20s)};
}

// Each one's digits are looked at, however early one fits. Digits that fit two people let nobody in.
std::optional<ContactId> ParentSignIn::whose(const Held& held, const std::string& digits) const {
  const auto contacts = parts_.central.read(
      [&](Reader& reader) { return load_parent_ticket(reader, held.knock, parts_.clock.now()); });
  std::vector<ContactId> fitting;
  for (const auto& contact : contacts) {
    if (equal_in_constant_time(six_digits(parts_.keys, held.site, held.knock.text(), contact), digits)) fitting.push_back(contact);
  }
  return fitting.size() == 1 ? std::optional(fitting.front()) : std::nullopt;
}

ParentSignIn::Answer ParentSignIn::with_digits(std::string_view ticket, std::string_view typed, std::string_view address,
                                               const std::string& language) {
  const auto known = held(ticket);
  if (!known) return TooLate{};
  const auto digits = parse_six_digits(typed);
  if (!digits) return Wrong{};
  if (const auto wait = throttle_.wait_for(failures(address, known->site))) return TooMany{*wait};
  const std::array tries{bounded(parts_.keys, "parent's ticket", known->knock.text(), 5, 24h)};
  if (throttle_.take(tries)) return TooLate{};
  const auto contact = whose(*known, *digits);
  if (!contact) return wrong("digits", known->site, address);
  return let_in({"digits", known->site, *contact, [&](Transaction& t) { return use_parent_ticket(t, known->knock); }}, address, language);
}

ParentSignIn::Answer ParentSignIn::with_letter(std::string_view typed, std::string_view address, const std::string& language) {
  const auto code = parse_letter_code(typed);
  if (!code) return Wrong{};
  if (const auto wait = throttle_.wait_for(failures(address, std::nullopt))) return TooMany{*wait};
  const auto mark = mark_of_letter_code(parts_.keys, *code);
  const auto row = parts_.central.read([&](Reader& reader) { return load_parent_code(reader, mark, parts_.clock.now()); });
  if (!row) return wrong("letter", {}, address);
  const auto people = parts_.directory.people(row->site);
  auto contact = row->contact ? *row->contact : first_contact_of(*people, row->household);
  // Of a household that was joined to another, the contact whose number it had is still there.
  if (contact == ContactId()) contact = same_person<ContactId>(row->household);
  return let_in({row->once ? kTelephone : "letter", row->site, contact,
                 [&](Transaction& transaction) { return !row->once || use_parent_code(transaction, mark); }},
                address, language);
}

ParentSignIn::Answer ParentSignIn::wrong(std::string_view way, SiteId site, std::string_view address) {
  throttle_.take(failures(address, site == SiteId() ? std::nullopt : std::optional(site)));
  parts_.central.write([&](Transaction& transaction) {
    parts_.audit.record(transaction, parent_of(site, {}), {"parents.refused", {}, R"({"way":")" + std::string(way) + R"("})"});
  });
  return Wrong{};
}

// An account is made at the first time; a closed one, or a contact whom the MIS has taken away, opens nothing.
std::optional<Account> ParentSignIn::account_of(Transaction& transaction, const Way& way, const std::string& language) const {
  const auto person = same_person<PersonId>(way.contact);
  if (auto account = load_account(transaction, person)) return account;
  Account account;
  account.person = person;
  account.site = way.site;
  account.roles = {Role::parent};
  account.language = language;
  account.created_at = parts_.clock.now();
  try {
    insert_account(transaction, account, std::nullopt);
    return account;
  } catch (const DuplicateKey&) {
    return load_account(transaction, person);
  }
}

ParentSignIn::Answer ParentSignIn::let_in(const Way& way, std::string_view address, const std::string& language) {
  const auto people = parts_.directory.people(way.site);
  std::optional<LoginSessions::Fresh> fresh;
  const bool known = people->contact(way.contact) != nullptr && !people->students_of(way.contact).empty();
  if (known) parts_.central.write([&](Transaction& transaction) {
    fresh.reset();
    const auto account = account_of(transaction, way, language);
    if (!account || account->disabled || !is_parent(account->roles) || !way.use_up(transaction)) return;
    fresh = sessions_.fresh(*account, 1);
    sessions_.begin(transaction, *fresh);
    save_parent_visit(transaction, way.site, way.contact, parts_.clock.now());
    parts_.audit.record(transaction, parent_of(way.site, account->person),
                        {"parents.signed_in", account->person.text(), R"({"way":")" + std::string(way.name) + R"("})"});
  });
  if (!fresh) return wrong(way.name, way.name == "digits" ? way.site : SiteId(), address);
  return SignedIn{fresh->session.person, fresh->secret};
}

std::optional<std::string> ParentSignIn::telephone_code(const Actor& office, ContactId contact) {
  const auto people = parts_.directory.people(office.site);
  const auto household = household_of(*people, same_person<PersonId>(contact));
  if (household == HouseholdId() || people->students_of(contact).empty()) return std::nullopt;
  const auto code = new_letter_code();
  const ParentCode row{mark_of_letter_code(parts_.keys, code), office.site, std::string(kTelephone), household, contact, true,
                       parts_.clock.now() + kTelephoneCodeLives};
  parts_.central.write([&](Transaction& transaction) {
    end_parent_codes(transaction, office.site, kTelephone, std::array{household});
    insert_parent_codes(transaction, {row});
    parts_.audit.record(transaction, office, {"parents.telephone_code_made", contact.text(), {}});
  });
  return shown_letter_code(code);
}

std::int64_t ParentSignIn::end_ways_in(Transaction& transaction, SiteId site, HouseholdId household, const std::vector<ContactId>& members) const {
  for (const auto& member : members) end_login_sessions(transaction, same_person<PersonId>(member));
  transaction.after_commit([this, members] {
    for (const auto& member : members) parts_.identities.forget(same_person<PersonId>(member));
  });
  return end_parent_codes(transaction, site, std::array{household});
}

void ParentSignIn::sweep() {
  const auto now = parts_.clock.now();
  parts_.central.write([&](Transaction& transaction) {
    forget_expired_parent_codes(transaction, now);
    forget_expired_parent_tickets(transaction, now);
  });
}

}  // namespace lodge::core
