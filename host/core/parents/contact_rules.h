#pragma once
#include "core/directory/directory.h"

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

  ContactRules(Database& central, StoredDirectory& directory, Privacy& privacy, Audit& audit, const Clock& clock)
      : central_(central), directory_(directory), privacy_(privacy), audit_(audit), clock_(clock) {}

  /// The note is sealed under its author's key; an empty one takes an earlier one away. In the audit, without the note.
  void set(const Actor& actor, StudentId student, ContactRule rule, std::string_view note);
  /// Nothing when there is none, or its author was erased.
  std::optional<Note> note(SiteId site, StudentId student) const;

 private:
  Database& central_;
  StoredDirectory& directory_;
  Privacy& privacy_;
  Audit& audit_;
  const Clock& clock_;
};

}  // namespace lodge::core
