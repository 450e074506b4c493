-- What a booking of a room is for, and the local time it was made for. Who has the room is the ledger's to say.
-- purpose and notes are sealed under the author's key, at the place "room_booking.purpose.<words>".
create table room_booking (
  booking {id} not null,
  site {id} not null,
  room {id} not null,
  owner {id} not null,
  author {id} not null,
  local_date {key} not null,
  period {key} not null,
  starts_minute bigint not null,
  ends_minute bigint not null,
  starts_at bigint not null,
  ends_at bigint not null,
  words {id} not null,
  purpose {text} not null,
  notes {text} not null,
  series {id},
  primary key (booking)
) {table};
create index room_booking_series on room_booking (series);
create index room_booking_owner on room_booking (owner, starts_at);
create index room_booking_author on room_booking (author);
