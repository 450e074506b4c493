#include "core/parents/contact_rules.h"

#include "core/directory/store.h"
#include "core/directory/words.h"
#include "core/parents/store.h"
#include "core/revisions/revisions.h"

namespace lodge::core {
namespace {

std::string place(StudentId student) { return "contact_rule_note.note." + student.text(); }

}  // namespace

void ContactRules::set(const Actor& actor, StudentId student, ContactRule rule, std::string_view note) {
  const auto sealed = note.empty() ? std::string() : privacy_.seal(actor.site, actor.person, place(student), note);
  central_.write([&](Transaction& transaction) {
    put_contact_rule(transaction, actor.site, student, rule);
    put_rule_note(transaction, actor.site, student, {actor.person, sealed, clock_.now()});
    raise_revision(transaction, actor.site, kPeopleEdits);
    audit_.record(transaction, actor, {"families.rule_set", student.text(), R"({"rule":")" + std::string(word_of(rule)) + R"("})"});
  });
  directory_.refresh(actor.site);
}

std::optional<ContactRules::Note> ContactRules::note(SiteId site, StudentId student) const {
  const auto row = central_.read([&](Reader& reader) { return load_rule_note(reader, site, student); });
  if (!row) return std::nullopt;
  auto text = privacy_.open(site, row->author, place(student), row->sealed);
  return text ? std::optional(Note{row->author, *std::move(text), row->at}) : std::nullopt;
}

}  // namespace lodge::core
