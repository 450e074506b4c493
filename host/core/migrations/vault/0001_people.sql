-- The names of people, sealed under each one's own key, from one revision of the site's people up to another.
create table person (
  id {id} not null,
  from_revision BIGINT not null,
  to_revision BIGINT not null,
  fields {text} not null,
  primary key (id, from_revision)
) {table};

-- What a connector said, sealed under the plan's own key, until the plan was applied.
create table plan_records (
  plan {id} not null,
  part BIGINT not null,
  records {text} not null,
  primary key (plan, part)
) {table};
