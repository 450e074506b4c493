-- Giving out appointments at the close of a preference round. state: asked (to be worked out), ready (figures are there,
-- nothing is booked), accepted (being booked, family by family), done. What comes out follows from the wishes and the
-- evening's seed, so it is not stored. families_done of families have been booked and told.
create table evening_allocation (
  evening {id} primary key not null,
  site {id} not null,
  state {key} not null,
  asked_by {id} not null,
  wishes BIGINT not null,
  placed BIGINT not null,
  bound BIGINT not null,
  mean_wait_seconds BIGINT not null,
  longest_wait_minutes BIGINT not null,
  families BIGINT not null,
  families_done BIGINT not null,
  changed_at BIGINT not null
) {table};
