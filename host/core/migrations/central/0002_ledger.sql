-- What can be booked. shaped_at: bookings that end after it have claims by the present units, parts and turn-round.
create table resource (
  id {id} primary key not null,
  site {id} not null,
  kind {key} not null,
  grid_seconds BIGINT not null,
  units BIGINT not null,
  turn_before BIGINT not null,
  turn_after BIGINT not null,
  shaped_at BIGINT not null,
  changed_at BIGINT not null
) {table};
create index resource_by_kind on resource (site, kind);
create index resource_by_change on resource (changed_at);

create table resource_part (
  whole {id} not null,
  part {id} not null,
  primary key (whole, part)
) {table};
create index resource_part_by_part on resource_part (part);

-- writer: a random number of the process that wrote last, which need not be told of its own writes.
create table booking (
  id {id} primary key not null,
  site {id} not null,
  kind {key} not null,
  owner {id} not null,
  state {key} not null,
  held_until BIGINT,
  series {id},
  version BIGINT not null,
  writer BIGINT not null,
  created_at BIGINT not null,
  changed_at BIGINT not null,
  starts_at BIGINT not null,
  ends_at BIGINT not null
) {table};
create index booking_by_owner on booking (owner, ends_at);
create index booking_by_hold on booking (held_until);
create index booking_by_change on booking (changed_at, writer, site);

-- is_long: over 12 hours; so that a day's short wants are found without looking 14 days back.
create table booking_want (
  booking {id} not null,
  nth BIGINT not null,
  resource {id} not null,
  is_long BIGINT not null,
  starts_at BIGINT not null,
  ends_at BIGINT not null,
  units BIGINT not null,
  primary key (booking, nth)
) {table};
create index booking_want_by_start on booking_want (resource, is_long, starts_at);

-- Nobody holds what somebody else holds. The atom comes before the unit so that a time is one range of the key.
create table claim (
  resource {id} not null,
  atom BIGINT not null,
  unit BIGINT not null,
  booking {id} not null,
  primary key (resource, atom, unit)
) {table};
create index claim_by_booking on claim (booking);

create table idempotency (
  idempotency_key {name} not null,
  owner {id} not null,
  booking {id} not null,
  primary key (idempotency_key, owner)
) {table};

create table decided_on (
  what {key} primary key not null,
  version BIGINT not null
) {table};
