-- A parents' evening: what it is and what is open when. Instants may be missing: that stage is not held.
-- state: draft, published, cancelled. one_each: 'household' or 'student' (the first household that comes does).
create table evening (
  id {id} primary key not null,
  site {id} not null,
  title {text} not null,
  state {key} not null,
  class_teachers BIGINT not null,
  requests_from BIGINT,
  wishes_from BIGINT,
  wishes_until BIGINT,
  early_from BIGINT,
  opens_at BIGINT,
  closes_at BIGINT,
  one_each {key} not null,
  most_each BIGINT not null,
  gap {key} not null,
  gap_minutes BIGINT not null,
  walk_minutes BIGINT not null,
  notes BIGINT not null,
  change_until_minutes BIGINT not null,
  online_link {text} not null,
  seed BIGINT not null,
  allocated_at BIGINT,
  copied_from {id},
  version BIGINT not null,
  created_at BIGINT not null
) {table};
create index evening_of_site on evening (site, created_at);

-- Who is invited and which groups' staff count. sort: year_group, registration_class, class, group; staff_group (a
-- name, or the beginning of one that ends in '*': "Tutor group*").
create table evening_audience (
  evening {id} not null,
  sort {key} not null,
  word {name} not null,
  primary key (evening, sort, word)
) {table};

-- A year group that may book later than opens_at.
create table evening_stagger (
  evening {id} not null,
  year_group BIGINT not null,
  opens_at BIGINT not null,
  primary key (evening, year_group)
) {table};

-- Families that may book from early_from on.
create table evening_early (
  evening {id} not null,
  household {id} not null,
  primary key (evening, household)
) {table};

-- One sitting. mode: in_person, online, telephone, mixed.
create table evening_date (
  id {id} primary key not null,
  evening {id} not null,
  local_date {key} not null,
  from_minute BIGINT not null,
  to_minute BIGINT not null,
  starts_at BIGINT not null,
  ends_at BIGINT not null,
  mode {key} not null,
  slot_minutes BIGINT not null
) {table};
create index evening_date_of_evening on evening_date (evening, starts_at);

-- Where one to three teachers see families; in the ledger a resource of the same number whose atom n is slot n.
-- sitting: the ledger's booking of their diaries and the room. late_minutes: how late it runs, said at late_at.
create table desk (
  id {id} primary key not null,
  evening {id} not null,
  evening_date {id} not null,
  starts_at BIGINT not null,
  slot_minutes BIGINT not null,
  slots BIGINT not null,
  mode {key} not null,
  room {id},
  place {text} not null,
  link {text} not null,
  sitting {id},
  away BIGINT not null,
  late_minutes BIGINT not null,
  late_at BIGINT
) {table};
create index desk_of_evening on desk (evening, evening_date);

-- substitute: stands in for the teacher on that date.
create table desk_teacher (
  evening_date {id} not null,
  teacher {id} not null,
  desk {id} not null,
  nth BIGINT not null,
  substitute {id},
  primary key (evening_date, teacher)
) {table};
create index desk_teacher_of_desk on desk_teacher (desk);

-- Slots that nobody can book, each claimed in the ledger by `booking`.
create table desk_break (
  desk {id} not null,
  slot BIGINT not null,
  booking {id} not null,
  primary key (desk, slot)
) {table};

-- What the ledger's booking of a desk and a household's time is about. state: held, booked, cancelled.
-- made_by: parent, office, teacher, allocation. attended: '', came, missed. note: sealed under author's key, at the
-- place "appointment.note.<evening>.<student>.<teacher>".
create table appointment (
  booking {id} primary key not null,
  evening {id} not null,
  evening_date {id} not null,
  desk {id} not null,
  slot BIGINT not null,
  slots BIGINT not null,
  student {id} not null,
  teacher {id} not null,
  household {id} not null,
  starts_at BIGINT not null,
  ends_at BIGINT not null,
  state {key} not null,
  held_until BIGINT,
  made_by {key} not null,
  author {id} not null,
  note {text} not null,
  arrived_at BIGINT,
  attended {key} not null,
  created_at BIGINT not null
) {table};
-- Holds all that says which slots are taken: it is read for each page of a family.
create index appointment_at_desk on appointment (desk, slot, slots, state, held_until, household, starts_at, ends_at);
create index appointment_of_household on appointment (household, evening, starts_at);
create index appointment_of_student on appointment (student, evening, starts_at);
create index appointment_of_evening on appointment (evening, starts_at);

-- A student sees a teacher once an evening: with each household, or, where one goes for all, under the household
-- of all zeros.
create table appointment_once (
  evening {id} not null,
  student {id} not null,
  teacher {id} not null,
  household {id} not null,
  booking {id} not null,
  primary key (evening, student, teacher, household)
) {table};
create index appointment_once_by_booking on appointment_once (booking);

-- A teacher asks to see a family, or says that there is no need. sort: please, no_need. note: sealed under the
-- author's key, at the place "teacher_request.note.<evening>.<student>.<teacher>".
create table teacher_request (
  evening {id} not null,
  student {id} not null,
  teacher {id} not null,
  sort {key} not null,
  author {id} not null,
  note {text} not null,
  changed_at BIGINT not null,
  primary key (evening, student, teacher)
) {table};

-- The preference round: whom a family wishes to see, in order; when it can come (JSON), what it needs (sealed under
-- the author's key, at the place "family_wishes.needs.<evening>.<household>").
create table family_wishes (
  evening {id} not null,
  household {id} not null,
  author {id} not null,
  windows {text} not null,
  needs {text} not null,
  sent_at BIGINT not null,
  primary key (evening, household)
) {table};

create table wish (
  evening {id} not null,
  household {id} not null,
  student {id} not null,
  teacher {id} not null,
  nth BIGINT not null,
  primary key (evening, household, student, teacher)
) {table};

-- What the allocation could not give, and why.
create table wish_refused (
  evening {id} not null,
  household {id} not null,
  student {id} not null,
  teacher {id} not null,
  why {key} not null,
  detail {text} not null,
  primary key (evening, household, student, teacher)
) {table};
