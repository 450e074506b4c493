-- Rooms that a date has for itself, each claimed in the ledger by `booking` from the date's beginning to its end.
create table evening_room (
  evening_date {id} not null,
  room {id} not null,
  booking {id} not null,
  primary key (evening_date, room)
) {table};
