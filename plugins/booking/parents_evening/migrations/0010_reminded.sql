-- A family was reminded of a date on which it has an appointment.
create table family_reminded (
  evening_date {id} not null,
  household {id} not null,
  reminded_at BIGINT not null,
  primary key (evening_date, household)
) {table};
