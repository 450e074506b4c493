#pragma once
#include <lodge/database.h>
#include <lodge/directory.h>
#include <lodge/id.h>
#include <lodge/interval.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lodge {

/// How households get in, as far as a booking module needs it. A parent who is in acts as `Actor` with Role::parent,
/// its person the contact. [any thread]
class ParentAccess {
 public:
  virtual ~ParentAccess() = default;
  /// A sign-in code for each of `households`, in their order, good until `until`: "7k3m-9qxd-2f", 50 bits. The records keep
  /// keyed marks only. Asked again within a minute for the same `what` ("evening/<id>", at most 64 ASCII characters), a
  /// household has the same code; later a fresh one, and what it had before opens nothing any more. @throws Unavailable
  virtual std::vector<std::string> letter_codes(Transaction& transaction, SiteId site, std::string_view what,
                                                std::span<const HouseholdId> households, Instant until) = 0;
  /// Lets the codes that were made for `what`, and still open, open until `until` where that is later. @throws Unavailable
  virtual void extend_letter_codes(Transaction& transaction, SiteId site, std::string_view what, Instant until) = 0;
  /// Households of which somebody has got in at or after `since`, by any way, sorted. @throws Unavailable
  virtual std::vector<HouseholdId> signed_in(Reader& reader, SiteId site, Instant since) = 0;
  /// The language that a parent chose, or came in with; BCP 47. Empty for one who has never been in. For what is read
  /// where nobody is signed in. @throws Unavailable
  virtual std::string language_of(Reader& reader, ContactId contact) const = 0;
  /// What a letter's QR code holds: the whole address at which its code is filled in.
  virtual std::string letter_address(std::string_view code) const = 0;
};

/// "/parents/letter?code=7k3m9qxd2f".
std::string letter_path(std::string_view code);

/// The household of a contact; the id that names nothing for anybody else.
HouseholdId household_of(const People& people, PersonId person);
/// Whether this household may book about this student, by the student's contact rule. joint and separate: the
/// household of any contact. one_only: that of the contact with the best priority who has, or may have, parental
/// responsibility. none: nobody.
bool may_book_for(const People& people, HouseholdId household, StudentId student);
/// Whether one household's booking counts for all of the student's (joint).
bool share_one(const People& people, StudentId student);
/// The students that the household may book for, by surname and first name.
std::vector<const Student*> children_of(const People& people, HouseholdId household);
/// Whoever of the household answers for it: the contact with the best priority for any of its students. The id that
/// names nothing for a household without a member.
ContactId first_contact_of(const People& people, HouseholdId household);

}  // namespace lodge
