#pragma once
#include <lodge/booking.h>

namespace lodge::parents_evening {

/// Everything the module holds about a person, as student, contact, teacher or author: a list under the name of each table
/// that has something. A contact's household counts as theirs. Notes come in words, whoever wrote them; of their
/// authors it says no more than whether it was this person. What a household needs is left out for who only wrote its
/// wishes, and has left it. @throws Unavailable
Value export_personal(const Kernel& kernel, Reader& reader, SiteId site, PersonId person);

/// Takes away what they wrote and what was written, wished or asked about them; their appointments to come are given
/// back without a message. What stays is that appointments and desks were there, under numbers that name nobody.
void erase_personal(const Kernel& kernel, Transaction& transaction, SiteId site, PersonId person);

}  // namespace lodge::parents_evening
