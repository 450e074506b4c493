-- A school, or one of a trust's schools. Its names are no secret, so they are here and not in the vault.
create table site (
  id {id} primary key not null,
  code {key} not null,
  name {name} not null,
  time_zone {key} not null,
  created_at BIGINT not null,
  unique (code)
) {table};
