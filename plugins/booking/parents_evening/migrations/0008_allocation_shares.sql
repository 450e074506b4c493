-- What an allocation gives each family, from when it is worked out: JSON, whom it sees where and when, and why not the
-- rest. given: 1 once that is booked and the family was told.
create table allocation_share (
  evening {id} not null,
  household {id} not null,
  share {text} not null,
  given BIGINT not null,
  primary key (evening, household)
) {table};

-- How far it is while it is worked out. phase: requests, wishes, packing.
alter table evening_allocation add column phase {key} not null default '';
alter table evening_allocation add column phase_done BIGINT not null default 0;
alter table evening_allocation add column phase_of BIGINT not null default 0;
