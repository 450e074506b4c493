-- Somebody waits for a time with a teacher who has none left; the line goes by joined_at. contact: who asked; the family
-- is whichever household that contact is in, so that a line survives households that are joined or split.
-- state: waiting, offered, booked, lapsed (an offer was not taken), left, closed (booking ended). offer: the appointment
-- that is held for the family until offered_until.
create table evening_waiting (
  evening {id} not null,
  teacher {id} not null,
  student {id} not null,
  contact {id} not null,
  state {key} not null,
  joined_at BIGINT not null,
  offer {id},
  offered_until BIGINT,
  changed_at BIGINT not null,
  primary key (evening, teacher, student, contact)
) {table};
create index evening_waiting_by_contact on evening_waiting (contact, evening);
create index evening_waiting_by_state on evening_waiting (state, evening);
