#pragma once
#include <lodge/access.h>
#include <lodge/rules.h>
#include <lodge/settings.h>

namespace lodge::parents_evening {

/// Setting evenings up, and everything on behalf of families.
inline constexpr Permission kManage{"evenings.manage", {Role::administrator, Role::manager, Role::office}, {}};
/// One's own evening as a teacher: the list, requests, attendance.
inline constexpr Permission kTeach{
    "evenings.teach", {Role::administrator, Role::manager, Role::office, Role::teacher}, {}};
/// Booking for one's own children.
inline constexpr Permission kAttend{"evenings.attend", {Role::parent}, {}};

/// Booking by program: the office for any family, a parent for its own.
inline constexpr Permission kUse{"evenings.use", {Role::administrator, Role::manager, Role::office, Role::parent}, {}};

/// A rule that cannot be asked stops no family.
inline constexpr Hook kMayBook{"evenings.may_book", Hook::WhenItFails::allow};

inline constexpr Setting kHold{"evenings.hold", Setting::Type::duration, "5min",
                               "How long proposed appointments are held for a family."};

inline constexpr Setting kOffer{"evenings.offer_hold", Setting::Type::duration, "4h",
                                "How long a time that came free is held for the first family in line."};
inline constexpr Setting kOfferOnTheDay{"evenings.offer_hold_last_day", Setting::Type::duration, "30min",
                                        "The same within 24 hours of the appointment."};

inline constexpr Setting kRemindBefore{"evenings.remind_before", Setting::Type::duration, "24h",
                                       "How long before a parents' evening families are reminded of their appointments."};
inline constexpr Setting kKit{"evenings.not_rooms", Setting::Type::text, "trolley, minibus, vehicle, equipment",
                              "Words in the kind or the features of what is booked like a room and is none: no teacher's "
                              "desk is put there."};
inline constexpr Setting kPackFolder{"evenings.pack_folder", Setting::Type::text, "",
                                     "A folder of this machine where every list and slip is written as one PDF an hour "
                                     "before a parents' evening; empty: nowhere."};
inline constexpr Setting kPackPrinter{"evenings.pack_printer", Setting::Type::text, "",
                                      "A printer's address, such as ipps://printer.school.example/ipp/print, where the same "
                                      "PDF is printed; empty: none."};

}  // namespace lodge::parents_evening
