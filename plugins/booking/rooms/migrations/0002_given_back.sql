-- Whether the booking was cancelled or displaced, so that a person's bookings are counted without asking the ledger of each.
alter table room_booking add column given_back bigint not null default 0;
