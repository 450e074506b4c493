-- What displaced the booking: the kind of the booking that took its place ("timetable.lesson"); empty when nothing did.
alter table room_booking add column displaced_by {key} not null default '';
