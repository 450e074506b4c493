-- Rows live from one revision of the site's people up to another: what begins above the present revision is staged and
-- seen by nobody, and one small write of the revision switches it on. 9223372036854775807 is for ever.
-- People are random ids here; their names are in the vault. kind: student, contact, teacher. missing_since: 0 while the
-- MIS knows them, else since when (microseconds) it does not.
create table person (
  site {id} not null,
  id {id} not null,
  from_revision BIGINT not null,
  to_revision BIGINT not null,
  kind {key} not null,
  missing_since BIGINT not null,
  registration_class {name} not null,
  year_group BIGINT,
  primary key (site, id, from_revision)
) {table};

-- responsibility: yes, no, unknown.
create table tie (
  site {id} not null,
  contact {id} not null,
  student {id} not null,
  from_revision BIGINT not null,
  to_revision BIGINT not null,
  relationship {name} not null,
  responsibility {key} not null,
  priority BIGINT not null,
  primary key (site, contact, student, from_revision)
) {table};

create table taught_class (
  site {id} not null,
  code {name} not null,
  from_revision BIGINT not null,
  to_revision BIGINT not null,
  subject {name} not null,
  primary key (site, code, from_revision)
) {table};

create table class_member (
  site {id} not null,
  code {name} not null,
  person {id} not null,
  from_revision BIGINT not null,
  to_revision BIGINT not null,
  primary key (site, code, person, from_revision)
) {table};

create table group_member (
  site {id} not null,
  name {name} not null,
  person {id} not null,
  from_revision BIGINT not null,
  to_revision BIGINT not null,
  primary key (site, name, person, from_revision)
) {table};

-- A room's id is also its resource's in the ledger. features: separated by line ends.
create table room (
  site {id} not null,
  id {id} not null,
  from_revision BIGINT not null,
  to_revision BIGINT not null,
  missing_since BIGINT not null,
  code {name} not null,
  name {name} not null,
  building {name} not null,
  capacity BIGINT not null,
  kind {name} not null,
  features {text} not null,
  primary key (site, id, from_revision)
) {table};

-- The timetable as the MIS has it: on which weekday (1 to 5) and in which period of which week a class meets whom and
-- where. teacher and room may be empty.
create table timetable_line (
  site {id} not null,
  week {key} not null,
  weekday BIGINT not null,
  period {key} not null,
  class_code {name} not null,
  teacher {key} not null,
  room {key} not null,
  from_revision BIGINT not null,
  to_revision BIGINT not null,
  primary key (site, week, weekday, period, class_code, teacher, room, from_revision)
) {table};

-- What the school itself said about its people; no MIS knows it. A contact without a row is a household of its own,
-- under its own number.
create table household_member (
  site {id} not null,
  contact {id} not null,
  household {id} not null,
  primary key (site, contact)
) {table};

-- rule: joint, separate, one_only, none. A student without a row: joint.
create table contact_rule (
  site {id} not null,
  student {id} not null,
  rule {key} not null,
  primary key (site, student)
) {table};

-- A lesson on a date. id is also the idempotency key of its booking; booking is empty while there is none (somebody
-- else holds the room or the teacher's time). classes, teachers and rooms: separated by line ends.
create table lesson (
  site {id} not null,
  id {id} primary key not null,
  booking {key} not null,
  owner {id} not null,
  starts BIGINT not null,
  ends BIGINT not null,
  period {key} not null,
  subject {name} not null,
  classes {text} not null,
  teachers {text} not null,
  rooms {text} not null
) {table};
create index lesson_by_start on lesson (site, starts);
create index lesson_by_booking on lesson (booking);

-- state: planned, applying, switched (people done, lessons under way), applied, undone. base_revision: of the people when
-- it was planned; done_revision: at which its rows begin. The calendar as it was before lies in the calendar's tables
-- under the plan's own number. summary: JSON of counts.
create table sync_plan (
  id {id} primary key not null,
  site {id} not null,
  made_at BIGINT not null,
  state {key} not null,
  base_revision BIGINT not null,
  done_revision BIGINT not null,
  leased_until BIGINT not null,
  summary {text} not null
) {table};
create index sync_plan_by_site on sync_plan (site, made_at);
