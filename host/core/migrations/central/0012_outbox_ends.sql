-- After this moment a message is no use any more: it is not sent, and its state becomes lapsed. Empty: it never ends.
alter table outbox add column ends_at BIGINT;
