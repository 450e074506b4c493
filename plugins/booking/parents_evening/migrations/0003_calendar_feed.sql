-- A contact's private calendar address, which names `id` and `secret`; the secret is sealed under the contact's key, at the
-- place "calendar_feed.secret.<id>". Whoever asks for another one ends the first.
create table calendar_feed (
  contact {id} primary key not null,
  id {id} not null,
  site {id} not null,
  secret {text} not null,
  created_at BIGINT not null
) {table};
create unique index calendar_feed_by_id on calendar_feed (id);
