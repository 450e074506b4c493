-- Who asked to be let in, and the names they gave, sealed under the site's key. id is the ticket that their browser holds.
-- state: new (nobody has looked yet), unknown (nobody is so called), no_email (they are known, but no code could be sent).
create table parent_knock (
  id {id} primary key not null,
  at BIGINT not null,
  state {key} not null,
  fields {text} not null
) {table};
create index parent_knock_by_state on parent_knock (state, at);
