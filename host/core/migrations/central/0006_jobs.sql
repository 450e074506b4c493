-- Work that comes round again. Whoever writes its name and a lease into the row runs the job; until the lease ends, or its
-- holder has surely ended, nobody else does.
create table job (
  name {key} primary key not null,
  due_at BIGINT not null,
  owner {key},
  lease_until BIGINT
) {table};
