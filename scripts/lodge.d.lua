---@meta
-- What a school's rules are given and may use, typed for the Lua language server. It is not run.

---@class Rule A rule's file returns one.
---@field hook "rooms.may_book"|"evenings.may_book"|"sync.map" which question it answers
---@field says string what it is for, in a sentence
---@field settings? table<string, boolean|number|string|string[]> what a school may change, with what holds if it does not. "2 school days" reaches `check` as the number 2
---@field kinds? RecordKind[] of a mapping: which records it is given
---@field map? fun(record: table, settings: table): table|false, string? of a mapping, in place of `check`: the record, changed or not; or false and the reason why it is left out
---@field check? fun(booking: RoomsMayBook|EveningsMayBook, settings: table): true|false, string? true; or false and the reason, in the school's words, at most 500 characters

---@class RoomsMayBook Somebody is about to book a room, or to change such a booking. Each date of a series is asked about.
---@field actor Actor
---@field room Room
---@field day Day
---@field period? string the period's code, when a period is booked and not a clock time
---@field starts integer minutes since midnight, as the school's clock shows: 9 * 60 is nine o'clock
---@field ends integer minutes since midnight
---@field repeats boolean whether it is one date of a series

---@class EveningsMayBook A family is about to get an appointment at a parents' evening. Each of a basket is asked about.
---@field evening string its name
---@field year_group? integer the student's; left out where the MIS names none
---@field registration_class string the student's; may be empty
---@field made_by "parent"|"staff" who books: the family itself, or the office or a teacher for it
---@field appointments integer how many the family would have at this evening, with all of the basket
---@field minutes_ahead integer how long it is until the appointment begins

---@class Actor Who books: what they are, never who.
---@field roles Role[]
---@field bookings_this_week integer how many bookings of rooms they have in the week of that day, without this one

---@alias Role "administrator"|"manager"|"office"|"teacher"|"technician"|"data_protection_lead"

---@class Room
---@field code string
---@field name string
---@field building string may be empty
---@field kind string as the school calls it: "classroom", "ICT", "hall"
---@field seats integer
---@field features string[]

---@class Day
---@field date string "2026-11-26"
---@field weekday "monday"|"tuesday"|"wednesday"|"thursday"|"friday"|"saturday"|"sunday"
---@field week_letter string "A", "B"; empty in a school without
---@field term string the term's name; empty outside of terms
---@field days_ahead integer how many school days from today until then: 0 today, 1 the next school day

---@alias RecordKind "student"|"contact"|"teacher"|"class"|"group"|"room"|"period"|"term"|"lesson"

-- The records of a MIS, as a mapping is given them. Every field is a text and there, and may be empty. Those marked "stays" may not be changed.

---@class StudentRecord
---@field is "student" stays
---@field mis_id string stays
---@field first_name string
---@field surname string
---@field registration_class string
---@field date_of_birth string
---@field year_group string

---@class ContactRecord One row for each student of a contact.
---@field is "contact" stays
---@field mis_id string stays
---@field title string
---@field first_name string
---@field surname string
---@field email string
---@field student_mis_id string stays
---@field relationship string
---@field parental_responsibility string "yes", "no"; empty when it is not known
---@field priority string "1" is called first

---@class TeacherRecord
---@field is "teacher" stays
---@field mis_id string stays
---@field title string
---@field first_name string
---@field surname string
---@field email string

---@class ClassRecord One row for each teacher and student of a class.
---@field is "class" stays
---@field subject string
---@field code string stays
---@field teacher_mis_id string stays
---@field student_mis_id string stays

---@class GroupRecord
---@field is "group" stays
---@field name string
---@field teacher_mis_id string stays
---@field student_mis_id string stays

---@class RoomRecord
---@field is "room" stays
---@field code string stays
---@field name string
---@field building string
---@field capacity string
---@field kind string
---@field facilities string "projector;sinks"

---@class PeriodRecord
---@field is "period" stays
---@field code string stays
---@field name string
---@field starts string "09:00"
---@field ends string
---@field kind string "lesson", "break", …

---@class TermRecord
---@field is "term" stays
---@field kind string "term", "holiday", "inset"
---@field name string
---@field first_day string
---@field last_day string

---@class LessonRecord
---@field is "lesson" stays
---@field week string stays
---@field day string stays; "1" is Monday
---@field period string stays
---@field class_code string stays
---@field teacher_mis_id string stays
---@field room string stays

---Whether the list holds the value; texts in whatever case.
---@param list any[]
---@param value any
---@return boolean
function has(list, value) end

---The parts of a text between the separators.
---@return string[]
function string.split(text, separator) end

---@return boolean
function string.contains(text, part) end

---@return boolean
function string.startswith(text, part) end

---@return boolean
function string.endswith(text, part) end

---Without the spaces at both ends.
---@return string
function string.trim(text) end

---Where the part stands in the text, as it is written (no pattern), or nil.
---@return integer?
function string.find(text, part) end

-- In a file of tests only:

---@param says string
---@param body fun()
function test(says, body) end

---A whole question for the rule's hook, with these members changed.
---@param changes table
---@return table
function question(changes) end

---@param question table
---@param settings? table in place of the rule's own of the same name
function allows(question, settings) end

---@param question table
---@param words string must stand in the reason
---@param settings? table in place of the rule's own of the same name
function refuses(question, words, settings) end

---A whole record of a kind, with these fields changed; in the tests of a mapping.
---@param kind RecordKind
---@param changes? table
---@return table
function record(kind, changes) end

---@param record table
---@param changes table what the mapping must have changed, and nothing else
---@param settings? table in place of the mapping's own of the same name
function maps(record, changes, settings) end

---@param record table
---@param words string must stand in the reason
---@param settings? table in place of the mapping's own of the same name
function leaves_out(record, words, settings) end
