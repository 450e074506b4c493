-- A booking's claims are found by its wants, through the claims' own key; an index of a dozen entries for each booking was
-- a fifth of its cost. They lie from claims_from to claims_to, with the turn-round of the day they were made, on `leaves`:
-- resources separated by commas; empty: on the one that is wanted.
alter table booking_want add column claims_from BIGINT not null default 0;
alter table booking_want add column claims_to BIGINT not null default 0;
alter table booking_want add column leaves {text} not null default '';
update booking_want set
  claims_from = starts_at - 1000000 * coalesce((select turn_before from resource where id = booking_want.resource), 0),
  claims_to = ends_at + 1000000 * coalesce((select turn_after from resource where id = booking_want.resource), 0),
  leaves = case when resource in (select whole from resource_part) then
    coalesce((select group_concat(distinct c.resource) from claim c where c.booking = booking_want.booking), '') else '' end;
drop index claim_by_booking {on claim};
