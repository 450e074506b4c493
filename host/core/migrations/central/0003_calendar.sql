-- What moves a snapshot in memory on: one number for each site and thing ("calendar", "people", "rooms").
create table revision (
  site {id} not null,
  what {key} not null,
  revision BIGINT not null,
  primary key (site, what)
) {table};

-- Dates are ISO 8601 text, of the site's own calendar.
create table calendar_year (
  site {id} not null,
  first_day {key} not null,
  last_day {key} not null,
  name {name} not null,
  primary key (site, first_day)
) {table};

create table calendar_term (
  site {id} not null,
  first_day {key} not null,
  last_day {key} not null,
  name {name} not null,
  primary key (site, first_day)
) {table};

-- kind: holiday, inset, blackout.
create table calendar_closure (
  site {id} not null,
  first_day {key} not null,
  name {name} not null,
  last_day {key} not null,
  kind {key} not null,
  primary key (site, first_day, name)
) {table};

-- Week letters live on dates, so that nobody computes them again and a shift is a plain change of rows.
create table calendar_letter (
  site {id} not null,
  day {key} not null,
  letter {key} not null,
  primary key (site, day)
) {table};

-- schedule: empty for the ordinary day, or the name that a special day asks for. phase: empty for the whole school.
-- weekday: 1 (Monday) to 7, or 0 for each weekday that has no rows of its own. Times are minutes since local midnight.
create table calendar_period (
  site {id} not null,
  schedule {key} not null,
  phase {key} not null,
  weekday BIGINT not null,
  code {key} not null,
  name {name} not null,
  starts BIGINT not null,
  ends BIGINT not null,
  kind {key} not null,
  primary key (site, schedule, phase, weekday, code)
) {table};

-- A date that is unlike its weekday: another schedule, or a Saturday that is a school day.
create table calendar_special_day (
  site {id} not null,
  day {key} not null,
  name {name} not null,
  schedule {key} not null,
  primary key (site, day)
) {table};
