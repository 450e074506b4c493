-- Who interprets at an evening; in the ledger a resource of the same number whose atoms are minutes. teacher: one of the
-- staff, whose own diary the sittings claim; otherwise a name, sealed under the author's key at the place
-- "evening_interpreter.name.<id>". languages: as the school and families call them, between commas.
create table evening_interpreter (
  id {id} primary key not null,
  evening {id} not null,
  teacher {id},
  author {id} not null,
  name {text} not null,
  languages {text} not null
) {table};
create index evening_interpreter_of_evening on evening_interpreter (evening, id);

-- From when to when; sitting: the ledger's booking of the member of staff's diary.
create table evening_interpreter_time (
  interpreter {id} not null,
  evening_date {id} not null,
  starts_at BIGINT not null,
  ends_at BIGINT not null,
  sitting {id},
  primary key (interpreter, evening_date)
) {table};

-- Who interprets; the appointment's booking claims that time of theirs.
alter table appointment add column interpreter {id};

-- What a family needs is asked for by household, too.
create index family_wishes_of_household on family_wishes (household, evening);

-- Reached without steps, whatever the room says or where there is none.
alter table desk add column step_free BIGINT not null default 0;
