-- When a family was last printed a letter, and last reminded. kind: letter, invitation, reminder.
create table family_told (
  evening {id} not null,
  household {id} not null,
  kind {key} not null,
  told_at BIGINT not null,
  primary key (evening, household, kind)
) {table};

-- The fallback pack of a sitting was written.
create table pack_written (
  evening_date {id} primary key not null,
  written_at BIGINT not null
) {table};
