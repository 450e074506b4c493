#pragma once
#include "appointment.h"

#include <lodge/database.h>

#include <span>

namespace lodge::parents_evening {

/// The rows of appointments. All inside Database::read or write.
void insert(Transaction& transaction, const Appointment& appointment);
/// Desk, slot, time and interpreter as `appointment` says now. What the door and the teacher noted meanwhile stays, in this,
/// hand_over, make_firm and end: whoever read the row a while ago knows nothing of it.
void place(Transaction& transaction, const Appointment& appointment);
void forget_arrival(Transaction& transaction, BookingId booking);
/// It is with this teacher from now on, and the note is sealed to that place.
void hand_over(Transaction& transaction, const Appointment& appointment);
/// A hold is an appointment from now on, with this note by this author.
void make_firm(Transaction& transaction, const Appointment& appointment);
void end(Transaction& transaction, BookingId booking);  ///< it is cancelled
std::optional<Appointment> find(Reader& reader, BookingId booking);

/// Without those that are cancelled; holds that have expired are there still: ask Appointment::live. By start.
std::vector<Appointment> at_desk(Reader& reader, DeskId desk);
/// What is taken at these desks, in no order: when and by which household, and nothing else of it.
std::vector<Appointment> taken_at(Reader& reader, std::span<const DeskId> desks);
std::vector<Appointment> of_household(Reader& reader, EveningId evening, HouseholdId household);
std::vector<Appointment> of_student(Reader& reader, EveningId evening, StudentId student);
std::vector<Appointment> of_evening(Reader& reader, EveningId evening);
/// Of any evening that ends after `after`; also cancelled ones. By start.
std::vector<Appointment> all_of_household(Reader& reader, HouseholdId household, Instant after);
/// Everything of an evening, cancelled too, for `lodge verify` and statistics.
/// Whether there ever was an appointment on that date, given back or not.
bool ever_booked(Reader& reader, EveningDateId date);
std::vector<Appointment> everything(Reader& reader, EveningId evening);

/// Marks that this student sees this teacher, under the household or, where one goes for all, under none.
/// False when they do already.
bool mark_once(Transaction& transaction, const Appointment& appointment, HouseholdId under);
void unmark(Transaction& transaction, BookingId booking);
/// The appointment is another household's from now on. False when that household sees the teacher about the student too.
bool rekey(Transaction& transaction, BookingId booking, HouseholdId from, HouseholdId to);

}  // namespace lodge::parents_evening
