-- Who did what, in ids alone. Each row is written in the act's own transaction; link and chain are added by the
-- sealer: link counts from 1 without a gap, chain is the SHA-256 over the chain before and this row.
create table audit (
  id {id} primary key not null,
  site {id} not null,
  at BIGINT not null,
  actor {id} not null,
  by_what {key} not null,
  action {key} not null,
  object {key} not null,
  detail {text} not null,
  link BIGINT,
  chain {key},
  unique (link)
) {table};

create index audit_of_site on audit (site, at);
