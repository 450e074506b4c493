#include "core/parents/contact_rules.h"

#include "core/directory/store.h"
#include "core/directory/words.h"
#include "core/parents/store.h"
#include "core/revisions/revisions.h"

namespace lodge::core {
namespace {

constexpr int kMostAttempts = 5;  // each reads the people anew: nobody's hands are quicker that often

std::string place(StudentId student) { return "contact_rule_note.note." + student.text(); }

}  // namespace

// Nothing when somebody edited or imported people meanwhile: then it is to be made anew. So each snapshot of a higher
// revision than `before` holds the rule; modules count on it.
std::optional<std::vector<std::string>> ContactRules::rule(Transaction& transaction, const Ruling& ruling, const SitePeople& before,
                                                           const SitePeople& after) {
  const auto& [actor, student, rule, say] = ruling;
  const auto edits = before.rows().edits;
  const bool newest = still_at_revision(transaction, actor.site, kPeopleRevision, before.rows().revision);
  if (!newest || !move_revision(transaction, actor.site, kPeopleEdits, edits, edits + 1)) return std::nullopt;
  put_contact_rule(transaction, actor.site, student, rule);
  return tell_(transaction, {actor, before, after, say, {student}, {}, {}, {}});
}

std::vector<std::string> ContactRules::preview(const Actor& actor, StudentId student, ContactRule contact_rule, const Say& say) {
  const auto before = directory_.snapshot(actor.site);
  const auto after = edited(*before, [&](DirectoryRows& rows) { rows.rules[student] = contact_rule; });
  auto seen = central_.write([&](Transaction& transaction) -> std::expected<void, std::optional<std::vector<std::string>>> {
    return std::unexpected(rule(transaction, {actor, student, contact_rule, say}, *before, *after));
  }).error();
  return seen ? *std::move(seen) : std::vector<std::string>{};
}

bool ContactRules::set(const Actor& actor, StudentId student, ContactRule contact_rule, std::string_view note, const Say& say) {
  const auto sealed = note.empty() ? std::string() : privacy_.seal(actor.site, actor.person, place(student), note);
  bool done = false;
  for (int attempt = 0; !done && attempt < kMostAttempts; ++attempt) {
    directory_.refresh(actor.site);
    const auto before = directory_.snapshot(actor.site);
    const auto after = edited(*before, [&](DirectoryRows& rows) { rows.rules[student] = contact_rule; });
    done = central_.write([&](Transaction& transaction) {
      if (!rule(transaction, {actor, student, contact_rule, say}, *before, *after)) return false;
      put_rule_note(transaction, actor.site, student, {actor.person, sealed, clock_.now()});
      audit_.record(transaction, actor, {"families.rule_set", student.text(), R"({"rule":")" + std::string(word_of(contact_rule)) + R"("})"});
      return true;
    });
  }
  directory_.refresh(actor.site);
  return done;
}

std::optional<ContactRules::Note> ContactRules::note(SiteId site, StudentId student) const {
  const auto row = central_.read([&](Reader& reader) { return load_rule_note(reader, site, student); });
  if (!row) return std::nullopt;
  auto text = privacy_.open(site, row->author, place(student), row->sealed);
  return text ? std::optional(Note{row->author, *std::move(text), row->at}) : std::nullopt;
}

}  // namespace lodge::core
