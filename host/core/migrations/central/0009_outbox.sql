-- Messages that people were promised: random ids and plain values, rendered into words when they are sent.
-- state: queued (waits for due_at), sending (may be with the channel now), sent, uncertain (sent, but an earlier try was
-- in flight when it was lost: it may have arrived twice), undeliverable (the other side will never take it), failed (given
-- up after days). due_at: when it is tried next, and once it has ended, since when.
-- doubts counts the tries of which nobody knows whether the other side took the message.
create table outbox (
  id {id} primary key not null,
  site {id} not null,
  recipient {id} not null,
  notice {key} not null,
  filled_with {text} not null,
  state {key} not null,
  posted_at BIGINT not null,
  due_at BIGINT not null,
  tries BIGINT not null,
  doubts BIGINT not null,
  owner {key},
  lease_until BIGINT,
  why {name}
) {table};

create index outbox_by_state on outbox (state, due_at);
