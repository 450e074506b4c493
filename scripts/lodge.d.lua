---@meta
-- What a school's rules are given and may use, typed for the Lua language server. It is not run.

---@class Rule A rule's file returns one.
---@field hook "rooms.may_book" which question it answers
---@field says string what it is for, in a sentence
---@field settings? table<string, boolean|number|string|string[]> what a school may change, with what holds if it does not. "2 school days" reaches `check` as the number 2
---@field check fun(booking: RoomsMayBook, settings: table): true|false, string? true; or false and the reason, in the school's words, at most 500 characters

---@class RoomsMayBook Somebody is about to book a room, or to change such a booking. Each date of a series is asked about.
---@field actor Actor
---@field room Room
---@field day Day
---@field period? string the period's code, when a period is booked and not a clock time
---@field starts integer minutes since midnight, as the school's clock shows: 9 * 60 is nine o'clock
---@field ends integer minutes since midnight
---@field repeats boolean whether it is one date of a series

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
