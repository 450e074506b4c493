-- A date that is called off, and can be taken back: its desks have away = 2. planned_mode: how it was to be held, where
-- it moved online (empty: as it is). shifted_minutes: how much later it begins than was planned.
alter table evening_date add column called_off BIGINT not null default 0;
alter table evening_date add column planned_mode {key} not null default '';
alter table evening_date add column shifted_minutes BIGINT not null default 0;

-- Rises when a teacher says how late it runs. That changes what is shown and nothing that is decided.
alter table evening add column late_version BIGINT not null default 0;
