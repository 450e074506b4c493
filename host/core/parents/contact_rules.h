#pragma once
#include "core/directory/households.h"

#include <lodge/access.h>
#include <lodge/audit.h>
#include <lodge/clock.h>

#include <optional>
#include <string>
#include <string_view>

namespace lodge::core {

/// What the office says about who may book for a student, and why. [any thread] @throws Unavailable
class ContactRules {
 public:
  struct Note {
    PersonId author;
    std::string text;
    Instant at{};
  };

  ContactRules(Database& central, StoredDirectory& directory, Privacy& privacy, Audit& audit, const Clock& clock,
               TellModules tell = nobody_told)
      : central_(central), directory_(directory), privacy_(privacy), audit_(audit), clock_(clock), tell_(std::move(tell)) {}

  /// What booking modules would do about the rule, a sentence each in the words of `say`: done, looked at and undone.
  std::vector<std::string> preview(const Actor& actor, StudentId student, ContactRule rule, const Say& say);
  /// The note is sealed under its author's key; an empty one takes an earlier one away. In the audit, without the note.
  /// What a household may not have any more is cancelled in the same write. False, and nothing done, when others edited
  /// the people each time that it was tried.
  bool set(const Actor& actor, StudentId student, ContactRule rule, std::string_view note, const Say& say);
  /// Nothing when there is none, or its author was erased.
  std::optional<Note> note(SiteId site, StudentId student) const;

 private:
  struct Ruling {
    const Actor& actor;
    StudentId student;
    ContactRule rule;
    const Say& say;
  };
  std::optional<std::vector<std::string>> rule(Transaction& transaction, const Ruling& ruling, const SitePeople& before, const SitePeople& after);

  Database& central_;
  StoredDirectory& directory_;
  Privacy& privacy_;
  Audit& audit_;
  const Clock& clock_;
  TellModules tell_;
};

}  // namespace lodge::core
